"""What the parties have promised, as rows of the agreement, and the clauses written from them."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from fengqiao.documents import values
from fengqiao.documents.contexts.base import Context, Line, Money, Prose

IN_SENTENCES = 6
"""Up to so many obligations (and instalments of one) are told as clauses; more are set as a table."""


class InstalmentContext(Context):
    """One part of an obligation: its ordinal, yuan, the last day."""

    derived: ClassVar[tuple[str, ...]] = ("when",)

    ordinal: Annotated[int, Field(ge=1)]
    amount: Money | None = None
    due_on: date | None = None
    due_text: Line = ""
    """Where the term is not a date: 签订本协议时当场."""

    @property
    def when(self) -> str:
        return _term(self.due_on, self.due_text)


class ObligationContext(Context):
    """Who owes whom what, how much, how, where, by when.

    `what` is a verb phrase that follows the creditor: 支付医疗费, 修复漏水的卫生间管道.
    """

    derived: ClassVar[tuple[str, ...]] = ("sentence", "when")

    ordinal: Annotated[int, Field(ge=1)]
    debtor: Line
    creditor: Line = ""
    what: Prose
    amount: Money | None = None
    way: Line = ""
    place: Line = ""
    due_on: date | None = None
    due_text: Line = ""
    instalments: tuple[InstalmentContext, ...] = ()

    @property
    def when(self) -> str:
        """The term: the last day, or for instalments their number and the last one's term."""
        if self.instalments:
            last = self.instalments[-1].when
            return f"分{len(self.instalments)}期{f'，末期{last}' if last else ''}"
        return _term(self.due_on, self.due_text)

    @property
    def sentence(self) -> str:
        """The clause as it stands in the agreement, with the amount in figures and capitals."""
        when = "" if self.instalments else _term(self.due_on, self.due_text)
        told = (when and f"于{when}", self.place and f"在{self.place}", self.way and f"以{self.way}方式")
        circumstances = "，".join(part for part in told if part)
        head = f"{self.debtor}{circumstances}{'，' if circumstances else ''}"
        text = f"{head}{f'向{self.creditor}' if self.creditor else ''}{self.what.rstrip('。；')}"
        if self.amount is not None:
            text += f"，金额{values.money_words(self.amount)}"
        if not self.instalments:
            return values.sentence(text)
        if len(self.instalments) > IN_SENTENCES:
            return f"{text}，分{len(self.instalments)}期履行，各期见分期履行明细表。"
        parts = "；".join(_instalment(each) for each in self.instalments)
        return f"{text}，分{len(self.instalments)}期履行：{parts}。"


def _term(due_on: date | None, due_text: str) -> str:
    return due_text or (f"{values.date_words(due_on)}前（含当日）" if due_on else "")


def _instalment(each: InstalmentContext) -> str:
    amount = values.money_words(each.amount) if each.amount is not None else ""
    return f"第{each.ordinal}期{each.when}{'履行' if each.when else ''}{amount}"


def clauses(obligations: tuple[ObligationContext, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """All clauses of an agreement, numbered 一、二、: the obligations one by one or by reference to the table
    that follows, then what else was agreed."""
    if len(obligations) <= IN_SENTENCES:
        told = tuple(each.sentence for each in obligations)
    else:
        total = sum((each.amount for each in obligations if each.amount is not None), Decimal(0))
        sum_words = f"，金额合计{values.money_words(total)}" if total else ""
        told = (f"各义务人按照本协议所附履行义务明细表履行，共{len(obligations)}项{sum_words}。",)
    return values.enumerated([*told, *(values.sentence(other) for other in others)])


def in_table(obligations: tuple[ObligationContext, ...]) -> tuple[ObligationContext, ...]:
    """The obligations that are set as a table: all of them or none."""
    return obligations if len(obligations) > IN_SENTENCES else ()


class _Row(Context):
    derived: ClassVar[tuple[str, ...]] = ("when",)

    ordinal: int
    debtor: Line
    creditor: Line
    part: InstalmentContext

    @property
    def when(self) -> str:
        return self.part.when


def instalments_in_table(obligations: tuple[ObligationContext, ...]) -> tuple[_Row, ...]:
    """The instalments that are set as a table: those of obligations too long for a sentence, and of every
    obligation that is itself in a table."""
    tabled = bool(in_table(obligations))
    return tuple(
        _Row(ordinal=each.ordinal, debtor=each.debtor, creditor=each.creditor, part=part)
        for each in obligations
        if tabled or len(each.instalments) > IN_SENTENCES
        for part in each.instalments
    )
