"""What is looked at before somebody is admitted as a mediator. Plain Python.

人民调解法第14条 asks for an adult with some schooling and knowledge; 人民调解工作若干规定 asks members of township and street
committees for senior high school. The rest is the platform's own and only warns.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from fengqiao.core.text import N_

PASS, WARN, FAIL = "pass", "warn", "fail"
ADULT = 18
SENIOR_AND_UP = ("senior", "college", "bachelor", "master")
STREETS = ("township_committee", "street_committee")


@dataclass(frozen=True)
class Candidate:
    """What the register knows of who is to be admitted. ages are whole years on the first day of the post."""

    birth_on: date | None
    has_id_number: bool
    is_verified: bool
    education: str
    organisation_kind: str
    starts_on: date
    same_name_and_phone: int
    is_suspended: bool
    open_complaints: int
    was_removed: bool
    certificate: str


@dataclass(frozen=True)
class Check:
    """One line of what was looked at."""

    state: str
    text: str
    source: str = "default, no source"
    fix: str = ""

    def plain(self) -> dict[str, Any]:
        """Return plain values, to be kept with the decision."""
        return {"state": self.state, "text": str(self.text), "source": self.source}


def checks(candidate: Candidate) -> Iterator[Check]:
    """Return every line in order; only the law's own adulthood fails, and a removal or suspension by art 15."""
    yield _adult(candidate)
    if candidate.organisation_kind in STREETS:
        state = PASS if candidate.education in SENIOR_AND_UP else WARN
        yield Check(state, N_("乡镇、街道调委会的委员应有高中以上文化程度"), "人民调解工作若干规定")
    else:
        known = bool(candidate.education)
        yield _told(known, N_("已登记文化程度"), N_("没有登记文化程度"), "人民调解法第14条")
    yield _told(candidate.has_id_number, N_("已登记身份证号"), N_("没有登记身份证号"))
    yield _told(candidate.is_verified, N_("已核验身份"), N_("没有核验身份"))
    alone = not candidate.same_name_and_phone
    yield _told(alone, N_("没有同名同电话的重复登记"), N_("名册中另有同名同电话的人"))
    yield _told(bool(candidate.certificate), N_("持证上岗：已登记证书"), N_("没有登记证书"))
    yield _told(not candidate.open_complaints, N_("没有未办结的投诉"), N_("还有未办结的投诉"))
    if candidate.is_suspended:
        yield Check(FAIL, N_("此人正在暂停指派期间"), fix=N_("请先解除暂停指派。"))
    if candidate.was_removed:
        yield Check(WARN, N_("此人曾经被罢免或者解聘"), "人民调解法第15条")


def _told(is_so: bool, good: str, bad: str, source: str = "default, no source") -> Check:
    return Check(PASS, good, source) if is_so else Check(WARN, bad, source)


def _adult(candidate: Candidate) -> Check:
    source = "人民调解法第14条"
    if candidate.birth_on is None:
        return Check(WARN, N_("没有登记出生日期，不能核对是否成年"), source)
    born, day = candidate.birth_on, candidate.starts_on
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    if age < ADULT:
        return Check(FAIL, N_("人民调解员应当由成年公民担任"), source, N_("请在其成年后再提交。"))
    return Check(PASS, N_("成年公民"), source)
