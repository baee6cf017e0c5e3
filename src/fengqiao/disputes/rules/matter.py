"""A matter as it comes in at a door. Plain Python."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from fengqiao.core import masking
from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_
from fengqiao.disputes.rules.parties import NewParty, check_party
from fengqiao.jurisdictions.ruleset import Category, RuleSet

LONGEST_NARRATIVE = 20_000
LARGEST_AMOUNT = Decimal("99999999999999.99")
MOST_PARTIES = 50
EARLIEST = date(1949, 10, 1)


@dataclass(frozen=True)
class NewMatter:
    """Everything that is asked at registration. Only parties, narrative, place, category and source are always needed.

    requested_at: when the request was made, if earlier than its registration (it interrupts limitation).
    """

    narrative: str
    category: str
    region_code: str
    parties: tuple[NewParty, ...]
    source: str = "application"
    door: str = "counter"
    category_confirmed: bool = False
    amount: Decimal | None = None
    place: str = ""
    entruster: str = ""
    entrusting_organ: str = ""
    entrusting_reference: str = ""
    court_stage: str = "none"
    occurred_on: date | None = None
    requested_at: datetime | None = None
    is_difficult: bool = False
    answers: dict[str, bool] = field(default_factory=dict)


def _check_text(matter: NewMatter) -> None:
    if not matter.narrative.strip():
        raise Malformed("narrative_missing", N_("请写明纠纷的简要情况。"), field="narrative")
    if len(matter.narrative) > LONGEST_NARRATIVE:
        raise Malformed(
            "narrative_too_long",
            N_("纠纷简要情况不得超过%(most)s字，现有%(now)s字。")
            % {"most": LONGEST_NARRATIVE, "now": len(matter.narrative)},
            field="narrative",
            next_step=N_("请写简要情况，详细材料作为证据上传。"),
        )


def _check_amount(amount: Decimal | None) -> Decimal | None:
    if amount is None:
        return None
    if not amount.is_finite() or amount < 0:
        raise Malformed("amount_negative", N_("金额不能是负数。"), field="amount", next_step=N_("没有金额的请留空。"))
    if amount > LARGEST_AMOUNT or amount != amount.quantize(Decimal("0.01")):
        raise Malformed("amount_form", N_("金额以元为单位，最多两位小数。"), field="amount")
    return amount.quantize(Decimal("0.01"))


def _check_dates(matter: NewMatter, now: datetime, today: date) -> None:
    if matter.occurred_on and not EARLIEST <= matter.occurred_on <= today:
        raise Malformed("occurred_on_out_of_range", N_("发生日期应当在1949年10月1日至今天之间。"), field="occurred_on")
    if matter.requested_at and not (matter.requested_at.date() >= EARLIEST and matter.requested_at <= now):
        raise Malformed("requested_at_out_of_range", N_("申请时间不能晚于现在。"), field="requested_at")


def _check_source(matter: NewMatter) -> None:
    if matter.source == "entrusted" and not (matter.entruster and matter.entrusting_organ):
        raise Malformed(
            "entruster_missing",
            N_("委托移送的纠纷请填写委托单位。"),
            field="entrusting_organ",
            next_step=N_("请按委托（委派）调解函填写单位名称和文号。"),
        )
    if matter.source != "entrusted" and (matter.entruster or matter.court_stage != "none"):
        raise Malformed("entruster_without_entrustment", N_("不是委托移送的纠纷，不填委托单位。"), field="entruster")
    if (matter.court_stage != "none") != (matter.entruster == "court"):
        raise Malformed(
            "court_stage_mismatch", N_("法院委派、委托的纠纷请选明委派还是委托以及所用程序。"), field="court_stage"
        )


def check(matter: NewMatter, rules: RuleSet, now: datetime, today: date) -> tuple[NewMatter, Category]:
    """Return the matter normalised, and its category.

    now: the moment of registration (aware); today: its local date. Raises Malformed naming the field.
    """
    _check_text(matter)
    category = rules.categories.get(matter.category)
    if category is None:
        raise Malformed(
            "category_unknown", N_("纠纷类型不在目录中。"), field="category", next_step=N_("请从目录中选择。")
        )
    _check_dates(matter, now, today)
    _check_source(matter)
    if not matter.parties:
        raise Malformed("parties_missing", N_("请登记当事人。"), field="parties")
    if len(matter.parties) > MOST_PARTIES:
        raise Malformed("too_many_parties", N_("一方人数众多的，请作为“多人一方”登记并推选代表人。"), field="parties")
    parties = tuple(
        check_party(party, index, max_representatives=rules.limits.max_representatives, today=today)
        for index, party in enumerate(matter.parties)
    )
    return replace(
        matter, narrative=matter.narrative.strip(), amount=_check_amount(matter.amount), parties=parties
    ), category


def shown_name(kind: str, name: str, headcount: int) -> str:
    """Return a party's name as titles show it: people masked, organisations whole, groups counted."""
    if kind == "organisation":
        return name
    masked = masking.mask_name(name)
    return f"{masked}等{headcount}人" if kind == "group" else masked


def kind_of_dispute(category: Category) -> str:
    """Return a kind as it is called in a sentence: 邻里纠纷, 其他劳动争议."""
    return category.name if category.name.endswith(("纠纷", "争议")) else f"{category.name}纠纷"


def title(parties: tuple[NewParty, ...], category: Category) -> str:
    """Return the short title: 张某某与李某某 · 邻里纠纷."""
    ours = [p for p in parties if p.side == "applicant"] or list(parties[:1])
    theirs = [p for p in parties if p.side == "respondent"]

    def side(members: list[NewParty]) -> str:
        first = shown_name(members[0].kind, members[0].name, members[0].headcount)
        return f"{first}等" if len(members) > 1 and members[0].kind != "group" else first

    names = "与".join(side(members) for members in (ours, theirs) if members)
    return f"{names} · {kind_of_dispute(category)}"[:160]
