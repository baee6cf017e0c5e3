"""Hints on the text of an agreement before it is signed, each with the clause, the article and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fengqiao.core.text import N_, listed
from fengqiao.disputes.rules import agreement_clauses as clauses
from fengqiao.disputes.rules import agreement_signers as people
from fengqiao.disputes.rules import agreement_terms as terms
from fengqiao.disputes.rules.narrative import Text
from fengqiao.disputes.rules.narrative_cues import CueBook, Kept
from fengqiao.disputes.rules.narrative_input import Refusal, place, told
from fengqiao.disputes.rules.narrative_numbers import amounts
from fengqiao.disputes.rules.narrative_reading import Reading
from fengqiao.jurisdictions.catalogue_intake import national_agreement_hints, national_lexicon
from fengqiao.jurisdictions.ruleset.agreement import AgreementRules, HintCode

MAX_SIGNERS = 200
_ABOUT = re.compile(r"(?<![合违签契节公定邀预条制大履])约(?=[0-9¥一二两三四五六七八九十几][^,。;]{0,6}(?:元|块|万))")
_PLACE = 60

Found = tuple[HintCode, str]


_books: Kept[CueBook] = Kept()


def _book(rules: AgreementRules) -> CueBook:
    book = CueBook(national_lexicon())
    for hint in rules.hints:
        book.add(hint.code, hint.detect)
    return book


def explain_agreement(request: object, rules: AgreementRules | None = None) -> dict[str, Any]:
    """Say what in an agreement would break judicial confirmation or performance.

    request: {jurisdiction, text, signers: [name, or {name, role, age?, capacity?, guardian?, agent_of?, authority?}]}; signers
    of other shapes are passed over. rules: the national hints unless given. Returns {hints: [{code, name, where, article, fix,
    source}], explanation, notes}, ``where`` quoting the clause or the signer, or {refused, reason}; never raises for any JSON.
    人民调解法 第29条; 民事诉讼法司法解释 第355条、第358条.
    """
    jurisdiction = place(request)
    if isinstance(jurisdiction, Refusal):
        return jurisdiction.as_json()
    assert isinstance(request, Mapping)  # noqa: S101 - place() has refused everything else
    written = told(request, "text")
    if isinstance(written, Refusal):
        return written.as_json()
    given = request.get("signers")
    if given is not None and not isinstance(given, list | tuple):
        return Refusal("malformed_field", N_("须是数组（字段 signers）。")).as_json()
    known = rules or national_agreement_hints()
    text = Text(written)
    signers = [one for item in (given or [])[:MAX_SIGNERS] if (one := people.signer(item)) is not None]
    found = dict.fromkeys(_hints(text, signers, known))
    hints = [
        {
            "code": code,
            "name": rule.name,
            "where": where,
            "article": rule.article,
            "fix": rule.fix,
            "source": rule.source,
        }
        for code, where in found
        for rule in [known.hint(code)]
    ]
    names = listed(dict.fromkeys(hint["name"] for hint in hints))
    return {
        "hints": hints,
        "explanation": N_("签字前请核对：%s。提示不影响当事人自愿达成协议。") % names
        if hints
        else N_("未发现需要提示的条款。"),
        "notes": [N_("文字过长，只分析了前面两万字。")] if text.cut else [],
    }


def _hints(text: Text, signers: list[people.Signer], rules: AgreementRules) -> Iterator[Found]:
    sums = amounts(text)
    yield from _obligations(text, sums)
    reading = Reading(text, _books.get((rules,), lambda: _book(rules)))
    begin = clauses.body(text)
    for hint in rules.hints:
        places = (match.start for match in reading.matches(hint.code) if match.start >= begin)
        yield from _placed(hint.code, text, places)
    yield from _placed("unclear", text, (match.start() for match in _ABOUT.finditer(text.ungrouped, begin)))
    yield from _placed("illegal_interest", text, terms.illegal_interest(text, rules.bounds))
    yield from _placed("over_penalty", text, terms.over_penalty(text, sums, rules.bounds))
    yield from _placed("third_party_property", text, people.foreign_property(text, signers))
    yield from _placed("lacks_capacity", text, people.minors_in_text(text, signers))
    yield from _placed("agent_without_authority", text, people.agents_in_text(text))
    for one in people.without_guardian(signers, rules.bounds.adult_age):
        yield "lacks_capacity", one.words or one.name
    for one in people.without_authority(signers):
        yield "agent_without_authority", one.words or one.name


def _placed(code: HintCode, text: Text, places: Iterable[int]) -> Iterator[Found]:
    for position in places:
        yield code, text.clause_quote(position)


def _obligations(text: Text, sums: tuple[Any, ...]) -> Iterator[Found]:
    paid = clauses.payments(text, sums)
    for payment in paid:
        start, end = payment.spans[0]
        where = text.quote(start, end)
        if not payment.has_amount:
            yield "no_amount", where
        if not payment.has_due:
            yield "no_due_date", where
        if not payment.has_payer:
            yield "no_payer", where
    for start, end in clauses.rest_clauses(text):
        if not clauses.due(text.ungrouped, start, end):
            yield "no_due_date", text.quote(start, end)
        if len(sums) < 2 and not any(start <= one.start < end for one in sums):
            yield "no_amount", text.quote(start, end)
    reported = {payment.spans[0] for payment in paid if not payment.has_due}
    for start, end in clauses.undated_acts(text):
        if (start, end) not in reported:
            yield "no_due_date", text.quote(start, end)
