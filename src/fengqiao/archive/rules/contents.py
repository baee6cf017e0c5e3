"""What a file must hold, in which order, and what is missing (司发通〔2010〕239号; 人民调解法第27条). Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from fengqiao.core.text import N_, listed, sentences
from fengqiao.jurisdictions.ruleset import DocumentRule


class Standing(StrEnum):
    """How an entry of the file stands."""

    THERE = "there"
    MADE = "made"
    MISSING = "missing"
    EXCUSED = "excused"
    NOT_OWED = "not_owed"


BOUND = frozenset({"cover", "directory", "back_cover"})
"""Made when the file is bound."""
LETTERS_OF_END = ("decline_notice", "transfer_letter", "referral_notice")
"""Letters that end a matter without mediation; they stand in the place of the agreement."""
NEVER_EXCUSED = frozenset(
    {"application", "rights_notice", "mediation_record", "agreement", "termination_notice"} | BOUND
)
"""Entries that no remark replaces: the platform makes them, or the step before could not be taken without them."""

BEHIND: Mapping[str, tuple[str, int]] = {
    "receipt": ("application", 1),
    "entrustment_letter": ("application", 2),
    "entrustment_receipt": ("application", 3),
    "identity_copy": ("identity_copies", 0),
    "suspension_notice": ("mediation_record", 2),
    "extension_notice": ("mediation_record", 3),
    "decline_notice": ("termination_notice", 1),
    "transfer_letter": ("termination_notice", 2),
    "referral_notice": ("termination_notice", 3),
    "performance_voucher": ("performance_vouchers", 1),
    "signed_application": ("confirmation_application", 1),
    "mediation_proof": ("confirmation_application", 2),
    "delivery_address": ("confirmation_application", 3),
    "property_proof": ("confirmation_application", 4),
    "court_ruling": ("confirmation_application", 5),
    "result_feedback": ("confirmation_application", 6),
    "crime_report": ("file_note", -2),
    "other": ("file_note", -1),
}
"""Where papers lie that the ministry's order does not name: behind which entry, and in which rank there."""
OUTSIDE = frozenset({"case_table"})
"""Forms that belong to no file."""


@dataclass(frozen=True)
class Facts:
    """What is known of a matter's papers.

    kinds: of the papers that are there; makeable: forms that the record can fill when the file is bound. has_agreement: an
    agreement took effect; is_started: mediation began. unwritten: sessions held without a record. no_identity: (party, name) of
    parties without identity copy; no_power: (party, name of the agent) of agents without a power of attorney; excused: (entry,
    party or None) of remarks. at_court: an application for confirmation is undecided.
    """

    kinds: Collection[str]
    makeable: Collection[str]
    is_accepted: bool
    is_started: bool
    has_agreement: bool
    sessions: int
    unwritten: Sequence[int] = ()
    no_identity: Sequence[tuple[UUID, str]] = ()
    no_power: Sequence[tuple[UUID, str]] = ()
    excused: Collection[tuple[str, UUID | None]] = ()
    has_remarks: bool = False
    at_court: bool = False


@dataclass(frozen=True)
class Item:
    """One entry of the file and how it stands; ``detail`` names what is missing or why it is not owed."""

    form: str
    title: str
    standing: Standing
    source: str
    detail: str = ""
    missing: tuple[tuple[UUID | None, str], ...] = field(default=())

    @property
    def is_missing(self) -> bool:
        """Whether the file is incomplete because of it."""
        return self.standing == Standing.MISSING


def _forms(rule: DocumentRule) -> tuple[str, ...]:
    more = LETTERS_OF_END if rule.form == "termination_notice" else ("receipt",) if rule.form == "application" else ()
    return (rule.form, *rule.or_forms, *more)


def items(rules: Sequence[DocumentRule], facts: Facts) -> list[Item]:
    """Return every entry of the profile's file in its order, with how it stands in this matter."""
    return [_item(rule, facts) for rule in sorted(rules, key=lambda rule: rule.order)]


