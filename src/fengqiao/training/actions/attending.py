"""Lists of courses: who is on them, who signed in, which hours are credited."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.core import audit, audit_bulk, bulk, crypto, limits
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.people import access as people
from fengqiao.people import queries as register
from fengqiao.training import access, given
from fengqiao.training.actions.door import check_running, running
from fengqiao.training.models import Course, SignIn, Trainee, Venue
from fengqiao.training.queries import audiences, codes, posts
from fengqiao.training.rules.courses import Lesson, SignedBy, credited

_COLUMNS = ("id", "created_at", "course", "venue", "person", "organisation", "hours", "is_set", "mark")
MOST_AT_ONCE = 20_000


def enrol(actor: Actor, course_id: UUID, venue_id: UUID, person_ids: Iterable[UUID]) -> int:
    """Put people in the actor's sight on the list of a venue; who is on the course's list already stays where they are.

    Returns how many were added. Raises NotFound for somebody out of sight, NotNow for somebody without a post.
    """
    wanted = set(person_ids)
    with transaction.atomic():
        course = running(actor, course_id, plan=False)
        venue = access.venue_for(actor, course, venue_id)
        if people.visible_to(actor).filter(pk__in=wanted).count() < len(wanted):
            raise NotFound("person_not_found", _("没有找到这个人。"), field="person")
        day = min(course.starts_on, local_date(actor.at))
        places = posts.workplaces(actor, wanted, day) | posts.workplaces(actor, wanted, local_date(actor.at))
        if len(places) < len(wanted):
            reason = _("此人没有在任的职务，不能列入名单。")
            raise NotNow("no_post", reason, field="person", next_step=_("请先登记任职。"))
        return _list(actor, course, venue, places)


def enrol_posts(
    actor: Actor, course_id: UUID, venue_id: UUID, *, audience: str = "", region: str = "", post: str = "",
    full_time: bool | None = None, since: date | None = None,
) -> int:  # fmt: skip
    """Put everybody in the actor's sight who holds a kind of post today on the list of a venue; return how many were added.

    audience: only who belongs to it by the rules. region: prefix of the region code of the organisation. post: "" for every
    mediating post, or with an audience for every post of it. since: only whose post began on
    or after this local day (new mediators). Raises NotNow when it would be more than MOST_AT_ONCE.
    """
    with transaction.atomic():
        course = running(actor, course_id, plan=False)
        venue = access.venue_for(actor, course, venue_id)
        today = local_date(actor.at)
        if audience or not post:
            held = audiences.posts(actor, audience, today, region=region)
        else:
            held = people.posts_visible_to(actor).filter(
                register.on(today), organisation__region__code__startswith=region
            )
        if post:
            held = held.filter(post=post)
        if full_time is not None:
            held = held.filter(is_full_time=full_time)
        if since is not None:
            held = held.filter(starts_on__gte=since)
        rows = held.order_by("-starts_on", "pk").values_list("person_id", "organisation_id")[: 2 * MOST_AT_ONCE]
        places = dict(rows)
        if len(places) > MOST_AT_ONCE:
            reason = _("一次最多列入%(most)s人。") % {"most": MOST_AT_ONCE}
            raise NotNow("too_many_trainees", reason, next_step=_("请按区域分次列入。"))
        return _list(actor, course, venue, places)


def _list(actor: Actor, course: Course, venue: Venue, places: Mapping[UUID, UUID]) -> int:
    """Write people on the list of a venue, each with the organisation; who is on the course's list is left alone."""
    Course.objects.select_for_update().get(pk=course.pk)  # two lists of one course wait for each other
    there = set(Trainee.objects.filter(course=course, person__in=places).values_list("person_id", flat=True))
    made = [
        Trainee(course=course, venue=venue, person_id=person, organisation_id=place, hours=Decimal(0), created_at=actor.at)
        for person, place in places.items()
        if person not in there
    ]  # fmt: skip
    bulk.copy(Trainee, _COLUMNS, (
        (row.pk, actor.at, course.pk, venue.pk, row.person_id, row.organisation_id, row.hours, False, None) for row in made
    ))  # fmt: skip
    data = {"course": str(course.pk), "venue": venue.name}
    audit_bulk.write(
        event
        for row in made
        for event in audit_bulk.chain(
            actor, Trainee._meta.label_lower, row.pk, (audit_bulk.Fact("enrol", actor.at, "", data),)
        )
    )
    return len(made)


