"""Which table: period, region or organisation; and a printed rate to be checked."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.core.actor import Actor
from fengqiao.core.errors import DomainError
from fengqiao.core.text import listed, said
from fengqiao.organisations import queries as organisations
from fengqiao.regions import queries as regions
from fengqiao.statistics.access import Scope, scope_for
from fengqiao.statistics.rules import periods
from fengqiao.statistics.rules.periods import FIRST_YEAR, KIND_NAMES, Kind, Period
from fengqiao.statistics.rules.rates import ROUNDING_NAMES, reproducing
from fengqiao.ui.forms import DateInput, Picked, PickField


class Choice(forms.Form):
    """The choice of a table, as its address has it: a kind of period with a day in it, or a first and last day."""

    kind = forms.ChoiceField(
        label=_("期间"), required=False, choices=[(kind.value, _(name)) for kind, name in KIND_NAMES.items()]
    )
    day = forms.DateField(label=_("所在日期（起）"), required=False, widget=DateInput())
    last = forms.DateField(label=_("止（任意期间）"), required=False, widget=DateInput())
    region = PickField("regions:options", label=_("地区"), required=False)
    organisation = PickField("organisations:options", label=_("调解组织"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a span that ends before it begins."""
        given = super().clean() or {}
        first, last = given.get("day"), given.get("last")
        if given.get("kind") == Kind.SPAN and first and last and last < first:
            self.add_error("last", _("结束日期早于开始日期。"))
        return given

    def period(self, otherwise: Period) -> Period:
        """Return the chosen period."""
        given = self.cleaned_data if self.is_valid() else {}
        day, kind = given.get("day"), given.get("kind") or ""
        if not day or not kind:
            return otherwise
        if kind == Kind.SPAN:
            return Period(day, given.get("last") or day)
        return periods.holding(day, Kind(kind))


def chosen(actor: Actor, query: dict[str, str], today: Period) -> tuple[Scope, Period, Choice]:
    """Return the scope and period that an address names, and the form that shows them.

    query: ``period``, ``region`` and ``organisation`` as codes, or the fields of the form. What cannot be read, or lies
    outside the actor's region, stands on the form as an error, and the actor's own scope is shown instead.
    """
    form, period = Choice(query), today
    wrong: list[tuple[str, DomainError]] = []
    if code := query.get("period"):
        try:
            period = periods.read(code)
        except DomainError as error:
            wrong.append(("day", error))
    elif "kind" in query:
        period = form.period(today)
    try:
        scope = _scope(actor, query, form)
    except DomainError as error:
        scope = scope_for(actor)
        wrong.append(("organisation" if query.get("organisation") else "region", error))
    if not ("kind" in query and form.errors):
        form = Choice(_shown(scope, period))
    for field, refusal in wrong:
        form.add_error(field, f"{refusal.message}{refusal.next_step}")
    return scope, period, form


def _scope(actor: Actor, query: dict[str, str], form: forms.Form) -> Scope:
    picked = form.cleaned_data if form.is_valid() else {}
    organisation: Picked | None = picked.get("organisation")
    region: Picked | None = picked.get("region")
    wanted = (organisation.code if organisation else "") or query.get("organisation", "")
    try:
        organisation_id = UUID(wanted) if wanted else None
    except ValueError:
        found = organisations.called(wanted)
        organisation_id = found.pk if found else UUID(int=0)
    place = (region.code if region else "") or query.get("region", "")
    if place and not place.isdigit():
        known = regions.called(place)
        place = known.code if known else "0"
    return scope_for(actor, region=place, organisation_id=organisation_id)


def _shown(scope: Scope, period: Period) -> dict[str, Any]:
    last = period.last.isoformat() if period.kind == Kind.SPAN else ""
    return {"kind": period.kind.value, "day": period.first.isoformat(), "last": last, **_place_of(scope)}


def _place_of(scope: Scope) -> dict[str, str]:
    if scope.organisation_id:
        return _picked("organisation", str(scope.organisation_id), scope.name)
    return _picked("region", scope.own_place, scope.name)


def _picked(name: str, code: str, text: str) -> dict[str, str]:
    return {name: text, f"{name}_code": code, f"{name}_text": text}


class StaffChoice(forms.Form):
    """The choice of an organisation table, as its address has it: a day, and a region or an organisation."""

    on = forms.DateField(label=_("截止日期"), required=False, widget=DateInput())
    region = PickField("regions:options", label=_("地区"), required=False)
    organisation = PickField("organisations:options", label=_("组织及其下级"), required=False)


def chosen_day(actor: Actor, query: dict[str, str], today: date) -> tuple[Scope, date, StaffChoice]:
    """Return the scope and day that an address names, and the form that shows them; as ``chosen``. No day after today."""
    form = StaffChoice(query)
    wrong: list[tuple[str, str]] = []
    day = (form.cleaned_data.get("on") if form.is_valid() else None) or today
    if day.year < FIRST_YEAR or day > today:
        wrong.append(("on", str(_("日期不能晚于今天。"))))
        day = today
    try:
        scope = _scope(actor, query, form)
    except DomainError as error:
        scope = scope_for(actor)
        wrong.append(("organisation" if query.get("organisation") else "region", f"{error.message}{error.next_step}"))
    if not ("region_code" in query and form.errors):
        form = StaffChoice({"on": day.isoformat(), **_place_of(scope)})
    for field, text in wrong:
        form.add_error(field, text)
    return scope, day, form


class RateCheck(forms.Form):
    """A rate as somebody printed it, with its two numbers."""

    part = forms.IntegerField(label=_("分子"), min_value=0, max_value=10**12)
    whole = forms.IntegerField(label=_("分母"), min_value=1, max_value=10**12)
    printed = forms.CharField(label=_("公布的比率"), max_length=20, help_text=_("如99.9%"))

    def verdict(self) -> tuple[bool, str]:
        """Return whether the printed rate follows from its numbers, and a sentence that says how."""
        given = self.cleaned_data
        try:
            rules = reproducing(given["printed"], given["part"], given["whole"])
        except ValueError:
            return False, str(_("这不是百分比。"))
        if not rules:
            return False, str(_("四舍五入和截尾都得不到这个比率，请核对分子、分母。"))
        names = said(listed(str(ROUNDING_NAMES[rule]) for rule in rules))
        return True, str(_("按%(rules)s可以得到这个比率。")) % {"rules": names}
