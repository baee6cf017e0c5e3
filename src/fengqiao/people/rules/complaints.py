"""The life of a complaint against a mediator, as one table; and which body decides. Plain Python.

人民调解法第15条: four prohibited acts; the committee criticises, educates and orders correction; where it is serious, the
electing unit removes and the appointing unit dismisses. Everything marked "default" is the platform's own.
"""

from dataclasses import dataclass
from enum import StrEnum

from fengqiao.core.text import N_

LAW = "人民调解法第15条"
DEFAULT = "default, no source"
INQUIRY_DAYS = 30
"""Days from receipt to the answer (default)."""
APPEAL_DAYS = 15
"""Days from the answer in which it may be appealed against (default)."""


class ComplaintState(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"
    INQUIRING = "inquiring"
    FOUND = "found"
    DECIDED = "decided"
    ANSWERED = "answered"
    APPEALED = "appealed"
    CLOSED = "closed"
    DECLINED = "declined"


STATE_NAMES = {
    ComplaintState.RECEIVED: N_("已收到"),
    ComplaintState.INQUIRING: N_("核查中"),
    ComplaintState.FOUND: N_("已查明"),
    ComplaintState.DECIDED: N_("已处理，待答复"),
    ComplaintState.ANSWERED: N_("已答复"),
    ComplaintState.APPEALED: N_("复核中"),
    ComplaintState.CLOSED: N_("已办结"),
    ComplaintState.DECLINED: N_("不予受理"),
}
OPEN = (
    ComplaintState.RECEIVED,
    ComplaintState.INQUIRING,
    ComplaintState.FOUND,
    ComplaintState.DECIDED,
    ComplaintState.APPEALED,
)
"""States in which the office owes the next step."""


class Verb(StrEnum):
    """What can be done with a complaint."""

    DECLINE = "decline_complaint"
    INQUIRE = "inquire"
    FIND = "find"
    DECIDE = "decide"
    ANSWER = "answer_complaint"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    CLOSE = "close_complaint"


@dataclass(frozen=True)
class Step:
    """A step: from which states, to which, what it is called and on what it rests."""

    verb: Verb
    name: str
    sources: tuple[ComplaintState, ...]
    target: ComplaintState
    source: str = DEFAULT


STEPS = {
    step.verb: step
    for step in (
        Step(Verb.DECLINE, N_("不予受理"), (ComplaintState.RECEIVED,), ComplaintState.DECLINED),
        Step(
            Verb.INQUIRE,
            N_("指定核查人"),
            (ComplaintState.RECEIVED, ComplaintState.INQUIRING, ComplaintState.APPEALED),
            ComplaintState.INQUIRING,
        ),
        Step(Verb.FIND, N_("登记核查结论"), (ComplaintState.INQUIRING,), ComplaintState.FOUND, LAW),
        Step(Verb.DECIDE, N_("登记处理决定"), (ComplaintState.FOUND,), ComplaintState.DECIDED, LAW),
        Step(Verb.ANSWER, N_("答复投诉人"), (ComplaintState.DECIDED,), ComplaintState.ANSWERED),
        Step(Verb.APPEAL, N_("登记申诉"), (ComplaintState.ANSWERED,), ComplaintState.APPEALED),
        Step(Verb.UPHOLD, N_("维持原处理"), (ComplaintState.APPEALED,), ComplaintState.CLOSED),
        Step(Verb.CLOSE, N_("办结"), (ComplaintState.ANSWERED,), ComplaintState.CLOSED),
    )
}
"""The only ways from one state to another."""


class Act(StrEnum):
    """The four prohibited acts of art 15, and what the law does not name."""

    PARTIAL = "partial"
    INSULT = "insult"
    BENEFIT = "benefit"
    LEAK = "leak"
    OTHER = "other"


ACT_NAMES = {
    Act.PARTIAL: N_("偏袒一方当事人"),
    Act.INSULT: N_("侮辱当事人"),
    Act.BENEFIT: N_("索取、收受财物或者牟取其他不正当利益"),
    Act.LEAK: N_("泄露当事人的个人隐私、商业秘密"),
    Act.OTHER: N_("其他"),
}


class InquiryResult(StrEnum):
    """What the inquiry found."""

    FOUNDED = "founded"
    PARTLY = "partly"
    UNFOUNDED = "unfounded"
    UNPROVED = "unproved"


RESULT_NAMES = {
    InquiryResult.FOUNDED: N_("属实"),
    InquiryResult.PARTLY: N_("部分属实"),
    InquiryResult.UNFOUNDED: N_("不属实"),
    InquiryResult.UNPROVED: N_("无法查实"),
}


class Gravity(StrEnum):
    """How grave what was found is."""

    NONE = ""
    MINOR = "minor"
    SERIOUS = "serious"


GRAVITY_NAMES = {Gravity.MINOR: N_("情节较轻"), Gravity.SERIOUS: N_("情节严重")}


class Sanction(StrEnum):
    """What follows."""

    NONE = "none"
    CRITICISM = "criticism"
    REMOVAL = "removal"
    DISMISSAL = "dismissal"


SANCTION_NAMES = {
    Sanction.NONE: N_("不作处理"),
    Sanction.CRITICISM: N_("批评教育、责令改正"),
    Sanction.REMOVAL: N_("罢免"),
    Sanction.DISMISSAL: N_("解聘"),
}


@dataclass(frozen=True)
class Decider:
    """Which body the law names, for what. ``body`` is its name, "" when the register does not know who elected."""

    sanction: Sanction
    body: str
    role: str


def decider(result: InquiryResult, gravity: Gravity, *, origin: str, committee: str, body: str) -> Decider:
    """Return the sanction that art 15 names and the body that takes it.

    origin: "elected" or "appointed"; committee: name of the committee; body: who elected or appointed, as registered.
    """
    if result in (InquiryResult.UNFOUNDED, InquiryResult.UNPROVED) or gravity == Gravity.NONE:
        return Decider(Sanction.NONE, committee, N_("所在调委会"))
    if gravity == Gravity.MINOR:
        return Decider(Sanction.CRITICISM, committee, N_("所在调委会"))
    if origin == "elected":
        return Decider(Sanction.REMOVAL, body, N_("推选单位"))
    return Decider(Sanction.DISMISSAL, body or committee, N_("聘任单位"))
