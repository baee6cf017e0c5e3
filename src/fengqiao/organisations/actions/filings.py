"""A filing (备案): handed in by those who look after the organisation, answered by the bureau (人民调解法第10条)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, files, numbering
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.core.text import listed, said
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.organisations import access, queries
from fengqiao.organisations.actions import door, entering
from fengqiao.organisations.actions.entry import FIRST_DAY, Entry, line
from fengqiao.organisations.actions.keeping import Upload
from fengqiao.organisations.models import Filing, FilingPaper, Organisation
from fengqiao.organisations.rules import filing as rules_of
from fengqiao.organisations.rules.filing import EVENT_NAMES, OPEN, STATUS_NAMES, STEPS, Event, Status, Verb

RULE = "人民调解法 第10条"
SERIES = "filing"
MAY_CHANGE = ("name", "host_name", "address", "phone", "hours", "elected_on", "host_elected_on")
"""What a filed change enters into the register by itself."""
_DATES = {"elected_on", "host_elected_on"}


@transaction.atomic
def submit(
    actor: Actor,
    organisation_id: UUID,
    *,
    event: str,
    happened_on: date,
    what: str = "",
    changes: Mapping[str, Any] | None = None,
    papers: Sequence[tuple[str, Upload]] = (),
) -> Filing:
    """Hand in a filing to the nearest bureau and return it.

    event: establish, change or cancel, on a local date. what: in words. changes: for a change, the new values of
    ``MAY_CHANGE`` that the register takes over when it is filed. papers: title and file each. A filing after the time that the
    jurisdiction's rule leaves is late and taken all the same. Raises NotNow for what is not filed, was closed, or has an open
    filing of that kind; Malformed with the field.
    """
    organisation = door.open_to(actor, organisation_id, Permission.FILE_ORGANISATION)
    today, rules = local_date(actor.at), current_ruleset(local_date(actor.at))
    told = _event(event)
    kind = rules.organisation_type(organisation.kind)
    if kind is None or not kind.is_filed:
        raise NotNow("not_filed", _("这类组织不需要备案。"), rule=RULE)
    if not FIRST_DAY <= happened_on <= today:
        raise Malformed("happened_on", _("发生日期不能晚于今天。"), field="happened_on")
    bureau = next(iter(queries.of_kind("bureau", organisation.region_code)), None)
    if bureau is None:
        reason = _("本地区还没有登记司法局，无法接收备案。")
        raise NotNow("no_bureau", reason, next_step=_("请先在组织名册中登记司法局。"))
    limit = _limit(rules, told, organisation, happened_on)
    review = rules_of.limit(rules_of.rule_for(rules.filing, "review"), today)
    filing = Filing(
        organisation=organisation,
        bureau=bureau,
        event=told.value,
        status=Status.SUBMITTED.value,
        happened_on=happened_on,
        what=_what(told, what),
        due_on=limit.on,
        due_source=limit.source[:200],
        is_provisional=limit.is_provisional or review.is_provisional,
        submitted_at=actor.at,
        submitted_by_name=actor.name,
        review_due_on=review.on,
        review_source=review.source[:200],
        facts={"changes": _changes(actor, told, organisation, changes or {})},
        created_at=actor.at,
    )
    try:
        with transaction.atomic():
            filing.save(force_insert=True)
    except IntegrityError as error:
        raise NotNow("filing_open", _("同类备案还在办理中。"), next_step=_("请先办结或者撤回。")) from error
    for title, upload in papers:
        _keep_paper(actor, filing, title, upload)
    audit.record(actor, filing, "submit_filing", after=filing.status, data={"event": told.value, "on": happened_on})
    return filing


@transaction.atomic
def add_paper(actor: Actor, filing_id: UUID, *, title: str, upload: Upload) -> FilingPaper:
    """Add a paper to a filing that is not answered yet, and return it."""
    filing = _unanswered(access.filing_for(actor, filing_id, Permission.FILE_ORGANISATION, lock=True))
    paper = _keep_paper(actor, filing, title, upload)
    audit.record(actor, filing, "add_paper", data={"title": paper.title, "sha256": paper.file.sha256})
    return paper


@transaction.atomic
def remove_paper(actor: Actor, filing_id: UUID, paper_id: UUID) -> None:
    """Take a paper out of a filing that is not answered yet."""
    filing = _unanswered(access.filing_for(actor, filing_id, Permission.FILE_ORGANISATION, lock=True))
    paper = door.part(FilingPaper.objects.filter(filing=filing, removed_at=None), paper_id)
    paper.removed_at = actor.at
    paper.save(update_fields=["removed_at"])
    audit.record(actor, filing, "remove_paper", data={"title": paper.title})


@transaction.atomic
def take(actor: Actor, filing_id: UUID, verb: str, *, why: str = "") -> Filing:
    """Take a step of the table on a filing and return it: file, return, resubmit, decline, withdraw, publish.

    Raises Forbidden, NotNow when its state does not allow the step, Malformed when words are owed. Filing gives the number and
    keeps what is true that day; a filed change is written into the register, a filed end closes the organisation.
    """
    step = STEPS[Verb(verb)] if verb in [each.value for each in _EFFECTS] else None
    if step is None:
        raise Malformed("verb_unknown", _("没有这个办理步骤。"), field="verb")
    permission = Permission.REVIEW_FILINGS if step.by_bureau else Permission.FILE_ORGANISATION
    filing = access.filing_for(actor, filing_id, permission, lock=True)
    before = Status(filing.status)
    if before not in step.sources:
        reason = _("备案现在是“%(status)s”，不能%(step)s。")
        raise NotNow(
            "filing_state",
            reason % {"status": said(STATUS_NAMES[before]), "step": said(step.name)},
            next_step=_("请刷新页面后核对。"),
        )
    told = line(why, "why", 1000, needed=_("请写明原因。") if step.needs_why else "")
    _EFFECTS[step.verb](actor, filing, told)
    if step.target is not None:
        filing.status = step.target.value
    filing.save()
    audit.record(
        actor,
        filing,
        step.verb.value,
        before=before.value,
        after=filing.status,
        why=told,
        data={"number": filing.number},
    )
    return filing


def _answered(actor: Actor, filing: Filing, why: str) -> None:
    filing.answered_at, filing.answered_by_name, filing.answer = actor.at, actor.name, why


def _resubmitted(actor: Actor, filing: Filing, why: str) -> None:
    rules = current_ruleset(local_date(actor.at))
    review = rules_of.limit(rules_of.rule_for(rules.filing, "review"), local_date(actor.at))
    filing.review_due_on, filing.review_source = review.on, review.source[:200]
    filing.answered_at, filing.answered_by_name, filing.answer = None, "", ""


def _filed(actor: Actor, filing: Filing, why: str) -> None:
    rules, today = current_ruleset(local_date(actor.at)), local_date(actor.at)
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=filing.organisation_id)
    changes = filing.facts.get("changes")
    if filing.event == Event.CHANGE and isinstance(changes, dict) and changes:
        entering.apply(actor, organisation, Entry(**{**_as_it_is(organisation), **_read(changes)}), verb="change")
    if filing.event == Event.ESTABLISH and organisation.established_on is None:
        organisation.established_on = filing.happened_on
        organisation.save(update_fields=["established_on"])
        audit.record(actor, organisation, "change", data={"established_on": [None, filing.happened_on]})
    _answered(actor, filing, why)
    filing.facts = {**filing.facts, **queries.facts_of(organisation, today)}
    if filing.event == Event.CANCEL and organisation.is_active:
        entering.close(actor, organisation, on=filing.happened_on, why=filing.what)
    notice = rules_of.limit(rules_of.rule_for(rules.filing, "notify_court"), today)
    filing.notice_due_on, filing.notice_source = notice.on, notice.source[:200]
    filing.number = number(rules, SERIES, filing.bureau, today)


def _published(actor: Actor, filing: Filing, why: str) -> None:
    if filing.published_at is not None:
        raise NotNow("filing_published", _("这份备案已经公布。"))
    filing.published_at = actor.at


def _nothing(actor: Actor, filing: Filing, why: str) -> None:
    """The step changes the state only."""


_EFFECTS: Mapping[Verb, Callable[[Actor, Filing, str], None]] = {
    Verb.FILE: _filed,
    Verb.RETURN: _answered,
    Verb.RESUBMIT: _resubmitted,
    Verb.DECLINE: _answered,
    Verb.WITHDRAW: _nothing,
    Verb.PUBLISH: _published,
}


def number(rules: RuleSet, series: str, bureau: Organisation, day: date) -> str:
    """Return the next number of a bureau's series in a year: gap-free, its counter locked until commit."""
    pattern = rules.number_pattern(series)
    serial = numbering.allot(f"{series}:{bureau.pk}:{day.year}")
    return pattern.pattern.format(
        year=day.year, short=queries.short_of(rules, bureau), serial=str(serial).zfill(pattern.padding)
    )


