"""What a party's particulars must satisfy. Plain Python."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from fengqiao.core.errors import Malformed
from fengqiao.core.identity import identity
from fengqiao.core.text import N_

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?|[2-8]\d{6,7}")
LONGEST_NAME = 120
_FIRM = re.compile(
    r".{3,}(公司|合作社|委员会|医院|学校|大学|中学|小学|幼儿园|事务所|经营部|服务部|银行|支行|管理处)(（[^（）]+）)?"
)


@dataclass(frozen=True)
class NewAgent:
    """Somebody who stands for a party (representative, agent, guardian) or a member of a group."""

    role: str
    name: str
    relation: str = ""
    authority: str = ""
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True)
class NewParty:
    """A party as entered. kind: person, organisation or group; side: applicant, respondent or third."""

    side: str
    kind: str
    name: str
    sex: str = ""
    ethnicity: str = ""
    birth_on: date | None = None
    occupation: str = ""
    id_number: str = ""
    credit_code: str = ""
    legal_representative: str = ""
    legal_representative_post: str = ""
    phone: str = ""
    address: str = ""
    headcount: int = 1
    agents: tuple[NewAgent, ...] = field(default=())


def check_id_number(number: str, where: str, today: date) -> tuple[str, str, date]:
    """Return the number in capitals, the sex (m or f) and the birth date that it states.

    Raises Malformed when length, province, birth date or check digit are wrong (GB 11643-1999), or the birth lies in the future.
    """
    try:
        stated = identity(number)
    except ValueError as error:
        raise Malformed(
            "id_number_invalid",
            N_("身份证号码有误：位数、出生日期或者校验码不符。"),
            field=where,
            rule="GB 11643-1999",
            next_step=N_("请对照证件逐位核对。"),
        ) from error
    if stated.birth_on > today:
        raise Malformed(
            "id_number_future", N_("身份证号码中的出生日期晚于今天。"), field=where, next_step=N_("请对照证件核对。")
        )
    return stated.number, stated.sex[0], stated.birth_on


def names_organisation(name: str) -> bool:
    """Whether a name can only be that of an organisation: 某某有限公司, 某某医院."""
    return bool(_FIRM.fullmatch("".join(name.split())))


def plain_phone(number: str) -> str:
    """Return a number without blanks and country code, as it is kept and compared."""
    return re.sub(r"[\s－—]", "", number).removeprefix("+86")


def check_phone(number: str, where: str) -> str:
    """Return the number without blanks; raises Malformed unless it has the form of a mobile or fixed-line number."""
    plain = plain_phone(number)
    if not (_MOBILE.fullmatch(plain) or _LANDLINE.fullmatch(plain)):
        raise Malformed(
            "phone_invalid",
            N_("电话号码有误。"),
            field=where,
            next_step=N_("手机号为11位；固定电话请带区号，例如0716-8123456。"),
        )
    return plain


def check_credit_code(code: str, where: str) -> str:
    """Return the code in capitals; raises Malformed when its check character is wrong (GB 32100-2015)."""
    code = code.strip().upper()
    try:
        result: str = uscc.validate(code)
    except ValidationError as error:
        raise Malformed(
            "credit_code_invalid",
            N_("统一社会信用代码有误。"),
            field=where,
            rule="GB 32100-2015",
            next_step=N_("请对照营业执照逐位核对。"),
        ) from error
    return result


def _check_group(party: NewParty, where: str, max_representatives: int) -> None:
    representatives = sum(agent.role == "representative" for agent in party.agents)
    if party.headcount < 2:
        raise Malformed("headcount_too_small", N_("多人一方至少两人。"), field=f"{where}.headcount",
                        next_step=N_("一个人请选自然人。"))  # fmt: skip
    if representatives > max_representatives:
        raise Malformed(
            "too_many_representatives",
            N_("代表人不得超过%(most)s人，现有%(now)s人。") % {"most": max_representatives, "now": representatives},
            field=f"{where}.agents",
            next_step=N_("请由该方推选代表人。"),
        )
    if sum(agent.role == "member" for agent in party.agents) > party.headcount:
        raise Malformed("members_exceed_headcount", N_("名单人数多于填写的人数。"), field=f"{where}.headcount",
                        next_step=N_("请核对人数与名单。"))  # fmt: skip


def check_party(party: NewParty, index: int, *, max_representatives: int, today: date) -> NewParty:
    """Return the party with numbers normalised and sex and birth date filled from the ID number.

    Raises Malformed naming the field as parties[index].field.
    """
    where = f"parties[{index}]"
    name = " ".join(party.name.split())
    if not name:
        raise Malformed("party_name_missing", N_("请填写当事人姓名或者名称。"), field=f"{where}.name")
    if len(name) > LONGEST_NAME:
        raise Malformed(
            "party_name_too_long", N_("名称不得超过%(most)s字。") % {"most": LONGEST_NAME}, field=f"{where}.name"
        )
    changes: dict[str, object] = {"name": name}
    if party.id_number:
        number, sex, born = check_id_number(party.id_number, f"{where}.id_number", today)
        changes.update(id_number=number, sex=sex, birth_on=born)
    if party.birth_on and party.birth_on > today:
        raise Malformed("birth_in_future", N_("出生日期晚于今天。"), field=f"{where}.birth_on")
    if party.phone:
        changes["phone"] = check_phone(party.phone, f"{where}.phone")
    if party.credit_code:
        changes["credit_code"] = check_credit_code(party.credit_code, f"{where}.credit_code")
    if party.kind == "group":
        _check_group(party, where, max_representatives)
    elif party.headcount != 1:
        raise Malformed("headcount_of_one", N_("只有多人一方才填写人数。"), field=f"{where}.headcount")
    changes["agents"] = tuple(
        _check_agent(agent, f"{where}.agents[{number}]", today) for number, agent in enumerate(party.agents)
    )
    changed = {field: value for field, value in changes.items() if getattr(party, field) != value}
    return replace(party, **changed) if changed else party  # type: ignore[arg-type]  # they carry each field's own type


def _check_agent(agent: NewAgent, where: str, today: date) -> NewAgent:
    if not agent.name.strip():
        raise Malformed("agent_name_missing", N_("请填写姓名。"), field=f"{where}.name")
    return replace(
        agent,
        name=agent.name.strip(),
        id_number=check_id_number(agent.id_number, f"{where}.id_number", today)[0] if agent.id_number else "",
        phone=check_phone(agent.phone, f"{where}.phone") if agent.phone else "",
    )
