"""In which mood words are said: as fact, or negated, conditional, intended, feared, heard of, long past, settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from fengqiao.disputes.rules.narrative import Text
from fengqiao.jurisdictions.ruleset.intake import Mood

Span = tuple[int, int]
Sign = tuple[Mood, Span]

_REACH = 10
_REACH_LIST = 24
_REACH_BARE = 3
_OPENS = re.compile(
    "对|向|因|在|与|和|跟|用|以|为|给|到|采取|发生|出现|造成|引发|导致|形成|使用|携带|参与|受到|遭到"
    "|涉及|构成|存在|有|实施|进行|任何|是|想|会|再|曾"
)
_BREAKERS = re.compile(
    "就|便|却|但|反而|只好|只能|才|于是|所以|致使|还|仍|又|竟|并(?!未|没)|后|时|而|为由|为名|为借口|因此|从而|结果|以致|随即|遂|继续|依然|依旧|照样|之后|(?<=.)(?:被|导致|造成|引起|引发)"
)
_OWNED = re.compile(
    "(?<!严重)(?<!任何)(?<!明显)(?<!激烈)(?<!过激)(?<!类似)(?<!所谓)(?<!其他)(?<!直接)(?<!实质性)(?<!实际)(?<!正面)的"
)
_CAUSED = re.compile("导致|造成|引起|致使|引发")
_DENIED_AFTER = re.compile(
    r"(?:了|过|的)?(?:情况|行为|现象|事情?|意思|想法|念头|说法|冲突|之事|之类|一说|后果|情形|这类事)?(?:都|也|倒是?|并|均|是|确实|根本|从来|一概)?"
    r"(?:没有?|未|不存在|不属实|不实|纯属[^,。;]{2,4}|是谣言|没有的事)(?:发生|出现|过|有|的|动)*$"
)
_DENIAL_CLAUSE = re.compile(
    r"\s*(?:这|那|但)?(?:都|纯|完全|根本|绝|均)?(?:是|属)?(?:没有?这?回?的?事|并?不属实|谣言|误传|纯属(?:谣言|误会|误传|虚构))"
)
_UNRELATED = re.compile(
    r" *(?:但|这|那)?(?:都|均)?(?:与|和|跟)(?:本|此|这|该|我们|双方|今天|现在)[^,。;]{0,10}(?:无关|没关系|没有关系|不相干|没有关联)"
    r"|(?:是|系|属)(?:另一|另外|别的)[^,。;]{0,4}(?:事|案|纠纷|回事)|另案处理"
)
_PERSON = re.compile("人员|人|后?的")
_CONVICTED_FOR = re.compile(" *(?:是|都是)?(?:因|由于|犯|涉|当时|那时|那次|罪名)")
_GOOD_TERMS = re.compile(
    "关系(?:一直|还|也|都|很|挺|比较|相当|算|原本|本来)*(?:不错|好|融洽|可以|亲近|密切|铁)|要好|和睦|友好|好朋友|是朋友|同学|同事|战友|合伙|交情|称兄道弟|处得(?:来|好|不错)|当过|相安无事"
)
_REACHING: dict[str, Mood] = {
    "past": "past",
    "hearsay": "hearsay",
    "elsewhere": "elsewhere",
    "otherwise": "conditional",
}
_THEN = re.compile("就|便|将|会|要|只好|只能")


class MoodReader:
    """Tells the mood of a stretch of text from the marks around it.

    marks: where the words of each list of marks stand, in order; blocks: verbs that take a negation upon themselves.
    """

    def __init__(self, text: Text, marks: Mapping[str, Sequence[Span]]) -> None:
        self._text = text
        self._by_clause: dict[int, list[tuple[str, Span]]] = {}
        self._first: dict[tuple[int, str], int] = {}
        self._settled: dict[int, int] = {}
        self._now: dict[int, list[int]] = {}
        for name, spans in marks.items():
            for span in spans:
                clause = text.clause_at(span[0])
                self._by_clause.setdefault(clause, []).append((name, span))
                if not (name == "past" and self._on_good_terms(clause)):
                    self._first.setdefault((text.clauses[clause].sentence, name), span[0])
                if name == "resolved":
                    self._settled[clause] = span[0]
                elif name == "now":
                    self._now.setdefault(text.clauses[clause].sentence, []).append(span[0])
        self._known: dict[Span, tuple[Sign, ...]] = {}

    def signs(self, span: Span) -> tuple[Sign, ...]:
        """Return the moods of the words at ``span``, each with the mark that shows it; empty for plain fact."""
        known = self._known.get(span)
        if known is None:
            known = self._known[span] = tuple(self._read(span))
        return known

    def _read(self, span: Span) -> Iterator[Sign]:
        text, (start, end) = self._text, span
        clause = text.clause_at(start)
        near = self._by_clause.get(clause, ())
        before = [(name, mark) for name, mark in near if mark[1] <= start]
        negator = self._negator(before, span)
        if negator is not None:
            yield "negated", negator
        if self._denied(clause, end):
            yield "negated", (end, end)
        if self._unrelated(clause):
            yield "elsewhere", (end, end)
        for name, mark in before:
            if name == "conditional":
                yield "conditional", mark
            elif name == "feared" and not _CAUSED.search(text.plain, mark[1], start):
                yield "feared", mark
            elif name == "intended" and start - mark[1] <= _REACH:
                yield "intended", mark
            elif name == "suspected":
                yield "hearsay", mark
        yield from self._from_sentence(clause, start)

    def _from_sentence(self, clause: int, start: int) -> Iterator[Sign]:
        text = self._text
        here = text.clauses[clause]
        for name, mood in _REACHING.items():
            position = self._first.get((here.sentence, name), start)
            if position < start and not (name == "past" and self._back_to_now(here.sentence, position, start)):
                yield mood, (position, position + 1)
        if self._of_the_record(clause, start):
            yield "past", (here.start, here.start + 1)
        condition = self._first.get((here.sentence, "conditional"), here.start)
        if condition < here.start and _THEN.search(text.plain, here.start, start):
            yield "conditional", (condition, condition + 1)
        for follower in (clause, clause + 1, clause + 2):
            position = self._settled.get(follower, -1)
            if position >= start:
                yield "resolved", (position, position + 1)

    def _on_good_terms(self, clause: int) -> bool:
        """Say whether a clause only tells how well the parties once stood; what follows in the sentence is not as old."""
        here = self._text.clauses[clause]
        return _GOOD_TERMS.search(self._text.plain, here.start, here.end) is not None

    def _of_the_record(self, clause: int, start: int) -> bool:
        """Say whether words tell what somebody was once convicted of; a record says nothing about what he does now."""
        text = self._text
        here = text.clauses[clause]
        for near in (clause - 1, clause):
            for name, mark in self._by_clause.get(near, ()) if near >= 0 else ():
                if name != "record" or mark[1] > start:
                    continue
                if near == clause and not _PERSON.match(text.plain, mark[1], here.end):
                    return True
                if near < clause and _CONVICTED_FOR.match(text.plain, here.start, here.end):
                    return True
        return False

    def _back_to_now(self, sentence: int, past: int, start: int) -> bool:
        return any(past < position < start for position in self._now.get(sentence, ()))

    def _negator(self, before: Sequence[tuple[str, Span]], span: Span) -> Span | None:
        negators = [mark for name, mark in before if name == "negators"]
        if not negators:
            return None
        nearest = max(negators, key=lambda mark: (mark[1], -mark[0]))
        gap = self._text.plain[nearest[1] : span[0]]
        reach = _REACH_LIST if "、" in gap or "或" in gap else _REACH
        if nearest[1] - nearest[0] == 1 and len(gap) > _REACH_BARE and not _OPENS.match(gap):
            return None
        if len(gap) > reach or _BREAKERS.search(gap) or _OWNED.search(gap):
            return None
        if any(nearest[1] <= mark[0] < span[0] for name, mark in before if name == "blocks"):
            return None
        doubled = any(0 <= nearest[0] - mark[1] <= 1 for mark in negators)
        return None if doubled else nearest

    def _unrelated(self, clause: int) -> bool:
        """Say whether a clause, or the next one on its behalf, says that this is another matter."""
        text = self._text
        here = text.clauses[clause]
        if _UNRELATED.search(text.plain, here.start, here.end):
            return True
        following = text.clauses[clause + 1] if clause + 1 < len(text.clauses) else here
        return bool(_UNRELATED.match(text.plain, following.start, following.end))

    def _denied(self, clause: int, end: int) -> bool:
        text = self._text
        here = text.clauses[clause]
        if end < here.end and _DENIED_AFTER.match(text.plain, end, here.end):
            return True
        if clause + 1 < len(text.clauses) and text.clauses[clause + 1].sentence - here.sentence <= 1:
            following = text.clauses[clause + 1]
            return bool(_DENIAL_CLAUSE.match(text.plain, following.start, following.end))
        return False
