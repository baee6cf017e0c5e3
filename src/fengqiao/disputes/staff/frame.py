"""What every tab of a dispute's page shares: head, next steps, deadlines. Packages above use it for their own tabs."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest
from fengqiao.core import events
from fengqiao.core.text import N_, said
from fengqiao.disputes import queries
from fengqiao.disputes.actions.deadlines import RIGHTS_OF_PARTIES
from fengqiao.disputes.actions.lifecycle import facts_of, is_theirs
from fengqiao.disputes.models import Dispute, DueState
from fengqiao.disputes.workflow import DESK_NAMES, STATUS_NAMES, Desk, Status, Verb, missing, offers
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.ui.parts import Blocked, Reason, Step, Tab

TABS = (
    ("story", N_("经过"), "disputes:record"),
    ("parties", N_("当事人"), "disputes:parties"),
    ("records", N_("笔录与证据"), "mediation:records"),
    ("agreement", N_("协议与履行"), "mediation:agreement"),
    ("papers", N_("文书"), "disputes:papers"),
    ("file", N_("卷宗"), "archive:file"),
)
STEP_PAGES: dict[Verb, str] = {
    Verb.ASSESS: "disputes:assess",
    Verb.GRADE: "disputes:grade",
    Verb.ROUTE: "disputes:route",
    Verb.RETURN: "disputes:return",
    Verb.ACCEPT: "disputes:accept",
    Verb.DECLINE: "disputes:decline",
    Verb.TRANSFER: "disputes:transfer",
    Verb.REOPEN: "disputes:reopen",
    Verb.ASSIGN: "mediation:assign",
    Verb.REPLACE: "mediation:replace",
    Verb.START: "mediation:start",
    Verb.SUSPEND: "mediation:suspend",
    Verb.RESUME: "mediation:resume",
    Verb.EXTEND: "mediation:extend",
    Verb.AGREE: "mediation:agree",
    Verb.REVISE: "mediation:revise",
    Verb.TERMINATE: "mediation:terminate",
    Verb.WITHDRAW: "mediation:withdraw",
    Verb.CONFIRM: "confirmation:apply",
    Verb.RECORD_PERFORMANCE: "followup:performance",
    Verb.DEFAULT: "followup:default",
    Verb.VISIT: "followup:visit",
    Verb.CLOSE: "followup:close",
    Verb.ARCHIVE: "archive:file",
}
"""The page of each step, by name; a step whose package is not installed has none and is not shown."""
TONES = {
    Status.REGISTERED: "wait",
    Status.REFERRED: "wait",
    Status.ACCEPTED: "active",
    Status.MEDIATING: "active",
    Status.SUSPENDED: "wait",
    Status.AGREED: "active",
    Status.PERFORMING: "good",
    Status.TERMINATED: "bad",
    Status.WITHDRAWN: "done",
    Status.TRANSFERRED: "done",
    Status.DECLINED: "done",
    Status.CLOSED: "good",
    Status.ARCHIVED: "done",
}
PREFERRED = (
    Verb.ROUTE, Verb.ACCEPT, Verb.ASSIGN, Verb.START, Verb.AGREE, Verb.RESUME, Verb.CLOSE, Verb.ARCHIVE,
    Verb.RECORD_PERFORMANCE, Verb.ASSESS, Verb.GRADE,
)  # fmt: skip
"""Which possible step is the next one, most forward first."""
DANGEROUS = {Verb.DECLINE, Verb.TERMINATE, Verb.WITHDRAW, Verb.TRANSFER, Verb.RETURN}


PROVIDED_BY_PAGE: dict[Verb, frozenset[str]] = {
    Verb.START: frozenset({"rights_notices_signed", "consents_given"}),
    Verb.TERMINATE: frozenset({"remedies_told"}),
}
"""Facts that the page of a step supplies itself: the step is offered before they hold, and its page asks for them."""


def _address(name: str, dispute: Dispute) -> str:
    try:
        return reverse(name, args=[dispute.pk])
    except NoReverseMatch:
        return ""


def tabs(dispute: Dispute, current: str) -> list[Tab]:
    """Return the tabs of the record whose pages are installed."""
    found = [(key, label, _address(name, dispute)) for key, label, name in TABS]
    return [Tab(_(label), url, current=key == current) for key, label, url in found if url]


def steps(request: StaffRequest, dispute: Dispute) -> dict[str, Any]:
    """Return the primary next step, the other possible ones, and the impossible with their reasons."""
    facts = facts_of(dispute)
    possible: dict[Verb, Step] = {}
    blocked: list[Blocked] = []
    for offer in offers(Status(dispute.status), facts):
        step = offer.step
        url = _address(STEP_PAGES.get(step.verb, ""), dispute)
        if not (url and request.actor.may(step.permission) and is_theirs(request.actor, dispute, step.by)):
            continue
        provided = PROVIDED_BY_PAGE.get(step.verb, frozenset())
        lacking = [(need, detail) for need, detail in missing(step, facts) if need.fact not in provided]
        if not lacking:
            possible[step.verb] = Step(_(step.name), url, danger=step.verb in DANGEROUS)
        else:
            sources: dict[str, list[str]] = {}
            for need, detail in lacking:
                sources.setdefault(detail or _(need.missing), []).append(need.source)
            reasons = [Reason(text, _("；").join(filter(None, found))) for text, found in sources.items()]
            blocked.append(Blocked(_(step.name), reasons))
    asked = events.collect("next_page", actor=request.actor, dispute=dispute, facts=facts)
    nearer: Step | None = next((page for page in asked if page is not None), None)
    preferred = (Verb.TRANSFER, *PREFERRED) if facts["suitable"].detail else PREFERRED  # another organ is competent
    settled = {Verb.ASSESS: facts["suitable"].holds, Verb.GRADE: facts["graded"].holds}
    is_new = dispute.status == Status.REGISTERED and Verb.GRADE in possible
    if nearer is None and is_new and all(settled.values()) and not facts["category_confirmed"].holds:
        nearer = Step(_("确认纠纷类型"), reverse("disputes:category", args=[dispute.pk]))
    first = None if nearer else next((verb for verb in preferred if verb in possible and not settled.get(verb)), None)
    primary = nearer or (possible.pop(first) if first else None)
    return {"primary": primary, "others": list(possible.values()), "blocked": blocked}


def frame(request: StaffRequest, dispute: Dispute, tab: str) -> dict[str, Any]:
    """Return the context of templates that extend disputes/record_base.html.

    tab: story, parties, records, agreement, papers or file.
    """
    clocks = list(dispute.clocks.exclude(state=DueState.DROPPED))
    running = [clock for clock in clocks if clock.state in (DueState.RUNNING, DueState.PAUSED)]
    bound = [clock for clock in running if clock.clock not in RIGHTS_OF_PARTIES]
    desk = Desk(dispute.next_desk)
    place = dispute.next_organisation.name if dispute.next_organisation and desk != Desk.NOBODY else ""
    category = current_ruleset().categories.get(dispute.category)
    return {
        "dispute": dispute,
        "category": said(category.name) if category else dispute.category,
        "status_label": _(STATUS_NAMES[Status(dispute.status)]),
        "status_tone": TONES[Status(dispute.status)],
        "next_label": " · ".join(part for part in (_(DESK_NAMES[desk]), place) if part),
        "is_mine": dispute.next_organisation_id == request.actor.organisation_id
        and desk in queries.desks_of(request.actor),
        "clocks": bound,
        "rights": [clock for clock in running if clock.clock in RIGHTS_OF_PARTIES],
        "past_clocks": [clock for clock in clocks if clock not in running],
        "first_clock": next((clock for clock in bound if clock.state == DueState.RUNNING), None),
        "tabs": tabs(dispute, tab),
        "steps": steps(request, dispute),
        "lineage": queries.lineage(dispute),
    }
