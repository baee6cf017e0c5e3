"""What is written about a person, checked and put into its columns."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Required, TypedDict

from django.utils.translation import gettext as _

from fengqiao.core.crypto import keyed_hash
from fengqiao.core.errors import Malformed
from fengqiao.core.identity import identity
from fengqiao.core.pinyin import pinyin_tokens, spelling
from fengqiao.core.text import listed, said
from fengqiao.core.tokens import index_tokens
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.people.models import Education, Person, Politics, Sex

ADULT = 18
_SEXES, _EDUCATION, _POLITICS = frozenset(Sex.values), frozenset(Education.values), frozenset(Politics.values)
_LANGUAGE = re.compile(r"^[^\W\d_][\w ·（）()-]{0,19}$")
_HOUR = re.compile(r"^[1-7][ap]$")
MOST_LANGUAGES = 12


class Given(TypedDict, total=False):
    """What may be written about a person; what is left out stays, or is empty for somebody new.

    hours: half days, "1a" (Monday morning) to "7p" (Sunday afternoon). away_from, away_until: local dates, both included.
    """

    name: Required[str]
    sex: str
    birth_on: date | None
    ethnicity: str
    education: str
    politics: str
    employer: str
    id_number: str
    phone: str
    specialities: Sequence[str]
    languages: Sequence[str]
    hours: Sequence[str]
    away_from: date | None
    away_until: date | None
    interests: str


COLUMNS = tuple(Given.__annotations__)
_NAME = re.compile(r"^[^\W\d_][^\d_<>@#%&*/\\|]{0,58}$")
_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_LANDLINE = re.compile(r"^0\d{2,3}-?\d{7,8}$|^\d{7,8}$")


_identity = lru_cache(maxsize=256)(identity)
"""Asked for twice of each person: is the number right, and what does it say."""


def age(birth_on: date, day: date) -> int:
    """Return how many years old somebody is on a day."""
    return day.year - birth_on.year - ((day.month, day.day) < (birth_on.month, birth_on.day))


@lru_cache(maxsize=4096)
def id_hash(number: str) -> str:
    """Return the hash under which an identity number is found."""
    return keyed_hash(f"id:{number.strip().upper()}")


@lru_cache(maxsize=4096)
def phone_hash(number: str) -> str:
    """Return the hash under which a phone is found."""
    return keyed_hash(f"phone:{plain_phone(number)}")


def plain_phone(text: str) -> str:
    """Return a phone without blanks, hyphens and country code."""
    return re.sub(r"[\s-]", "", text).removeprefix("+86")


def set_name(person: Person, text: str) -> None:
    """Set name and sort key. Raises Malformed."""
    name = " ".join(text.split())
    if not _NAME.match(name):
        raise Malformed("person_name", _("请填写姓名，不含数字和符号。"), field="name")
    person.name, person.pinyin = name, spelling(name, is_person=True)


def set_id_number(person: Person, text: str) -> None:
    """Set the identity number (GB 11643, check digit) and its hash; empty is allowed. Raises Malformed."""
    number = text.strip().upper()
    if number:
        try:
            _identity(number)
        except ValueError as error:
            reason = _("身份证号有误，请核对18位号码。")
            raise Malformed("id_number", reason, field="id_number", rule="GB 11643") from error
    person.id_number, person.id_number_hash = number, id_hash(number) if number else ""


def set_birth_and_sex(person: Person, birth_on: date | None, sex: str, today: date) -> None:
    """Set birth date and sex, from the identity number where there is one. Raises Malformed when they contradict it."""
    if sex and sex not in _SEXES:
        raise Malformed("sex", _("请选择性别。"), field="sex")
    if person.id_number:
        said = _identity(person.id_number)
        if birth_on not in (None, said.birth_on):
            raise Malformed("birth_on", _("出生日期与身份证号不一致。"), field="birth_on")
        if sex not in ("", said.sex):
            raise Malformed("sex", _("性别与身份证号不一致。"), field="sex")
        birth_on, sex = said.birth_on, said.sex
    if birth_on and not date(1900, 1, 1) <= birth_on <= today:
        raise Malformed("birth_on", _("出生日期有误。"), field="birth_on")
    person.birth_on, person.sex = birth_on, sex


def is_phone(text: str) -> bool:
    """Whether a plain phone (see ``plain_phone``) is a mobile or a landline number."""
    return bool(_MOBILE.match(text) or _LANDLINE.match(text))


def check_phone(text: str) -> str:
    """Return a phone as it is kept; raises Malformed unless it is a mobile or a landline number."""
    phone = plain_phone(text)
    if not is_phone(phone):
        raise Malformed("phone", _("请填写11位手机号或者带区号的座机号。"), field="phone")
    return phone


def set_phone(person: Person, text: str) -> None:
    """Set the phone, its hash and its last four digits; empty is allowed. Raises Malformed."""
    phone = check_phone(text) if text.strip() else ""
    person.phone, person.phone_hash = phone, phone_hash(phone) if phone else ""
    person.phone_tail = phone[-4:]


def set_specialities(person: Person, codes: Sequence[str], rules: RuleSet) -> None:
    """Set the kinds of dispute in which the person is at home. Raises Malformed."""
    if unknown := [code for code in codes if rules.categories.get(code) is None]:
        reason = _("没有这类纠纷：%(codes)s") % {"codes": said(listed(unknown))}
        raise Malformed("speciality_unknown", reason, field="specialities")
    person.specialities = list(dict.fromkeys(codes))


def set_background(person: Person, given: Given) -> None:
    """Set ethnicity, schooling, politics and employer. Raises Malformed."""
    person.ethnicity = _short(given.get("ethnicity", ""), 20, "ethnicity")
    person.employer = _short(given.get("employer", ""), 120, "employer")
    person.education = given.get("education", "")
    person.politics = given.get("politics", "")
    if person.education and person.education not in _EDUCATION:
        raise Malformed("education", _("请选择文化程度。"), field="education")
    if person.politics and person.politics not in _POLITICS:
        raise Malformed("politics", _("请选择政治面貌。"), field="politics")


def set_languages(person: Person, languages: Sequence[str]) -> None:
    """Set languages and dialects, by name. Raises Malformed."""
    names = list(dict.fromkeys(" ".join(name.split()) for name in languages if name.strip()))
    if len(names) > MOST_LANGUAGES or not all(_LANGUAGE.match(name) for name in names):
        raise Malformed("languages", _("请填写语言、方言的名称，最多12种，每种不超过20个字。"), field="languages")
    person.languages = names


def set_availability(person: Person, hours: Sequence[str], away_from: date | None, away_until: date | None) -> None:
    """Set the half days at which the person can be had, and a time of absence. Raises Malformed."""
    if not all(_HOUR.match(hour) for hour in hours):
        raise Malformed("hours", _("请选择可以调解的时间。"), field="hours")
    if away_until and (away_from is None or away_until < away_from):
        raise Malformed("away_until", _("不在岗的结束日期不能早于开始日期。"), field="away_until")
    person.hours = sorted(set(hours))
    person.away_from, person.away_until = away_from, away_until


def fill(person: Person, given: Given, today: date, rules: RuleSet) -> None:
    """Set everything that is written about a person but the search words. Raises Malformed with the field."""
    set_name(person, given["name"])
    set_id_number(person, given.get("id_number", ""))
    set_birth_and_sex(person, given.get("birth_on"), given.get("sex", ""), today)
    set_background(person, given)
    set_phone(person, given.get("phone", ""))
    set_specialities(person, given.get("specialities", ()), rules)
    set_languages(person, given.get("languages", ()))
    set_availability(person, given.get("hours", ()), given.get("away_from"), given.get("away_until"))
    person.interests = given.get("interests", "").strip()[:2000]


def told(person: Person) -> dict[str, Any]:
    """Return what is written about a person, by the names of ``Given``."""
    return {column: getattr(person, column) for column in COLUMNS}


def _short(text: str, most: int, field: str) -> str:
    kept = " ".join(text.split())
    if len(kept) > most:
        reason = _("不能超过%(most)s个字。") % {"most": most}
        raise Malformed("too_long", reason, field=field)
    return kept


def set_tokens(person: Person, certificates: Sequence[str] = ()) -> None:
    """Set the words by which the person is found: name, pinyin, initials, the phone's last four digits, certificates."""
    words = [index_tokens(person.name, person.phone_tail, *certificates), pinyin_tokens(person.name, is_person=True)]
    person.tokens = " ".join(filter(None, words))
