"""What is written about a person, checked and put into its columns."""

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from fengqiao.core.crypto import keyed_hash
from fengqiao.core.errors import Malformed
from fengqiao.core.identity import identity
from fengqiao.core.pinyin import pinyin_tokens, spelling
from fengqiao.core.tokens import index_tokens
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.people.models import Person, Sex

ADULT = 18
COLUMNS = ("name", "sex", "birth_on", "id_number", "phone", "specialities", "interests")
_NAME = re.compile(r"^[^\W\d_][^\d_<>@#%&*/\\|]{0,58}$")
_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_LANDLINE = re.compile(r"^0\d{2,3}-?\d{7,8}$|^\d{7,8}$")


def age(birth_on: date, day: date) -> int:
    """Return how many years old somebody is on a day."""
    return day.year - birth_on.year - ((day.month, day.day) < (birth_on.month, birth_on.day))


def id_hash(number: str) -> str:
    """Return the hash under which an identity number is found."""
    return keyed_hash(f"id:{number.strip().upper()}")


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
            identity(number)
        except ValueError as error:
            reason = _("身份证号有误，请核对18位号码。")
            raise Malformed("id_number", reason, field="id_number", rule="GB 11643") from error
    person.id_number, person.id_number_hash = number, id_hash(number) if number else ""


def set_birth_and_sex(person: Person, birth_on: date | None, sex: str, today: date) -> None:
    """Set birth date and sex, from the identity number where there is one. Raises Malformed when they contradict it."""
    if sex and sex not in Sex.values:
        raise Malformed("sex", _("请选择性别。"), field="sex")
    if person.id_number:
        said = identity(person.id_number)
        if birth_on not in (None, said.birth_on):
            raise Malformed("birth_on", _("出生日期与身份证号不一致。"), field="birth_on")
        if sex not in ("", said.sex):
            raise Malformed("sex", _("性别与身份证号不一致。"), field="sex")
        birth_on, sex = said.birth_on, said.sex
    if birth_on and not date(1900, 1, 1) <= birth_on <= today:
        raise Malformed("birth_on", _("出生日期有误。"), field="birth_on")
    person.birth_on, person.sex = birth_on, sex


def set_phone(person: Person, text: str) -> None:
    """Set the phone, its hash and its last four digits; empty is allowed. Raises Malformed."""
    phone = plain_phone(text)
    if phone and not (_MOBILE.match(phone) or _LANDLINE.match(phone)):
        raise Malformed("phone", _("请填写11位手机号或者带区号的座机号。"), field="phone")
    person.phone, person.phone_hash = phone, phone_hash(phone) if phone else ""
    person.phone_tail = phone[-4:]


def set_specialities(person: Person, codes: Sequence[str], rules: RuleSet) -> None:
    """Set the kinds of dispute in which the person is at home. Raises Malformed."""
    if unknown := [code for code in codes if rules.categories.get(code) is None]:
        reason = _("没有这类纠纷：%(codes)s") % {"codes": "、".join(unknown)}
        raise Malformed("speciality_unknown", reason, field="specialities")
    person.specialities = list(dict.fromkeys(codes))


def set_tokens(person: Person) -> None:
    """Set the words by which the person is found: name, pinyin, initials, the phone's last four digits."""
    words = [index_tokens(person.name, person.phone_tail), pinyin_tokens(person.name, is_person=True)]
    person.tokens = " ".join(filter(None, words))
