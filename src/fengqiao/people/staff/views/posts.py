"""Posts: ending, renewing, what runs out; letters; what bears on being given a matter; admissions and exits."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core import files
from fengqiao.core.clock import local_date
from fengqiao.core.errors import NotFound
from fengqiao.core.paging import bounded_count, keyset
from fengqiao.documents import queries as documents
from fengqiao.people import access, actions, queries
from fengqiao.people.actions import printing
from fengqiao.people.models import Appointment
from fengqiao.people.staff.forms import register as forms
from fengqiao.people.staff.views.frame import bound, step, tabs
from fengqiao.regions import queries as regions
from fengqiao.ui import pages
from fengqiao.ui.parts import Column

VIEW, MANAGE = Permission.VIEW_REGISTRY, Permission.MANAGE_REGISTRY
BOTH = require_http_methods(["GET", "POST"])


def _record_url(person_id: UUID) -> str:
    return reverse("people:record", args=[person_id])


def _post(request: StaffRequest, person_id: UUID, appointment_id: UUID) -> Appointment:
    """Return a post for its page: one of the person, which the reader may change."""
    person = access.get_for(request.actor, person_id, MANAGE)
    found = queries.appointments(person).filter(pk=appointment_id).first()
    if found is None:
        raise NotFound("appointment_not_found", _("没有找到这项任职。"), next_step=_("请从人员页面进入。"))
    return found


@BOTH
@staff(MANAGE)
def end(request: StaffRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """The end of a post: how, by whom, on which day, why."""
    post = _post(request, person_id, appointment_id)
    initial = {"on": local_date(request.actor.at), "by": post.body}
    return step(
        request, bound(request, forms.EndForm, initial=initial),
        lambda data: actions.end(request.actor, appointment_id, **data) and None,
        title=_("结束任职"), back=_record_url(person_id), done=_("任职已结束，历史保留。"), source="人民调解法第15条",
        lead=f"{post.organisation.name} {post.get_post_display()}",
    )  # fmt: skip


@BOTH
@staff(MANAGE)
def renew(request: StaffRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """A new term."""
    post = _post(request, person_id, appointment_id)
    starts = (post.term_ends_on or local_date(request.actor.at)) + timedelta(days=1)
    given = ("body", "certificate", "certificate_issuer", "certificate_from", "certificate_until")
    initial = {"starts_on": starts, **{name: getattr(post, name) for name in given}}
    return step(
        request, bound(request, forms.RenewForm, initial=initial),
        lambda data: actions.renew(request.actor, appointment_id, **data) and None,
        title=_("续任"), back=_record_url(person_id), done=_("新任期已登记。"), source="人民调解法第9条",
        lead=f"{post.organisation.name} {post.get_post_display()}",
    )  # fmt: skip


@require_GET
@staff(VIEW)
def expiring(request: StaffRequest) -> HttpResponse:
    """What runs out soon: terms, or certificates; the latest first overdue."""
    what = "certificate" if request.GET.get("what") == "certificate" else "term"
    may_manage = request.actor.may(MANAGE)
    days = {"30": 30, "90": 90, "180": 180}.get(request.GET.get("within", ""), 90)
    found = queries.expiring(request.actor, local_date(request.actor.at), what=what, within=days)
    page = keyset(found, queries.EXPIRING_ORDER[what], request.GET.get("cursor", ""))
    context = {
        "page": page,
        "rows": [(post, post.term_ends_on if what == "term" else post.certificate_until) for post in page.rows],
        "count": bounded_count(found),
        "place": regions.shared_path(request.actor.region_scope),
        "what": what,
        "days": days,
        "tabs": tabs(request, "expiring"),
        "columns": [
            Column(_("姓名")),
            Column(_("任职"), kind="main"),
            Column(_("任期届满") if what == "term" else _("证书到期"), kind="date"),
            *([Column(_("办理"), kind="narrow")] if may_manage else []),
        ],
        "may_manage": may_manage,
    }
    return pages.page(request, "people/expiring.html", context, fragment="people/_expiring.html")


@require_POST
@staff(MANAGE)
def letter(request: StaffRequest, person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Make the letter of a post, or of its removal or dismissal."""
    made = printing.print_post(request.actor, appointment_id, leaving="leaving" in request.POST)
    return pages.go(request, paper_url(printing.PERSON, person_id, made.pk))


def paper_url(subject: str, pk: UUID, document_id: UUID, kind: str = "pdf") -> str:
    """Return the address of a letter."""
    return reverse("people:paper", args=[subject, pk, document_id, kind])


@require_GET
@staff(MANAGE)
def paper(request: StaffRequest, subject: str, pk: UUID, document_id: UUID, kind: str) -> HttpResponse:
    """A letter as PDF or Word, for who may open the record it is about."""
    printing.require_sight(request.actor, subject, pk)
    name, media, content = documents.content(document_id, subject, pk, kind)
    disposition = content_disposition_header(as_attachment=kind != "pdf", filename=name) or ""
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": disposition})


@BOTH
@staff(MANAGE)
def verify(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """That the identity was checked."""
    person = access.get_for(request.actor, person_id, MANAGE)
    return step(
        request, bound(request, forms.VerifyForm),
        lambda data: actions.verify(request.actor, person_id, how=data["how"]) and None,
        title=_("核验身份"), lead=f"{person.name} {person.masked_id_number}", back=_record_url(person_id),
        done=_("已登记身份核验。"),
    )  # fmt: skip


@BOTH
@staff(MANAGE)
def set_photo(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """A photo handed in."""
    person = access.get_for(request.actor, person_id, MANAGE)

    def keep(data: dict[str, Any]) -> None:
        actions.set_photo(request.actor, person_id, name=data["photo"].name, content=data["photo"].read(2**22))

    form = bound(request, forms.PhotoForm)
    return step(request, form, keep, title=_("更换照片"), lead=person.name, back=_record_url(person_id),
                done=_("照片已保存。"))  # fmt: skip


@require_GET
@staff(VIEW)
def photo(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The photo of a person."""
    person = access.get_for(request.actor, person_id, VIEW)
    if person.photo is None:
        raise NotFound("photo_missing", _("没有照片。"))
    return HttpResponse(files.read(person.photo), content_type=person.photo.media_type)


@BOTH
@staff(VIEW)
def declare(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """A declared tie: by the person, or by who keeps the register."""
    person = access.get_for(request.actor, person_id, VIEW)
    return step(
        request, bound(request, forms.TieForm),
        lambda data: actions.declare(request.actor, person_id, **data) and None,
        title=_("申报利益关系"), lead=_("%(name)s在指派调解员时，当事人与这里相符的，系统会建议回避。") % {"name": person.name},
        back=_record_url(person_id), done=_("已登记。"), source="人民调解工作若干规定",
    )  # fmt: skip


@require_POST
@staff(VIEW)
def withdraw_tie(request: StaffRequest, person_id: UUID, tie_id: UUID) -> HttpResponse:
    """The end of a declared tie."""
    actions.withdraw_tie(request.actor, person_id, tie_id, why=request.POST.get("reason", "")[:1000])
    return pages.go(request, _record_url(person_id), notice=_("已结束。"))


@require_POST
@staff(MANAGE)
def suspend(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """No matters from today on."""
    actions.suspend(request.actor, person_id, why=request.POST.get("reason", "")[:1000])
    return pages.go(request, _record_url(person_id), notice=_("已暂停指派。"))


@require_POST
@staff(MANAGE)
def lift(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Matters again."""
    actions.lift(request.actor, person_id, why=request.POST.get("reason", "")[:1000])
    return pages.go(request, _record_url(person_id), notice=_("已恢复指派。"))