def withdraw(actor: Actor, course_id: UUID, trainee_id: UUID, *, why: str) -> None:
    """Take somebody off a list who has not signed in. Raises Malformed without a reason, NotNow."""
    if not why.strip():
        raise Malformed("reason_missing", _("请写明理由。"), field="reason")
    with transaction.atomic():
        course = running(actor, course_id, plan=False)
        trainee = access.trainee_for(actor, course, trainee_id, lock=True)
        if trainee.hours or trainee.mark is not None or trainee.sign_ins.exists() or trainee.certificates.exists():
            raise NotNow("trainee_attended", _("已经签到或者有成绩的学员不能移出名单。"))
        audit.record(actor, trainee, "withdraw", why=why.strip(), data={"course": course.pk})
        trainee.delete()


def sign_in(actor: Actor, course_id: UUID, trainee_ids: Sequence[UUID], *, on: date | None = None) -> int:
    """Write down by the list who was there on a local day of the course, today when none is given; return how many were new.

    Raises NotFound for somebody whose list the actor does not keep, Malformed for a day outside of the course or to come.
    """
    with transaction.atomic():
        course = running(actor, course_id, plan=False)
        today = local_date(actor.at)
        day = on or today
        if not course.starts_on <= day <= min(course.ends_on, today):
            raise Malformed("day_outside", _("签到日期应当在培训期间，不能晚于今天。"), field="on")
        found = Trainee.objects.select_for_update(of=("self",)).filter(course=course, pk__in=set(trainee_ids))
        trainees = list(found.select_related("venue"))
        if len(trainees) < len(set(trainee_ids)) or not all(
            access.may_sign_in(actor, each.venue, course) for each in trainees
        ):
            raise NotFound("trainee_not_found", _("没有找到这名学员。"), next_step=_("请从培训班的名单中选择。"))
        return _sign(actor, course, trainees, day, SignedBy.LIST)


def sign_in_by_code(actor: Actor, code: str) -> Trainee:
    """Sign the actor's own person in at the venue whose code of today this is; who was not on the list comes onto it.

    Raises TooMany, Malformed for a wrong code, NotNow for an account without a person or a person without a post.
    """
    limits.take(f"training-code:{actor.user_id or actor.person_id}", limit=20, seconds=600, at=actor.at)
    if actor.person_id is None:
        reason = _("您的账号没有对应的登记人员。")
        raise NotNow("no_person", reason, next_step=_("请用姓名和电话后四位签到，或者联系工作人员。"))
    return _present(actor, code, actor.person_id)


def sign_in_by_name(actor: Actor, code: str, name: str, phone_tail: str) -> Trainee:
    """Sign somebody in without an account, by the venue's code of today, the name and the last four digits of the phone.

    Raises TooMany, and Malformed alike for a wrong code, an unknown name and a wrong phone: nobody learns who is registered.
    """
    who = crypto.keyed_hash(f"{' '.join(name.split())}")
    limits.take(f"training-name:{who}", limit=10, seconds=3600, at=actor.at)
    found = posts.called(actor, name, phone_tail.strip())
    if len(found) != 1:
        raise _wrong()
    return _present(actor, code, found[0])


def _wrong() -> Malformed:
    return Malformed(
        "sign_in_wrong",
        _("签到码、姓名或者电话后四位对不上。"),
        field="code",
        next_step=_("请核对会场今天的签到码；仍然不行的，请会场工作人员按名单签到。"),
    )


