"""Registering at the counter: one page, with likely duplicates, grade and route shown before anything is saved."""

from typing import Any

from django.forms import BaseFormSet, formset_factory
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.errors import DomainError
from fengqiao.disputes import actions, queries
from fengqiao.disputes.models import Dispute, Side
from fengqiao.disputes.rules.categories import suggest_category
from fengqiao.disputes.rules.grading import explain_grade
from fengqiao.disputes.rules.suitability import explain_suitability, questions
from fengqiao.disputes.staff.forms import AnswersForm, MatterForm, PartyForm, matter_of
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.regions import queries as regions
from fengqiao.ui import pages
from fengqiao.ui.forms import Picked, grown

PartyFormSet = formset_factory(PartyForm, extra=0, min_num=2, max_num=50, absolute_max=60)
_SIDES = [{"side": Side.APPLICANT}, {"side": Side.RESPONDENT}]


def _asked() -> list[tuple[str, str]]:
    return [(item["fact"], item["question"]) for item in questions(current_ruleset())]


def _initial(request: StaffRequest) -> dict[str, Any]:
    code = request.actor.region_scope.ljust(12, "0") if request.actor.region_scope else ""
    place = regions.get(code) if len(request.actor.region_scope) >= 9 else None
    return {"region": Picked(place.code, place.path) if place else ""}


def _forms(request: StaffRequest) -> tuple[MatterForm, BaseFormSet[PartyForm], AnswersForm]:
    rules = current_ruleset()
    if request.method != "POST":
        return (
            MatterForm(rules=rules, initial=_initial(request)),
            PartyFormSet(prefix="parties", initial=_SIDES),
            AnswersForm(prefix="answers", questions=_asked()),
        )
    data = grown(request.POST, "parties") or request.POST
    return (
        MatterForm(data, rules=rules),
        PartyFormSet(data, prefix="parties"),
        AnswersForm(data, prefix="answers", questions=_asked()),
    )


def _looked_at(request: StaffRequest, narrative: str) -> dict[str, Any]:
    """What the page shows while the form is filled: category, grade, route and likely duplicates."""
    rules = current_ruleset()
    posted = request.POST
    numbers = [str(value) for key, value in posted.items() if key.endswith("-id_number")]
    phones = [str(value) for key, value in posted.items() if key.endswith("-phone")]
    names = {item.code: item.name for item in rules.categories.items}
    suggested = suggest_category(narrative, rules)[:3] if narrative else []
    question = {"jurisdiction": rules.code, "narrative": narrative}
    graded = explain_grade(question, rules) if narrative else {}
    chosen = posted.get("category") or (suggested[0][0] if suggested else "")
    region = posted.get("region_code", "")
    draft = Dispute(region_code=region, category=chosen, grade=graded.get("grade", ""))
    return {
        "suggested": [(names.get(code, code), words) for code, _score, words in suggested],
        "graded": graded,
        "suitable": explain_suitability(question, rules) if narrative else {},
        "routes": queries.route_suggestions(draft)[:3] if region and chosen else [],
        "duplicates": queries.likely_duplicates(
            request.actor, id_numbers=numbers, phones=phones, narrative=narrative, now=request.actor.at
        ),
        "chosen": chosen,
    }


@staff(Permission.REGISTER)
def analyse(request: StaffRequest) -> HttpResponse:
    """Look at what is entered so far; nothing is written."""
    narrative = request.POST.get("narrative", "").replace("\x00", "")[:20_000]
    form = MatterForm(rules=current_ruleset())
    looked = _looked_at(request, narrative)
    if looked["chosen"]:
        form.initial["category"] = looked["chosen"]
    return pages.page(request, "disputes/_analysis.html", {**looked, "form": form, "swap": True})


@staff(Permission.REGISTER)
def register(request: StaffRequest) -> HttpResponse:
    """Enter a matter; likely duplicates are shown once before it is saved."""
    matter, parties, answers = _forms(request)
    context: dict[str, Any] = {"form": matter, "parties": parties, "answers": answers}
    if request.method == "POST" and "add-parties" not in request.POST:
        valid = [matter.is_valid(), parties.is_valid(), answers.is_valid()]
        if all(valid):
            looked = _looked_at(request, matter.cleaned_data["narrative"])
            if looked["duplicates"] and not request.POST.get("seen"):
                return pages.page(request, "disputes/register.html", {**context, **looked, "ask": True})
            try:
                dispute = actions.register(request.actor, matter_of(matter, list(parties), answers.answers()))
            except DomainError as error:
                _refuse(matter, parties, error)
            else:
                url = reverse("disputes:record", args=[dispute.pk])
                return pages.go(
                    request, url, notice=_("已登记，登记号%(number)s。") % {"number": dispute.receipt_number}
                )
        context |= {"invalid": True}
    status = pages.status(matter)
    return pages.page(
        request, "disputes/register.html", context, status=422 if context.get("invalid") and status == 200 else status
    )


def _refuse(matter: MatterForm, parties: BaseFormSet[PartyForm], error: DomainError) -> None:
    """Put a refusal beside the field it names: parties[1].phone belongs to the second row."""
    if error.field.startswith("parties["):
        index, _sep, name = error.field.removeprefix("parties[").partition("].")
        row = parties.forms[int(index)]
        name = "people" if name.startswith("agents") else name
        row.add_error(name if name in row.fields else None, error.message)
        matter.refusal = error  # type: ignore[attr-defined]  # read by pages.status
        return
    field = "region" if error.field == "region_code" else error.field
    error.field = field
    pages.refuse(matter, error)
