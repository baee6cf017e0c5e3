"""Registering at the counter: one page, with likely duplicates, grade and route shown before anything is saved."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.forms import BaseFormSet, formset_factory
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core import submissions
from fengqiao.core.errors import DomainError
from fengqiao.core.text import said
from fengqiao.disputes import access, actions, queries
from fengqiao.disputes.models import Dispute, Side, Source
from fengqiao.disputes.rules.categories import suggest_category
from fengqiao.disputes.rules.grading import explain_grade
from fengqiao.disputes.rules.matter import LONGEST_NARRATIVE, MOST_PARTIES
from fengqiao.disputes.rules.suitability import explain_suitability, questions
from fengqiao.disputes.staff.forms import AnswersForm, MatterForm, PartyForm, matter_of
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.organisations import queries as organisations
from fengqiao.regions import queries as regions
from fengqiao.ui import pages
from fengqiao.ui.forms import Picked, grown

PartyFormSet = formset_factory(
    PartyForm, extra=0, min_num=2, max_num=MOST_PARTIES, absolute_max=MOST_PARTIES + 10, can_delete=True
)
TELLING = 6
"""So many words are shown that speak for a kind of dispute."""
_SIDES = [{"side": Side.APPLICANT}, {"side": Side.RESPONDENT}]


def _asked() -> list[tuple[str, str]]:
    return [(item["fact"], item["question"]) for item in questions(current_ruleset())]


def _initial(request: StaffRequest) -> dict[str, Any]:
    """The place of whoever works for one village or community; others pick it."""
    own = organisations.get(request.actor.organisation_id) if request.actor.organisation_id else None
    place = regions.get(own.region_id) if own and not own.region_id.endswith("000") else None
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


def _facts(posted: QueryDict, rules: RuleSet) -> dict[str, Any]:
    """What is entered besides the narrative, under the fact keys of the rules."""
    facts: dict[str, Any] = {
        item["fact"]: True for item in questions(rules) if posted.get(f"answers-{item['fact']}")
    } | {"entrusted": posted.get("source") == Source.ENTRUSTED}
    amount = posted.get("amount", "")
    return facts | {"amount": float(amount)} if re.fullmatch(r"\d{1,14}(\.\d{1,2})?", amount) else facts


def _narrative(request: StaffRequest) -> str:
    return request.POST.get("narrative", "").replace("\x00", "")[:LONGEST_NARRATIVE]


def _telling(words: Sequence[str]) -> list[str]:
    """Return the first few of the words that speak for a category, without those that say one of them again at length."""
    brief = [word for word in words if not any(other != word and other in word for other in words)]
    return brief[:TELLING]


def _looked_at(request: StaffRequest, narrative: str) -> dict[str, Any]:
    """What the page shows while the form is filled: category, grade, route and likely duplicates."""
    rules = current_ruleset()
    posted = request.POST
    numbers = [str(value) for key, value in posted.items() if key.endswith("-id_number")]
    phones = [str(value) for key, value in posted.items() if key.endswith("-phone")]
    suggested = suggest_category(narrative, rules)[:3] if narrative else []
    question = {"jurisdiction": rules.code, "narrative": narrative, "facts": _facts(posted, rules)}
    graded = explain_grade(question, rules) if narrative else {}
    chosen = posted.get("category") or (suggested[0][0] if suggested else "")
    region = posted.get("region_code", "")
    suitable = explain_suitability(question, rules) if narrative else {}
    is_ours = suitable.get("suitability") != "not-suitable"
    draft = Dispute(
        region_code=region, category=chosen, grade=graded.get("grade", ""), entruster=posted.get("entruster", "")
    )
    return {
        "suggested": [
            (said(kind.name), _telling(words))
            for code, _score, words in suggested
            if (kind := rules.categories.get(code))
        ],
        "graded": graded,
        "suitable": suitable,
        "routes": queries.route_suggestions(draft)[:3] if region and chosen and is_ours else [],
        "duplicates": queries.likely_duplicates(
            request.actor, id_numbers=numbers, phones=phones, narrative=narrative, now=request.actor.at
        ),
        "chosen": chosen,
    }


@staff(Permission.REGISTER)
def analyse(request: StaffRequest) -> HttpResponse:
    """Look at what is entered so far; nothing is written."""
    form = MatterForm(rules=current_ruleset())
    looked = _looked_at(request, _narrative(request))
    if looked["chosen"]:
        form.initial["category"] = looked["chosen"]
    return pages.page(request, "disputes/_analysis.html", {**looked, "form": form, "swap": True})


@staff(Permission.REGISTER)
def register(request: StaffRequest) -> HttpResponse:
    """Enter a matter; likely duplicates are shown once before it is saved."""
    matter, parties, answers = _forms(request)
    context: dict[str, Any] = {
        "form": matter, "parties": parties, "answers": answers, submissions.FIELD: submissions.new_key()
    }  # fmt: skip
    if request.method == "POST" and "add-parties" not in request.POST:
        sent = submissions.sent(request.POST, request.actor.user_id)
        if made := sent.earlier():
            return _show(request, made)
        context |= _looked_at(request, _narrative(request)) | {"status": 422}
        if all([matter.is_valid(), parties.is_valid(), answers.is_valid()]):
            kept = [row for row in parties.forms if row not in parties.deleted_forms]
            if context["duplicates"] and not request.POST.get("seen"):
                return pages.page(request, "disputes/register.html", {**context, "ask": True})
            try:
                new = matter_of(matter, kept, answers.answers())
                return _show(request, sent.once(lambda: actions.register(request.actor, new).pk))
            except DomainError as error:
                _refuse(matter, kept, error)
                context["status"] = error.status
    return pages.page(request, "disputes/register.html", context, status=context.pop("status", 200))


def _show(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Go on to a matter that was just registered."""
    dispute = access.get_for(request.actor, pk, Permission.REGISTER)
    notice = _("已登记，登记号%(number)s。") % {"number": dispute.receipt_number}
    return pages.go(request, reverse("disputes:record", args=[pk]), notice=notice)


def _refuse(matter: MatterForm, kept: list[PartyForm], error: DomainError) -> None:
    """Put a refusal beside the field it names: parties[1].phone belongs to the second row that is kept."""
    if error.field.startswith("parties["):
        index, _sep, name = error.field.removeprefix("parties[").partition("].")
        row = kept[int(index)]
        error.field = "people" if name.startswith("agents") else name
        pages.refuse(row, error)
        return
    field = "region" if error.field == "region_code" else error.field
    error.field = field
    pages.refuse(matter, error)
