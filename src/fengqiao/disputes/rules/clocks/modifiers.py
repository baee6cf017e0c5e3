"""The modifiers of a request: which a rule knows, and what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from fengqiao.core.clock import Span, Spans
from fengqiao.core.text import N_, listed
from fengqiao.jurisdictions.ruleset.clocks import ClockRule, Form, Modifier

from .consent import Consent, read_consent
from .values import day, refuse, shown, whole, yes

KNOWN = frozenset(get_args(Modifier))
OTHER_SPELLINGS = {"organization": "organisation", "exclusions": "exclude", "extensions": "extension"}
MOST_DAYS, MOST_MONTHS, MOST_ENTRIES = 3650, 120, 100
PROCEDURES = {
    "ordinary": re.compile(r"普通|ordinary|regular|general|common", re.I),
    "summary": re.compile(r"简易|小额|summary|simpl|small.?claim|expedited", re.I),
}
PROCEDURE_NAMES = {"ordinary": N_("普通程序"), "summary": N_("简易程序")}
FORMS: dict[Form, re.Pattern[str]] = {
    "electronic": re.compile(r"电子|在线|线上|网上|electronic|on.?line|digital", re.I),
    "oral": re.compile(r"口头|oral|verbal|spoken", re.I),
    "written": re.compile(r"书面|纸质|written|paper|writing", re.I),
}
BACKWARDS = re.compile(r"^-|倒|往前|向前|提前|之前|back|before|prior|revers", re.I)

Given = Mapping[str, object]


@dataclass(frozen=True)
class Extension:
    """Time added to a limit: one of days, months or working days; whose word it rests on, and since when."""

    days: int
    months: int
    working_days: int
    consent: Consent
    agreed_on: date | None

    def told(self) -> str:
        """Write the length in Chinese."""
        if self.months:
            return N_("{amount}个月").format(amount=self.months)
        if self.working_days:
            return N_("{amount}个工作日").format(amount=self.working_days)
        return N_("{amount}日").format(amount=self.days)


def accepted(rule: ClockRule, modifiers: object) -> dict[str, object]:
    """Return the modifiers that are given (not null), by their standard names.

    Raises ClockRefused for something other than an object, for an unknown name, and for one that the rule does not know.
    """
    if modifiers is None:
        return {}
    if not isinstance(modifiers, Mapping):
        raise refuse("malformed_modifier", N_("应为对象，例如 {}"), "modifiers")
    given: dict[str, object] = {}
    for key, value in modifiers.items():
        name = shown(key).lower().replace("-", "_")
        name = OTHER_SPELLINGS.get(name, name)
        if name not in KNOWN:
            raise refuse(
                "unknown_modifier", N_("没有“{name}”这一情形").format(name=shown(key)), f"modifiers.{shown(key)}"
            )
        if value is None:
            continue
        if name not in rule.modifiers:
            allowed = listed(rule.modifiers) or N_("无")
            raise refuse(
                "modifier_not_allowed",
                N_("“{title}”（{code}）的依据没有规定“{name}”，可以使用的情形：{allowed}").format(
                    title=rule.title, code=rule.code, name=name, allowed=allowed
                ),
                f"modifiers.{name}",
            )
        given[name] = value
    return given


def check_conditions(rule: ClockRule, given: Given) -> list[str]:
    """Check the conditions under which the rule applies at all; return sentences for the explanation.

    Raises ClockRefused when the court procedure, the form, the direction or the cold storage is not the rule's.
    """
    sentences: list[str] = []
    if "procedure" in given:
        _check_procedure(rule, given["procedure"])
    if "cold_storage" in rule.modifiers and not yes(given.get("cold_storage", True), "modifiers.cold_storage"):
        raise refuse(
            "cold_storage_required",
            N_("不具备尸体冻存条件的，应当在48小时内尸检，应适用 {code}").format(code=rule.instead),
            "modifiers.cold_storage",
        )
    if "direction" in given and not BACKWARDS.search(shown(given["direction"])):
        raise refuse("wrong_direction", N_("本期限只能自约定的时间倒算"), "modifiers.direction")
    if "form" in given:
        sentences.append(_form_sentence(rule, given["form"]))
    return sentences


def _check_procedure(rule: ClockRule, value: object) -> None:
    field = "modifiers.procedure"
    named = [name for name, pattern in PROCEDURES.items() if isinstance(value, str) and pattern.search(value)]
    if len(named) != 1:
        raise refuse(
            "malformed_modifier",
            N_("应为普通程序（ordinary）或者简易程序（summary），不是“{value}”").format(value=shown(value)),
            field,
        )
    if named[0] != rule.procedure and rule.procedure is not None:
        raise refuse(
            "procedure_mismatch",
            N_("{code} 只适用于{own}，{other}应适用 {instead}").format(
                code=rule.code,
                own=PROCEDURE_NAMES[rule.procedure],
                other=PROCEDURE_NAMES[named[0]],
                instead=rule.instead,
            ),
            field,
        )


def _form_sentence(rule: ClockRule, value: object) -> str:
    form = next((name for name, pattern in FORMS.items() if isinstance(value, str) and pattern.search(value)), None)
    if form not in rule.forms:
        raise refuse("form_not_allowed", N_("本规则不适用于“{value}”形式").format(value=shown(value)), "modifiers.form")
    if form == "oral":
        return N_(
            "口头协议自达成之日起生效（人民调解法第30条），申请时须提交口头协议登记表或者调解记录；申请可以书面或者口头提出。"
        )
    if form == "electronic":
        return N_(
            "在线签署的协议，以各方电子签章、调解员签章和盖章均已完成的时刻为生效时刻，另按最早的时刻提示预警日。"
        )
    return N_("书面协议自各方当事人、调解员签名并加盖印章之日起生效（人民调解法第29条）。")


def read_exclusions(given: Given) -> list[tuple[str, Span]]:
    """Return the excluded times with their reasons, as given.

    Raises ClockRefused when one ends before it begins or has not ended yet.
    """
    if "exclude" not in given:
        return []
    value = given["exclude"]
    entries = list(value) if isinstance(value, list | tuple) else [value]
    if len(entries) > MOST_ENTRIES:
        raise refuse("number_out_of_range", N_("扣除的时间段过多"), "modifiers.exclude")
    return [_exclusion(entry, f"modifiers.exclude[{number}]") for number, entry in enumerate(entries)]


def _exclusion(entry: object, field: str) -> tuple[str, Span]:
    if not isinstance(entry, Mapping):
        raise refuse("malformed_modifier", N_("应为 {reason, first_excluded_day, first_counted_day_again}"), field)
    if entry.get("first_excluded_day") is None:
        raise refuse("missing_field", N_("没有写明从哪一日起扣除"), f"{field}.first_excluded_day")
    if entry.get("first_counted_day_again") is None:
        raise refuse(
            "exclusion_open",
            N_("没有写明恢复计算之日；扣除尚未结束的，期限处于暂停，届满日尚不能确定"),
            f"{field}.first_counted_day_again",
        )
    first = day(entry["first_excluded_day"], f"{field}.first_excluded_day")
    again = day(entry["first_counted_day_again"], f"{field}.first_counted_day_again")
    if again < first:
        raise refuse("end_before_start", N_("恢复计算之日早于开始扣除之日"), f"{field}.first_counted_day_again")
    return shown(entry.get("reason") or N_("未写明事由")), Span(first, again)


def union_of(exclusions: list[tuple[str, Span]]) -> Spans:
    """Return the excluded days as one union."""
    return Spans(span for _reason, span in exclusions)


def read_extensions(rule: ClockRule, given: Given, start: date) -> list[Extension]:
    """Return the extensions in the order in which they were agreed.

    Raises ClockRefused for an extension by nobody, of nothing, in two units, or agreed before the limit began.
    """
    if "extension" not in given:
        return []
    value = given["extension"]
    entries = list(value) if isinstance(value, list | tuple) else [value]
    if len(entries) > MOST_ENTRIES:
        raise refuse("number_out_of_range", N_("延长的次数过多"), "modifiers.extension")
    named = "modifiers.extension" if len(entries) == 1 else "modifiers.extension[{}]"
    extensions = [_extension(rule, entry, named.format(number), start) for number, entry in enumerate(entries)]
    return sorted(extensions, key=lambda extension: extension.agreed_on or start)


def _extension(rule: ClockRule, entry: object, field: str, start: date) -> Extension:
    if not isinstance(entry, Mapping):
        raise refuse("malformed_modifier", N_("应为 {days 或 months, agreed_by, agreed_on}"), field)
    lengths = {"days": MOST_DAYS, "months": MOST_MONTHS, "working_days": MOST_DAYS}
    amounts = {
        unit: whole(entry[unit], f"{field}.{unit}", most)
        for unit, most in lengths.items()
        if entry.get(unit) is not None
    }
    if len(amounts) != 1:
        raise refuse("malformed_extension", N_("须写明延长的 days 或者 months，二者取其一"), field)
    if "working_days" in amounts and rule.unit != "working_day":
        raise refuse("malformed_extension", N_("本期限不按工作日计算，不能按工作日延长"), f"{field}.working_days")
    consent = read_consent(entry.get("agreed_by"), f"{field}.agreed_by")
    agreed_on = None if entry.get("agreed_on") is None else day(entry["agreed_on"], f"{field}.agreed_on")
    if agreed_on is not None and agreed_on < start:
        raise refuse("extension_before_start", N_("同意延长之日早于期限起算之日"), f"{field}.agreed_on")
    return Extension(
        amounts.get("days", 0), amounts.get("months", 0), amounts.get("working_days", 0), consent, agreed_on
    )
