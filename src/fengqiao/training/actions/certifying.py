"""Certificates of a course: numbers without gaps, the paper, and taking a wrong one back."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from fengqiao.core import audit, audit_bulk, numbering
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.documents import actions as documents
from fengqiao.documents.models import Document
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import queries as organisations
from fengqiao.training import access, papers
from fengqiao.training.models import Certificate, Course, Trainee
from fengqiao.training.rules.courses import CourseState

LABEL = Certificate._meta.label_lower
SERIES = "training_certificate"
SUBJECT = "training_certificate"
"""Under this type of subject the documents are found."""


def due(course: Course, percent: int) -> QuerySet[Trainee]:
    """Return who has earned the certificate of a course and has none: hours enough, and a mark where there is an exam."""
    least = course.hours * Decimal(percent) / 100
    standing = Certificate.objects.filter(trainee=OuterRef("pk"), voided_on=None)
    earned = Trainee.objects.filter(~Exists(standing), course=course, hours__gte=least, hours__gt=0)
    return earned if course.pass_mark is None else earned.filter(mark__gte=course.pass_mark)


def certify(actor: Actor, course_id: UUID) -> list[Certificate]:
    """Give the certificate of a closed course to everybody who has earned it and has none, numbered in the order of the list.

    Raises NotNow before the course is closed or when nobody is due one.
    """
    with transaction.atomic():
        course = access.get_for(actor, course_id, access.PLAN, lock=True)
        if course.state != CourseState.CLOSED:
            raise NotNow("course_not_closed", _("结业以后才能发证。"), next_step=_("请先办理结业。"))
        earned = list(due(course, access.rules_for(actor).certificate_percent).order_by("organisation", "pk"))
        if not earned:
            raise NotNow("nobody_due", _("没有达到发证条件、尚未发证的学员。"))
        day = local_date(actor.at)
        made = [
            Certificate(
                trainee=trainee, number=number, issued_on=day, issued_by_name=actor.name, created_at=actor.at
            )
            for trainee, number in zip(earned, _numbers(course, day, len(earned)), strict=True)
        ]  # fmt: skip
        Certificate.objects.bulk_create(made)
        data = {"course": str(course.pk)}
        audit_bulk.write(
            event
            for each in made
            for event in audit_bulk.chain(
                actor, LABEL, each.pk, (audit_bulk.Fact("certify", actor.at, "", data | {"number": each.number}),)
            )
        )
        audit.record(actor, course, "certify", data={"first": made[0].number, "count": len(made)})
    return made


def _numbers(course: Course, day: date, count: int) -> list[str]:
    """So many numbers of the organiser's place and year; those that an import brought in are passed over."""
    rules = current_ruleset(day)
    pattern, short = rules.number_pattern(SERIES), organisations.short_of(rules, course.organiser)
    series = f"{SERIES}:{short}:{day.year}"
    found: list[str] = []
    while len(found) < count:
        block = numbering.allot_blocks({series: count - len(found)})[series]
        written = [
            pattern.pattern.format(year=day.year, short=short, serial=str(serial).zfill(pattern.padding))
            for serial in block
        ]
        taken = set(Certificate.objects.filter(number__in=written).values_list("number", flat=True))
        found += [number for number in written if number not in taken]
    return found


def void(actor: Actor, course_id: UUID, certificate_id: UUID, *, why: str) -> Certificate:
    """Take a certificate back that was given by mistake; its number stays with the reason. Raises Malformed, NotFound, NotNow."""
    if not why.strip():
        raise Malformed("reason_missing", _("请写明理由。"), field="reason")
    with transaction.atomic():
        course = access.get_for(actor, course_id, access.PLAN, lock=True)
        found = Certificate.objects.select_for_update(of=("self",)).select_related("trainee")
        certificate = found.filter(pk=certificate_id, trainee__course=course).first()
        if certificate is None:
            raise NotFound("certificate_not_found", _("没有找到这份证书。"))
        if certificate.voided_on is not None:
            raise NotNow("certificate_voided", _("这份证书已经作废。"))
        certificate.voided_on, certificate.voided_why = local_date(actor.at), why.strip()[:300]
        certificate.save(update_fields=["voided_on", "voided_why"])
        audit.record(
            actor, certificate, "void_certificate", why=why.strip(), data={"number": certificate.number}
        )  # fmt: skip
    return certificate


@transaction.atomic
def print_certificate(actor: Actor, certificate_id: UUID) -> Document:
    """Make the paper of a certificate, for who keeps the list and for the holder. Raises NotFound, NotNow when it was voided."""
    certificate = access.certificate_for(actor, certificate_id)
    if certificate.voided_on is not None:
        raise NotNow("certificate_voided", _("这份证书已经作废。"))
    form = papers.of_certificate(certificate)
    return documents.produce(actor, subject_type=SUBJECT, subject_id=certificate.pk, form=form)
