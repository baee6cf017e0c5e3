"""Whether an agreement says all that it must: facts, both sides, what is owed, how much, by when. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fengqiao.core.text import N_
from fengqiao.mediation.rules.words import ObligationKind

CONTENT = "人民调解法第29条"
CLEAR = "民诉法解释第358条"
LARGEST_AMOUNT = Decimal("999999999999.99")
LATEST = date(2200, 1, 1)
MOST_OBLIGATIONS = 500
MOST_INSTALMENTS = 240


@dataclass(frozen=True)
class Part:
    """An instalment: yuan and its last day."""

    amount: Decimal
    due_on: date


@dataclass(frozen=True)
class Term:
    """An obligation as the rules see it; debtor and creditor are any keys that tell people apart."""

    kind: str
    description: str
    debtor: object
    creditor: object
    amount: Decimal | None = None
    due_on: date | None = None
    on_the_spot: bool = False
    instalments: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Flaw:
    """Something that an agreement lacks: stable code, the field (obligations[2].amount), what, what to do, the rule."""

    code: str
    field: str
    text: str
    fix: str
    source: str = CONTENT


def flaws(*, facts: str, terms: Sequence[Term], reached_on: date | None = None) -> list[Flaw]:
    """Return everything that keeps an agreement from being complete, in the order of its fields.

    reached_on: the local day of the agreement; no obligation may fall due before it.
    """
    result = []
    if not facts.strip():
        result.append(
            Flaw("facts_missing", "facts", N_("尚未写明纠纷的主要事实。"), N_("简要写明谁与谁因何事发生纠纷。"))
        )
    if not terms:
        fix = N_("逐项写明谁向谁、做什么或者给付多少、何时履行。")
        result.append(Flaw("no_obligation", "obligations", N_("尚未写明协议内容。"), fix))
    for index, term in enumerate(terms):
        result += _term_flaws(term, index, reached_on)
    return result


def _term_flaws(term: Term, index: int, reached_on: date | None) -> list[Flaw]:
    where, number = f"obligations[{index}]", {"number": index + 1}
    result = []
    if not term.description.strip():
        result.append(
            Flaw(
                "no_content",
                f"{where}.description",
                N_("第%(number)s项未写明内容。") % number,
                N_("写明履行的具体内容。"),
            )
        )
    if term.creditor is not None and term.creditor == term.debtor:
        text = N_("第%(number)s项义务人与权利人是同一人。") % number
        result.append(Flaw("same_person", f"{where}.creditor", text, N_("请核对权利人。")))
    if term.kind == ObligationKind.PAY:
        if not term.amount:
            fix = N_("写明金额；金额不明确的协议人民法院不予确认。")
            result.append(
                Flaw("no_amount", f"{where}.amount", N_("第%(number)s项未写明给付金额。") % number, fix, CLEAR)
            )
        if term.creditor is None:
            text = N_("第%(number)s项未写明向谁给付。") % number
            result.append(Flaw("no_payee", f"{where}.creditor", text, N_("选择权利人。"), CLEAR))
    return result + _date_flaws(term, where, number, reached_on)


def _date_flaws(term: Term, where: str, number: dict[str, int], reached_on: date | None) -> list[Flaw]:
    result = []
    has_day = term.on_the_spot or term.due_on or term.instalments or term.kind == ObligationKind.REFRAIN
    if not has_day:
        fix = N_("写明履行的最后日期，当场履行的选“当场履行”。")
        result.append(Flaw("no_due_date", f"{where}.due_on", N_("第%(number)s项未写明履行期限。") % number, fix, CLEAR))
    days = [day for day in (term.due_on, *(part.due_on for part in term.instalments)) if day]
    if any(day > LATEST or (reached_on is not None and day < reached_on) for day in days):
        text = N_("第%(number)s项的履行期限早于协议日期，或者不合情理。") % number
        result.append(Flaw("due_date_out_of_range", f"{where}.due_on", text, N_("请核对日期。")))
    if term.instalments:
        total = sum((part.amount for part in term.instalments), Decimal(0))
        if term.amount is not None and total != term.amount:
            told = {**number, "total": total, "amount": term.amount}
            text = N_("第%(number)s项各期合计%(total)s元，与总额%(amount)s元不符。") % told
            result.append(Flaw("instalments_differ", f"{where}.instalments", text, N_("请核对各期金额。")))
        if any(a.due_on > b.due_on for a, b in zip(term.instalments, term.instalments[1:], strict=False)):
            text = N_("第%(number)s项各期的日期前后颠倒。") % number
            result.append(Flaw("instalments_disorder", f"{where}.instalments", text, N_("按先后顺序填写各期。")))
    return result
