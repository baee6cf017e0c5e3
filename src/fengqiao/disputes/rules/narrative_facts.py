"""What a narrative tells, for the registration page: kind, sums, people, dates, places, parties, risks, statutes."""

from __future__ import annotations

import re
from typing import Any

from fengqiao.core.text import N_
from fengqiao.disputes.rules.grading import fact_keys as grading_facts
from fengqiao.disputes.rules.grading import measures, number_keys
from fengqiao.disputes.rules.narrative_analysis import PARTIES, IntakeRules, Narrative, analyser, national_rules
from fengqiao.disputes.rules.narrative_numbers import ages
from fengqiao.disputes.rules.suitability import fact_keys as suitability_facts

_FIRST = 3
_MOST = 20
_NUMBER = "[0-9零〇一二三四五六七八九十]"
_DATE = re.compile(
    rf"{_NUMBER}{{2,4}}年(?:{_NUMBER}{{1,3}}月(?:{_NUMBER}{{1,3}}[日号])?)?|{_NUMBER}{{1,3}}月{_NUMBER}{{1,3}}[日号]"
    r"|去年|前年|今年|上个?月|本月|上周|昨天|昨晚|昨日|前天|今天|今日|春节|国庆"
)
_PLACE = re.compile(
    r"(?<![\u4e00-\u9fff])?[\u4e00-\u9fff]{1,6}(?:省|自治区|市|县|区|镇|乡|街道|村|社区|小区|路|大道|巷|组|花园|广场)"
    r"(?:[0-9一二三四五六七八九十]{1,4}(?:号楼|号|组|栋|单元|室))*"
)
_NOT_PLACE = re.compile("^(?:在|到|去|该|本|我|他|这|那|同|全|某|两|各|与|和|由|被|因|对|向|把|从)")


def fact_catalogue(rules: IntakeRules) -> dict[str, dict[str, str]]:
    """Return every fact key that the rules know: {key: {kind: flag | number, meaning}}."""
    numbers = number_keys(rules)
    known = suitability_facts(rules) | grading_facts(rules)
    units = {
        "people": N_("涉及人数（人）"),
        "amount": N_("标的（元）"),
        "police_calls": N_("报警次数"),
        "failed_mediations": N_("调解未成次数"),
    }
    return {
        key: {"kind": "number" if key in numbers else "flag", "meaning": units.get(key, meaning)}
        for key, meaning in known.items()
    }


def extract_facts(narrative: str, rules: IntakeRules | None = None) -> dict[str, Any]:
    """Return what a narrative tells, each with the words as written; nothing is decided by it.

    {categories: [{code, name, score, words}], amounts: [{yuan, periodic, text}], people: [{count, size, text}], ages:
    [{years, text}], dates, places, parties: [{kind, name, text}], facts: {people?, amount?, police_calls?,
    failed_mediations?}, risks and bars: [{code, name, text}], statutes}. ``size`` marks how large a place or firm is.
    """
    known = rules or national_rules()
    read = analyser(known).read(narrative)
    text = read.text
    return {
        "categories": _categories(read, known),
        "amounts": [
            {"yuan": f"{one.yuan.normalize():f}", "periodic": one.periodic, "text": text.quote(one.start, one.end)}
            for one in read.amounts[:_MOST]
        ],
        "people": [
            {"count": one.people, "size": one.size, "text": text.quote(one.start, one.end)}
            for one in read.headcounts[:_MOST]
        ],
        "ages": [{"years": one.people, "text": text.quote(one.start, one.end)} for one in ages(text)[:_MOST]],
        "dates": _written(read, _DATE),
        "places": [place for place in _written(read, _PLACE) if not _NOT_PLACE.match(place)],
        "parties": [
            {"kind": kind, "name": name, "text": read.quote(found[0])}
            for kind, name in PARTIES.items()
            if (found := read.matches("party", kind))
        ],
        "facts": {key: measure.value for key, measure in measures(read).items()},
        "risks": [
            {"code": factor.code, "name": factor.name, "text": read.quote(found[0])}
            for factor in known.grading.factors
            if (found := read.matches("grading", factor.code))
        ],
        "bars": [
            {"code": rule.code, "name": rule.reason, "text": read.quote(found[0])}
            for rule in known.suitability
            if rule.effect != "note" and (found := read.matches("suitability", rule.code))
        ],
        "statutes": list(read.category.statutes),
    }


def _categories(read: Narrative, rules: IntakeRules) -> list[dict[str, Any]]:
    names = {kind.code: kind.name for kind in rules.categories.items}
    return [
        {"code": code, "name": names[code], "score": score, "words": words[:_MOST]}
        for code, score, words in read.ranked[:_FIRST]
    ]


def _written(read: Narrative, pattern: re.Pattern[str]) -> list[str]:
    found = dict.fromkeys(read.text.quote(match.start(), match.end()) for match in pattern.finditer(read.text.plain))
    return list(found)[:_MOST]
