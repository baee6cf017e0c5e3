"""Latin readings of Chinese names, for sorting and for search as people type it: zhangwei, zw, wei."""

import re
from functools import cache, lru_cache

from pypinyin import Style
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT, RE_HANS
from pypinyin.seg.mmseg import p_set
from pypinyin.style import convert

_LONGEST = 40
_PIECES = re.compile(r".+?(?:省|市|县|区|旗|街道|镇|乡|村|社区|委员会|工作室|$)", re.DOTALL)
"""Names of organisations share places and endings: read piece by piece, most of it is known already."""
_RUNS, _BEGINNINGS = re.compile(RE_HANS.pattern.strip("^$")), p_set._set
"""Runs of Chinese characters, and everything with which a phrase that has a reading of its own begins."""
_SURNAMES = {
    "万俟": ["mo", "qi"],
    "尉迟": ["yu", "chi"],
    "长孙": ["zhang", "sun"],
    "单": ["shan"],
    "曾": ["zeng"],
    "仇": ["qiu"],
    "解": ["xie"],
    "查": ["zha"],
    "区": ["ou"],
    "盖": ["ge"],
    "朴": ["piao"],
    "覃": ["qin"],
    "乐": ["yue"],
    "翟": ["zhai"],
    "缪": ["miao"],
    "员": ["yun"],
    "召": ["shao"],
    "折": ["she"],
    "黑": ["he"],
    "任": ["ren"],
    "华": ["hua"],
}
"""Family names that are read otherwise than the word."""


def spelling(name: str, *, is_person: bool = False) -> str:
    """Return the reading by which a name is sorted: 曾国平 -> "zeng guo ping" as a person's name."""
    return " ".join(_syllables(name, is_person))[:160]


def pinyin_tokens(name: str, *, is_person: bool = False) -> str:
    """Return words by whose beginnings a name is found: the reading and the initials, from each character on.

    For a person both readings of the family name count, since either is typed.
    """
    readings = [_read(name), _syllables(name, is_person)] if is_person else [_pieced(name)]
    words: dict[str, None] = {}
    for syllables in readings:
        whole, initials, at = "".join(syllables), "".join([syllable[0] for syllable in syllables]), 0
        for start, syllable in enumerate(syllables):
            words[whole[at : at + _LONGEST]] = None
            words[initials[start : start + _LONGEST]] = None
            at += len(syllable)
    return " ".join(words)


def _pieced(name: str) -> list[str]:
    return [syllable for piece in _PIECES.findall(name) for syllable in _read(piece)]


def _syllables(name: str, is_person: bool) -> list[str]:
    if is_person:
        for length in (2, 1):
            if surname := _SURNAMES.get(name[:length]):
                return surname + _read(name[length:])
    return _read(name)


def _read(text: str) -> list[str]:
    """Return the syllables of a text: what ``pypinyin.lazy_pinyin`` returns, in a fraction of its time."""
    return [syllable for run in _RUNS.findall(text) for syllable in _run(run)]


@lru_cache(maxsize=4096)
def _run(text: str) -> list[str]:
    """Return the syllables of Chinese characters: of the longest phrase that has a reading of its own, from each place on.

    Kept for a while: a name is read several times over, and names share their places and endings.
    """
    found: list[str] = []
    at, end = 0, len(text)
    while at < end:
        stop, behind = at + 1, 0
        while stop <= end and (word := text[at:stop]) in _BEGINNINGS:
            if word in PHRASES_DICT:
                behind = stop
            stop += 1
        if behind:
            found += [_toneless(readings[0]) for readings in PHRASES_DICT[text[at:behind]]]
        else:  # what only begins a phrase is, at the end, read character by character
            behind = end if stop > end else at + 1
            found += [syllable for character in text[at:behind] if (syllable := _alone(character))]
        at = behind
    return found


@lru_cache(maxsize=8192)
def _alone(character: str) -> str:
    return _toneless(PINYIN_DICT.get(ord(character), "").partition(",")[0])


@cache
def _toneless(syllable: str) -> str:
    plain: str = convert(syllable, Style.NORMAL, strict=True, default=syllable)
    return plain
