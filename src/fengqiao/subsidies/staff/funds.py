"""Rates with their sources, and the funds of a year: planned, spent, to come."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError
from fengqiao.core.text import N_, listed, said
from fengqiao.jurisdictions.ruleset.subsidy import CaseRate, Dated
from fengqiao.subsidies import access, actions
from fengqiao.subsidies.models import Fund
from fengqiao.subsidies.queries import budgets as queries
from fengqiao.subsidies.queries import rates as rates_of
from fengqiao.subsidies.rules.budgets import Outlook
from fengqiao.subsidies.staff import forms, words
from fengqiao.subsidies.staff.views import VIEW, sections
from fengqiao.ui import pages
from fengqiao.ui.parts import Tab
from fengqiao.ui.values import day, money

BUDGET = Permission.MANAGE_BUDGETS
_TONES = {
    rates_of.Standing.EARLIER: "done",
    rates_of.Standing.CURRENT: "good",
    rates_of.Standing.COMING: "wait",
}
NEEDED = {
    "always": N_("每件"),
    "agreement": N_("达成协议的"),
    "oral": N_("口头协议"),
    "sample": N_("抽中的"),
    "oral_or_sample": N_("口头协议和抽中的"),
}


def _conditions(rate: CaseRate, classes: dict[str, str], payers: dict[str, str]) -> str:
    told = [payers[code] for code in rate.payers] + [classes[code] for code in rate.classes]
    told += [said(words.ROWS[row]) for row in rate.committees] + [said(words.FORMS[form]) for form in rate.forms]
    told += [_("调解成功") if rate.result == "agreed" else _("未达成协议")]
    if rate.performed is not None:
        told.append(_("已履行") if rate.performed else _("未履行"))
    if rate.difficult is not None:
        told.append(_("疑难复杂") if rate.difficult else _("非疑难复杂"))
    if rate.paid_to == "shared":
        told.append(_("全部调解员平分"))
    return said(listed([*told, *rate.regions]))


def _dates(rate: Dated | rates_of.Edition) -> str:
    until = day(rate.valid_until) if rate.valid_until else _("未定")
    return f"{day(rate.valid_from)} — {until}"


def _standing(first: date, last: date | None, today: date) -> tuple[str, str]:
    """Return how a span of validity stands, in words and as a tone."""
    found = rates_of.standing(first, last, today)
    return said(rates_of.STANDING_NAMES[found]), _TONES[found]


def _rates(rates: Iterable[Dated], told: Callable[[Any], str], today: date) -> list[dict[str, Any]]:
    return [
        {
            "rate": rate, "told": told(rate), "dates": _dates(rate),
            "standing": _standing(rate.valid_from, rate.valid_until, today),
        }
        for rate in rates
    ]  # fmt: skip


@require_GET
@staff(VIEW)
def rates(request: StaffRequest) -> HttpResponse:
    """What is paid for what, since when and by which document, now or in another version (?version=); the first that fits."""
    today = local_date(request.actor.at)
    access.rules_for(request.actor)
    shown, editions = rates_of.edition(today, request.GET.get("version", ""))
    rules = shown.rules
    classes = {part.code: said(part.name) for part in rules.classes}
    payers = {payer.code: said(payer.name) for payer in rules.payers}
    context = {
        "tabs": sections(request.actor, "rates"),
        "rules": rules,
        "edition": shown,
        "standing": _standing(shown.valid_from, shown.valid_until, today),
        "editions": [
            (each, _dates(each), _standing(each.valid_from, each.valid_until, today), each.version == shown.version)
            for each in editions
        ],
        "rates": _rates(rules.rates, lambda rate: _conditions(rate, classes, payers), today),
        "posts": _rates(rules.posts, lambda rate: payers[rate.payer], today),
        "evidence": [(rule, said(NEEDED[rule.needed]), words.asked(rule)) for rule in rules.evidence],
        "post_evidence": [(rule, "", words.asked(rule)) for rule in rules.post_evidence],
    }
    return pages.page(request, "subsidies/rates.html", context)


@require_GET
@staff(VIEW)
def budgets(request: StaffRequest) -> HttpResponse:
    """The funds of a year (?year=): budget lines with their sources, what was paid, what is to come."""
    today = local_date(request.actor.at)
    years = queries.years(today)
    asked = request.GET.get("year", "")
    number = int(asked) if asked.isdigit() and len(asked) == 4 and int(asked) in years else today.year
    rules, _version = access.rules_for(request.actor)
    found = queries.year(request.actor, number)
    context = {
        "tabs": sections(request.actor, "budgets"),
        "years": [Tab(str(each), f"?{urlencode({'year': each})}", current=each == number) for each in years],
        "year": found,
        "rows": _rows(found),
        "lines": [
            (line, words.kind_name(line.kind), words.payer_name(rules, line.payer), Fund(line.fund).label)
            for line in found.lines
        ],
        "posts": _posts(found),
        "formula": _formula(found),
        "conflicts": rules.conflicts,
        "may_set": request.actor.may(BUDGET),
        "may_adopt": request.actor.may(BUDGET) and _open_rules(rules.budgets, found),
    }
    return pages.page(request, "subsidies/budgets.html", context)


def _open_rules(planned: Any, found: queries.Year) -> bool:
    known = {line.name for line in found.lines}
    return any(each.name not in known for each in planned)


def _row(name: str, each: Outlook) -> tuple[str, list[str]]:
    spent = each.spending
    values = (
        each.budget,
        spent.committed,
        spent.paid,
        spent.returned,
        spent.actual,
        each.to_come,
        each.forecast,
        each.gap,
    )
    return name, [money(value.value) for value in values]


def _rows(found: queries.Year) -> list[tuple[str, list[str]]]:
    return [*(_row(words.kind_name(kind), each) for kind, each in found.by_kind.items()), _row(_("合计"), found.whole)]


def _posts(found: queries.Year) -> list[dict[str, Any]]:
    names: dict[str, list[str]] = {}
    for each in found.months:
        mine = names.setdefault(each.payer, [])
        if (name := found.people.get(each.person, "")) and name not in mine:
            mine.append(name)
    return [
        {"posts": each, "names": names.get(each.payer, []), "cost": money(each.amount.value)} for each in found.posts
    ]


def _formula(found: queries.Year) -> str:
    plain, fund = found.plain, found.by_kind["case"].forecast
    if plain is None:
        return ""
    amount, people, months = plain
    return _("每月%(amount)s元 × %(people)d人 × %(months)d个月 + 以案定补%(fund)s元 = %(whole)s元") % {
        "amount": amount, "people": people, "months": months, "fund": fund, "whole": found.whole.forecast,
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@staff(BUDGET)
def set_budget(request: StaffRequest) -> HttpResponse:
    """Set a budget line of a year (?year=)."""
    today = local_date(request.actor.at)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and len(asked) == 4 else today.year
    rules, _version = access.rules_for(request.actor)
    form = forms.BudgetForm(request.POST if request.method == "POST" else None, rules=rules)
    back = f"{reverse('subsidies:budgets')}?{urlencode({'year': year})}"
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_budget(request.actor, year=year, **form.cleaned_data)
        except DomainError as error:
            pages.refuse(form, error)
        else:
            return pages.go(request, back, notice=_("预算已登记。"))
    title = _("%(year)d年预算") % {"year": year}
    context = {"form": form, "title": title, "back": back, "submit": _("保存")}
    return pages.page(request, "subsidies/form.html", context, status=pages.status(form))


@require_POST
@staff(BUDGET)
def adopt(request: StaffRequest) -> HttpResponse:
    """Take the budget lines of the rules into a year."""
    asked = request.POST.get("year", "")
    year = int(asked) if asked.isdigit() and len(asked) == 4 else local_date(request.actor.at).year
    made = actions.adopt(request.actor, year)
    url = f"{reverse('subsidies:budgets')}?{urlencode({'year': year})}"
    return pages.go(request, url, notice=_("已按规则载入%(count)d项预算。") % {"count": len(made)})