def _present(actor: Actor, code: str, person_id: UUID) -> Trainee:
    day = local_date(actor.at)
    venue = codes.venue_of(code, day)
    if venue is None:
        raise _wrong()
    with transaction.atomic():
        course = venue.course
        check_running(course)
        trainee = Trainee.objects.select_for_update(of=("self",)).filter(course=course, person=person_id).first()
        if trainee is None:
            place = posts.workplaces(actor, [person_id], day).get(person_id)
            if place is None:
                raise NotNow("no_post", _("您没有在任的职务。"), next_step=_("请会场工作人员按名单签到。"))
            _list(actor, course, venue, {person_id: place})
            trainee = Trainee.objects.select_for_update(of=("self",)).get(course=course, person=person_id)
        if trainee.venue_id != venue.pk:
            trainee.venue = venue
            trainee.save(update_fields=["venue"])
        _sign(actor, course, [trainee], day, SignedBy.CODE)
        trainee.course, trainee.venue = course, venue
    return trainee


def _sign(actor: Actor, course: Course, trainees: Sequence[Trainee], day: date, way: SignedBy) -> int:
    """Keep that people were there on a day, and credit the hours of all their days."""
    known = set(SignIn.objects.filter(trainee__in=trainees, on=day).values_list("trainee_id", flat=True))
    new = [trainee for trainee in trainees if trainee.pk not in known]
    SignIn.objects.bulk_create(
        SignIn(trainee=trainee, on=day, way=way.value, by_name=actor.name, created_at=actor.at) for trainee in new
    )
    days: dict[UUID, list[date]] = {}
    for trainee_id, on in SignIn.objects.filter(trainee__in=new).values_list("trainee_id", "on"):
        days.setdefault(trainee_id, []).append(on)
    lessons = [Lesson(hours, on) for hours, on in course.modules.values_list("hours", "held_on")]
    changed = []
    for trainee in new:
        if not trainee.is_set:
            trainee.hours = credited(
                days[trainee.pk], lessons, first=course.starts_on, last=course.ends_on, hours=course.hours
            )
            changed.append(trainee)
        data = {"course": course.pk, "on": day, "way": way, "hours": trainee.hours}
        audit.record(actor, trainee, "sign_in", data=data)
    Trainee.objects.bulk_update(changed, ["hours"])
    return len(new)


def set_hours(actor: Actor, course_id: UUID, trainee_id: UUID, *, hours: Decimal, why: str) -> Trainee:
    """Set the hours of somebody by hand, as for one who left early; signing in changes them no more. Raises Malformed."""
    if not why.strip():
        raise Malformed("reason_missing", _("请写明理由。"), field="reason")
    with transaction.atomic():
        course = running(actor, course_id, plan=False)
        trainee = access.trainee_for(actor, course, trainee_id, lock=True)
        before = trainee.hours
        trainee.hours = given.class_hours(hours, "hours", most=course.hours, least=Decimal(0))
        trainee.is_set = True
        trainee.save(update_fields=["hours", "is_set"])
        audit.record(
            actor, trainee, "set_hours", before=str(before), after=str(trainee.hours), why=why.strip(), data={"course": course.pk}
        )  # fmt: skip
    return trainee


def move(actor: Actor, course_id: UUID, trainee_id: UUID, venue_id: UUID) -> Trainee:
    """Put somebody on the list of another venue of the course."""
    with transaction.atomic():
        course = running(actor, course_id, plan=False)
        trainee = access.trainee_for(actor, course, trainee_id, lock=True)
        venue = access.venue_for(actor, course, venue_id)
        before, trainee.venue = trainee.venue.name, venue
        trainee.save(update_fields=["venue"])
        audit.record(actor, trainee, "move", data={"course": course.pk, "from": before, "to": venue.name})
    return trainee
