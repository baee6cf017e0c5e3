"""The calculator of limits, open to everybody: which rule, from when, and the answer with its article. Nothing is stored."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fengqiao.core.text import said
from fengqiao.disputes.rules.clocks import adopts, explain_clock
from fengqiao.jurisdictions.catalogue import national_clocks
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset.clocks import ClockRule
from fengqiao.ui import pages
from fengqiao.ui.forms import DateInput, MomentInput, set_choices

GROUPS = (
    ("PM_", _("人民调解")),
    ("MED_", _("医疗纠纷调解")),
    ("LAB_", _("劳动争议")),
    ("JC_", _("司法确认")),
    ("ENF_", _("强制执行、支付令")),
    ("PAYORDER_", _("强制执行、支付令")),
    ("CD_", _("法院委派、委托调解")),
    ("CE_", _("法院委派、委托调解")),
    ("LIMITATION_", _("诉讼时效")),
)
"""Rules that begin so belong together; the others stand under 其他."""
LAST_YEAR = 2199
"""The rules count no further."""
APPROVERS = {
    "parties": ("双方当事人",),
    "parties_and_committee": ("双方当事人", "调解委员会"),
    "head": ("负责人",),
    None: ("双方当事人",),
}
"""Whose word an extension rests on when the visitor says that all agreed whom the article asks."""


def _known() -> list[ClockRule]:
    """Return the rules that apply at this place and count a time."""
    place = current_ruleset().code
    found: dict[str, ClockRule] = {}
    for rule in national_clocks():
        if rule.unit != "event" and adopts(rule, place):
            found[rule.code] = rule
    return list(found.values())


def _choices(rules: list[ClockRule]) -> list[tuple[str, Any]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for rule in rules:
        name = next((label for start, label in GROUPS if rule.code.startswith(start)), _("其他"))
        groups.setdefault(str(name), []).append((rule.code, said(rule.title)))
    return [("", _("请选择")), *groups.items()]


class ClockForm(forms.Form):
    """Which limit, from when; the circumstances that its rule knows."""

    rule = forms.ChoiceField(label=_("算哪个期限？"))
    start_at = forms.DateTimeField(label=_("从什么时候起算？"), widget=MomentInput())
    exclude_from = forms.DateField(label=_("不计入的时间：从哪天起"), required=False, widget=DateInput())
    exclude_until = forms.DateField(label=_("不计入的时间：到哪天止（含当天）"), required=False, widget=DateInput())
    extended_days = forms.IntegerField(label=_("延长的天数"), required=False, min_value=1, max_value=3650)
    extended_on = forms.DateField(label=_("同意延长的日期"), required=False, widget=DateInput())
    is_agreed = forms.BooleanField(label=_("依法应当同意的人都已经同意"), required=False)
    agreed_period_days = forms.IntegerField(label=_("约定的天数"), required=False, min_value=1, max_value=3650)

    def __init__(self, data: Any, *, rules: list[ClockRule], moment: datetime) -> None:
        super().__init__(data, initial={"start_at": moment})
        set_choices(self, "rule", _choices(rules))
        self.chosen = next((rule for rule in rules if data and rule.code == data.get("rule")), None)
        known = self.chosen.modifiers if self.chosen else ()
        if self.chosen:
            self.fields["start_at"].help_text = _("起算：%(event)s") % {"event": self.chosen.start_event}
        for name, fields in (
            ("exclude", ("exclude_from", "exclude_until")),
            ("extension", ("extended_days", "extended_on", "is_agreed")),
            ("agreed_period_days", ("agreed_period_days",)),
        ):
            if name not in known:
                for field in fields:
                    del self.fields[field]
        if "exclude_from" in self.fields and self.chosen and self.chosen.exclude_ground:
            self.fields["exclude_from"].help_text = self.chosen.exclude_ground

    def clean(self) -> dict[str, Any]:
        """Return the values; what belongs together must be there together."""
        data = super().clean() or {}
        first, last = data.get("exclude_from"), data.get("exclude_until")
        if (first is None) != (last is None) and not self.errors:
            self.add_error("exclude_until" if first else "exclude_from", _("起止日期要一起填写。"))
        if last and last.year > LAST_YEAR:
            self.add_error("exclude_until", _("日期超出了可以计算的范围。"))
        if first and last and last < first:
            self.add_error("exclude_until", _("结束的日期早于开始的日期。"))
        if data.get("extended_days") and not data.get("extended_on"):
            self.add_error("extended_on", _("请填写同意延长的日期。"))
        return data

    def request(self, rule: ClockRule) -> dict[str, Any]:
        """Return the question of a valid form, as ``explain_clock`` takes it."""
        data = self.cleaned_data
        modifiers: dict[str, Any] = {}
        if data.get("exclude_from"):
            again: date = data["exclude_until"] + timedelta(days=1)
            modifiers["exclude"] = {
                "reason": str(rule.exclude_ground or _("依法不计入")),
                "first_excluded_day": data["exclude_from"].isoformat(),
                "first_counted_day_again": again.isoformat(),
            }
        if data.get("extended_days"):
            unit = "working_days" if rule.unit == "working_day" else "days"
            modifiers["extension"] = {
                unit: data["extended_days"],
                "agreed_by": list(APPROVERS[rule.extension_by]) if data.get("is_agreed") else ["一方"],
                "agreed_on": data["extended_on"].isoformat(),
            }
        if data.get("agreed_period_days"):
            modifiers["agreed_period_days"] = data["agreed_period_days"]
        return {
            "rule": rule.code,
            "jurisdiction": current_ruleset().code,
            "start_event": rule.start_event,
            "start_at": data["start_at"].isoformat(),
            "modifiers": modifiers,
        }


@require_safe
def clock(request: HttpRequest) -> HttpResponse:
    """Ask for a limit and read the answer on the same page; the address carries the question, so that it can be kept."""
    form = ClockForm(request.GET if request.GET.get("rule") else None, rules=_known(), moment=timezone.now())
    context: dict[str, Any] = {"form": form, "rule": form.chosen}
    if form.is_bound and form.is_valid() and form.chosen:
        told = explain_clock(form.request(form.chosen), national_clocks())
        if "refused" in told:
            form.add_error(None, told["reason"])
        else:
            due = str(told["due"])
            context |= {"told": told, "due": datetime.fromisoformat(due) if "T" in due else date.fromisoformat(due)}
    return pages.page(request, "disputes/portal/clock.html", context, status=pages.status(form))
