"""The columns of a raw case: code, Chinese heading, and how a value is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fengqiao.exchange.rules.values import day, listed, moment, one_of, people, text, yes, yuan


@dataclass(frozen=True)
class Column:
    """One column: its code, its headings (the first is the usual one), and how a value is read."""

    code: str
    headings: tuple[str, ...]
    read: Callable[[Any], Any] = text

    @property
    def label(self) -> str:
        """The usual heading."""
        return self.headings[0]


SOURCES = {"application": "依申请调解", "proactive": "主动调解", "entrusted": "接受委托移送调解"}
ENTRUSTERS = {
    "court": "法院",
    "procuratorate": "检察院",
    "police": "公安机关",
    "petition": "信访部门",
    "other": "其他部门",
}
STAGES = {"none": "非法院案件", "delegated": "委派", "entrusted": "委托（普通程序）", "summary": "委托（简易程序）"}
GRADES = {"red": "红", "yellow": "黄", "blue": "蓝"}
FORMS = {"oral": "口头", "written": "书面"}
RESULTS = {
    "refused": "拒绝调解",
    "settled_privately": "自行和解",
    "withdrawn": "撤回申请",
    "unreachable": "无法联系",
    "too_far_apart": "调解不成",
    "time_limit": "期限届满",
    "refused_to_sign": "拒绝签名",
    "transferred": "移送",
    "criminal": "涉嫌犯罪",
    "unsuitable": "不适宜调解",
    "declined": "不予受理",
}
"""How a case ended without an agreement."""
SIDES = {"applicant": "申请人", "respondent": "对方当事人", "third": "利害关系人"}
KINDS = {"person": "自然人", "organisation": "单位", "group": "多人"}
SEXES = {"m": "男", "f": "女"}

PARTY = (
    Column("name", ("姓名", "名称")),
    Column("kind", ("类型",), one_of(KINDS)),
    Column("sex", ("性别",), one_of(SEXES)),
    Column("id_number", ("身份证号码", "身份证号")),
    Column("credit_code", ("统一社会信用代码",)),
    Column("legal_representative", ("法定代表人",)),
    Column("phone", ("电话", "联系电话")),
    Column("address", ("地址", "住址")),
    Column("occupation", ("职业",)),
    Column("ethnicity", ("民族",)),
    Column("headcount", ("人数",), people),
)
"""The particulars of a party. In a flat file they stand behind the side: 申请人姓名, 对方当事人电话, 对方当事人2姓名."""
CASE = (
    Column("external_key", ("外部编号", "原系统编号")),
    Column("original_number", ("原卷号", "原案号")),
    Column("organisation", ("调解组织", "受理单位")),
    Column("region", ("发生地", "区划代码")),
    Column("place", ("详细地点",)),
    Column("category", ("纠纷类型",)),
    Column("category_version", ("类型版本",)),
    Column("source", ("案件来源",), one_of(SOURCES)),
    Column("entruster", ("委托单位类型",), one_of(ENTRUSTERS)),
    Column("entrusting_organ", ("委托单位",)),
    Column("entrusting_reference", ("委托文号",)),
    Column("court_stage", ("委托阶段",), one_of(STAGES)),
    Column("narrative", ("纠纷情况", "简要情况")),
    Column("amount", ("争议金额",), yuan),
    Column("is_difficult", ("疑难复杂",), yes),
    Column("grade", ("风险等级",), one_of(GRADES)),
    Column("mediator", ("调解员",)),
    Column("occurred_on", ("发生日期",), day),
    Column("requested_at", ("申请日期",), moment),
    Column("registered_at", ("登记日期",), moment),
    Column("accepted_at", ("受理日期",), moment),
    Column("agreed_at", ("协议日期", "达成协议日期"), moment),
    Column("form", ("协议形式",), one_of(FORMS)),
    Column("promise", ("协议内容",)),
    Column("agreement_amount", ("协议金额",), yuan),
    Column("due_on", ("履行期限",), day),
    Column("performed_on", ("履行日期",), day),
    Column("filed_at", ("申请司法确认日期",), moment),
    Column("confirmed_on", ("司法确认日期",), day),
    Column("court", ("确认法院",)),
    Column("ruling_number", ("裁定文号",)),
    Column("result", ("调解结果",), one_of(RESULTS)),
    Column("ended_at", ("结束日期", "终止日期"), moment),
    Column("archived_at", ("归档日期",), moment),
    Column("parties", ("当事人",), listed),
)
REQUIRED = ("external_key", "organisation", "category", "source", "narrative", "registered_at", "parties")
COLUMNS = {column.code: column for column in CASE}
PARTY_COLUMNS = {column.code: column for column in PARTY}
_CASE_HEADINGS = {heading: column for column in CASE for heading in (column.code, *column.headings)}
_PARTY_HEADINGS = {heading: column for column in PARTY for heading in (column.code, *column.headings)}
_FLAT = re.compile(r"(申请人|对方当事人|利害关系人)([1-9]\d?)?(.+)")


@dataclass(frozen=True)
class PartyCell:
    """A column of a flat file that tells something of a party: which side, the how-manieth there, what."""

    side: str
    number: int
    column: Column


@lru_cache(maxsize=1024)
def column_of(heading: str) -> Column | PartyCell | None:
    """Return the column that a heading or code names, None for one that is not known."""
    heading = heading.strip().removeprefix("\ufeff")
    if found := _CASE_HEADINGS.get(heading):
        return found
    flat = _FLAT.fullmatch(heading)
    if not flat or flat[3] not in _PARTY_HEADINGS:
        return None
    side = next(code for code, name in SIDES.items() if name == flat[1])
    return PartyCell(side, int(flat[2] or 1), _PARTY_HEADINGS[flat[3]])


def party_column_of(heading: str) -> Column | None:
    """Return the particular of a party that a heading or code names."""
    return _PARTY_HEADINGS.get(heading.strip())