def _item(rule: DocumentRule, facts: Facts) -> Item:
    def item(standing: Standing, detail: str = "", missing: Sequence[tuple[UUID | None, str]] = ()) -> Item:
        return Item(rule.form, rule.title, standing, rule.source, detail, tuple(missing))

    if rule.form in BOUND:
        return item(Standing.MADE)
    if rule.form == "identity_copies":
        return _of_people(
            item, rule.form, facts, facts.no_identity if facts.is_accepted else (), N_("%(names)s缺少身份证明。")
        )
    if rule.form == "power_of_attorney":
        return _of_people(
            item, rule.form, facts, facts.no_power if facts.is_accepted else (), N_("%(names)s没有授权委托书。")
        )
    if rule.form == "confirmation_application" and facts.at_court:
        return item(Standing.MISSING, N_("司法确认申请正在人民法院审查，尚无结果。"), ((None, N_("裁定书")),))
    if rule.form == "file_note":
        return item(Standing.MADE if facts.has_remarks else Standing.NOT_OWED)
    if rule.form == "mediation_record" and facts.unwritten:
        told = N_("第%(numbers)s次调解没有调解记录。") % {"numbers": listed(map(str, facts.unwritten))}
        return item(Standing.MISSING, told, ((None, rule.title),))
    if any(form in facts.kinds for form in _forms(rule)):
        return item(Standing.THERE)
    reason = _not_owed(rule, facts)
    if reason is not None:
        return item(Standing.NOT_OWED, reason)
    if rule.form == "application" or any(form in facts.makeable for form in _forms(rule)):
        return item(Standing.MADE)
    if (rule.form, None) in facts.excused:
        return item(Standing.EXCUSED, N_("已在卷宗情况说明中写明理由。"))
    return item(Standing.MISSING, N_("缺少《%(title)s》。") % {"title": rule.title}, ((None, rule.title),))


def _not_owed(rule: DocumentRule, facts: Facts) -> str | None:
    """Return why an absent entry is not owed ("" needs no words), None when it is owed."""
    if rule.flag == "as_needed":
        return ""
    if rule.when == "agreement" and not facts.has_agreement:
        return N_("没有达成协议。")
    if rule.when == "no_agreement" and facts.has_agreement:
        return N_("已达成协议。")
    if rule.when == "confirmation":
        return N_("没有申请司法确认。")
    if rule.form == "rights_notice" and not facts.is_started:
        return N_("尚未开始调解即告结束。")
    if rule.form == "mediation_record" and not facts.sessions:
        return N_("没有进行过调解。")
    return None


def _of_people(
    item: Callable[..., Item], form: str, facts: Facts, lacking: Sequence[tuple[UUID, str]], told: str
) -> Item:
    """Return an entry that each person owes; a remark may excuse one person or all."""
    excused = {key for entry, key in facts.excused if entry == form}
    owed = [] if None in excused else [(key, name) for key, name in lacking if key not in excused]
    if owed:
        return item(Standing.MISSING, told % {"names": listed(name for _key, name in owed)}, owed)
    if excused:
        return item(Standing.EXCUSED, N_("已在卷宗情况说明中写明理由。"))
    there = facts.is_accepted if form == "identity_copies" else form in facts.kinds
    return item(Standing.THERE if there else Standing.NOT_OWED)


def missing(found: Sequence[Item]) -> str:
    """Return in Chinese, one by one, what the file lacks, "" when nothing."""
    return sentences(item.detail for item in found if item.is_missing)


def place(rules: Sequence[DocumentRule], kind: str) -> tuple[int, int]:
    """Return where a paper of a kind lies: the order of its entry and its rank there; unknown ones before the file note."""
    anchor, rank = BEHIND.get(kind, (kind, 0))
    for rule in rules:
        if anchor == rule.form or anchor in rule.or_forms:
            return rule.order, rank + (rule.or_forms.index(anchor) + 1 if anchor in rule.or_forms else 0)
    note = next((rule.order for rule in rules if rule.form == "file_note"), len(rules))
    return note, -1