def _event(event: str) -> Event:
    if event not in EVENT_NAMES:
        raise Malformed("event_unknown", _("请选择设立、变更或者撤销。"), field="event")
    return Event(event)


def _what(event: Event, text: str) -> str:
    told = text.strip()[:2000]
    if not told and event is not Event.ESTABLISH:
        raise Malformed("what_missing", _("请写明变更或者撤销的内容和原因。"), field="what")
    return told


def _limit(rules: RuleSet, event: Event, organisation: Organisation, day: date) -> rules_of.Limit:
    rule = rules_of.rule_for(rules.filing, event.value, kind=organisation.kind, specialities=organisation.specialities)
    return rules_of.limit(rule, day)


def _changes(actor: Actor, event: Event, organisation: Organisation, changes: Mapping[str, Any]) -> dict[str, Any]:
    given = {key: value for key, value in changes.items() if value not in (None, "")}
    if given and event is not Event.CHANGE:
        raise Malformed("changes", _("只有变更备案写明变更后的内容。"), field="event")
    if unknown := [key for key in given if key not in MAY_CHANGE]:
        raise Malformed("changes", _("不能这样变更：%(names)s") % {"names": said(listed(unknown))}, field="changes")
    plain = {key: value.isoformat() if isinstance(value, date) else str(value) for key, value in given.items()}
    now = _as_it_is(organisation)
    new = {key: value for key, value in plain.items() if value != str(now[key])}
    entering.probe(actor, organisation, Entry(**{**now, **_read(new)}))
    return new


def _read(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {key: date.fromisoformat(value) if key in _DATES else value for key, value in changes.items()}


def _as_it_is(organisation: Organisation) -> dict[str, Any]:
    return {name: getattr(organisation, name) for name in Entry.__dataclass_fields__}


def _unanswered(filing: Filing) -> Filing:
    if Status(filing.status) not in OPEN:
        raise NotNow("filing_answered", _("这份备案已经办结，材料不能再改。"))
    return filing


def _keep_paper(actor: Actor, filing: Filing, title: str, upload: Upload) -> FilingPaper:
    paper = FilingPaper(
        filing=filing,
        title=line(title, "title", 100, needed=_("请填写材料名称。")),
        file=files.store(actor, upload.name, upload.content, allow=(*files.SCANS, "docx", "xlsx")),
        created_at=actor.at,
    )
    paper.save(force_insert=True)
    return paper
