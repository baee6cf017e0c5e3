"""What an agreement owes, part by part, and how far each is performed. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_
from fengqiao.followup.rules.words import Outcome
from fengqiao.mediation.rules.words import ObligationKind

SUPERVISION = "人民调解法第31条"
PUBLIC_SECURITY = "治安管理处罚法第9条"
Key = tuple[UUID, UUID | None]
"""An obligation, or one instalment of it."""


@dataclass(frozen=True)
class Part:
    """One thing that is owed: a whole obligation, or one instalment. ``amount`` None: it is no money.

    ``number`` is how the agreement counts it: "2" or, for an instalment, "2.1". ``due_on`` None with ``on_the_spot`` False: no
    day was agreed.
    """

    key: Key
    number: str
    kind: str
    debtor: str
    creditor: str
    what: str
    amount: Decimal | None
    due_on: date | None
    on_the_spot: bool

    @property
    def label(self) -> str:
        """第2项, 第2项第1期."""
        obligation, _dot, instalment = self.number.partition(".")
        if instalment:
            return N_("第%(obligation)s项第%(instalment)s期") % {"obligation": obligation, "instalment": instalment}
        return N_("第%(obligation)s项") % {"obligation": obligation}

    @property
    def is_lasting(self) -> bool:
        """Whether it is something not to be done, without an end: kept as long as nobody says otherwise."""
        return self.kind == ObligationKind.REFRAIN and self.due_on is None and not self.on_the_spot


@dataclass(frozen=True)
class Progress:
    """How far a part is: what was paid, whether it was done; the outcome of its last default ("" while that is open)."""

    part: Part
    paid: Decimal = Decimal(0)
    is_done: bool = False
    default: str | None = None

    @property
    def remaining(self) -> Decimal | None:
        """Yuan that are still owed, None for what is no money."""
        return None if self.part.amount is None else self.part.amount - self.paid

    @property
    def is_performed(self) -> bool:
        """Whether nothing of it is owed any more; a lasting forbearance is, until a breach is noted."""
        if self.part.is_lasting and self.default is None:
            return True
        return self.is_done if self.part.amount is None else self.paid >= self.part.amount

    @property
    def is_settled(self) -> bool:
        """Performed, or what follows from its not being performed was decided."""
        return self.is_performed or bool(self.default and self.default != Outcome.PERFORMED)

    def is_overdue(self, today: date) -> bool:
        """Whether its day is over and it is not settled."""
        return self.part.due_on is not None and self.part.due_on < today and not self.is_settled

    def owed(self) -> str:
        """第1项第2期 周某某应付5,000.00元."""
        who = {"part": self.part.label, "debtor": self.part.debtor}
        if self.remaining is None:
            return N_("%(part)s%(debtor)s尚未履行") % who
        return N_("%(part)s%(debtor)s还应付%(amount)s元") % {**who, "amount": f"{self.remaining:,.2f}"}


def needs_voucher(entruster: str) -> bool:
    """Whether each performance must be proved by a paper: the police entrusted the matter, and whether a penalty follows
    depends on the agreement being performed (治安管理处罚法第9条, in force 2026-01-01)."""
    return entruster == "police"


def last_due_on(parts: Iterable[Part]) -> date | None:
    """Return the end of the last period (民事诉讼法第250条), None when no day was agreed."""
    return max((part.due_on for part in parts if part.due_on), default=None)


def missing(progress: Iterable[Progress]) -> str:
    """Return in Chinese what keeps the performance from being settled, "" when nothing does."""
    open_parts = [each for each in progress if not each.is_settled]
    if not open_parts:
        return ""
    undecided = N_("%(owed)s（已记录未履行，尚无处理结果）")
    lines = [undecided % {"owed": each.owed()} if each.default == "" else each.owed() for each in open_parts[:5]]
    told = N_("；").join(lines)
    if len(open_parts) > 5:
        return N_("尚未全部履行：%(parts)s等%(number)s项。") % {"parts": told, "number": len(open_parts)}
    return N_("尚未全部履行：%(parts)s。") % {"parts": told}


def allot(chosen: list[Progress], amount: Decimal | None) -> list[tuple[Part, Decimal | None]]:
    """Return what each chosen part receives; an amount fills the parts in order, none means all that each still owes.

    Raises Malformed when a part is performed already, when an amount is given for what is no money, is not positive, or is
    more than the parts still owe together.
    """
    for each in chosen:
        if each.is_performed and not each.part.is_lasting:
            raise Malformed(
                "part_performed",
                N_("%(part)s已经履行完毕。") % {"part": each.part.label},
                field="parts",
                next_step=N_("请刷新页面后再选。"),
            )
    if amount is None:
        return [(each.part, each.remaining) for each in chosen]
    owed = [each.remaining for each in chosen if each.remaining is not None]
    if len(owed) != len(chosen):
        raise Malformed("amount_unfit", N_("只有给付金钱的才填写金额。"), field="amount")
    if not amount.is_finite() or amount <= 0 or amount != amount.quantize(Decimal("0.01")):
        raise Malformed("amount_form", N_("金额应当大于零，最多两位小数。"), field="amount")
    if amount > sum(owed):
        raise Malformed(
            "amount_too_large",
            N_("金额超过尚未履行的%(amount)s元。") % {"amount": f"{sum(owed):,.2f}"},
            field="amount",
            next_step=N_("请核对金额，或者同时选择以后各期。"),
        )
    result: list[tuple[Part, Decimal | None]] = []
    left = amount
    for each in chosen:
        given = min(each.remaining or Decimal(0), left)
        if given > 0:
            result.append((each.part, given))
        left -= given
    return result
