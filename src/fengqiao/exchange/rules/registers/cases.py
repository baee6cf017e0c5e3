"""Cases with their parties as a file: one row each, the columns of raw cases; further parties as a list in one cell."""

from fengqiao.core.text import N_
from fengqiao.exchange.rules import columns
from fengqiao.exchange.rules.columns import FORMS, GRADES, RESULTS, SIDES, SOURCES, STAGES
from fengqiao.exchange.rules.registers.shape import Column, Kind, Names, Register

SEATS = {"applicant": 2, "respondent": 2, "third": 1}
"""So many parties of a side stand in columns of their own; the others stand in 当事人."""
_KINDS = {
    **dict.fromkeys(("amount", "agreement_amount"), Kind.MONEY),
    **dict.fromkeys(("occurred_on", "due_on", "performed_on", "confirmed_on"), Kind.DAY),
    "is_difficult": Kind.YES,
    "source": Kind.ONE,
    "entruster": Kind.ONE,
    "court_stage": Kind.ONE,
    "grade": Kind.ONE,
    "form": Kind.ONE,
    "result": Kind.ONE,
}
_CHOICES: dict[str, Names] = {
    "source": SOURCES,
    "entruster": columns.ENTRUSTERS,
    "court_stage": STAGES,
    "grade": GRADES,
    "form": FORMS,
    "result": RESULTS,
}
_PARTY_CHOICES: dict[str, Names] = {"kind": columns.KINDS, "sex": columns.SEXES}
_NOTES = {
    "external_key": "案件在原系统中的编号，每件不同。再次导入时按它认出同一件。",
    "organisation": "在册的全称。",
    "region": "完整名称或者区划代码；不填的按调解组织所在地。",
    "category": "纠纷类型的名称或者代码。",
    "category_version": "旧版目录的类型，写明版本。",
    "mediator": "在该组织名册中的姓名。",
    "result": "没有达成协议而结束的填写。",
    "parties": "分栏写不下的其他当事人，由系统导出时填写。",
}
_PERSONAL = frozenset({"name", "id_number", "phone", "address", "legal_representative"})


def _column(column: columns.Column) -> Column:
    required = column.code in columns.REQUIRED and column.code != "parties"
    return Column(
        code=column.code,
        heading=column.label,
        aliases=column.headings[1:],
        kind=_KINDS.get(column.code, Kind.TEXT),
        is_required=required,
        note=_NOTES.get(column.code, ""),
        choices=_CHOICES.get(column.code),
        words="categories" if column.code == "category" else "",
        is_personal=column.code == "parties",
    )


def seat(side: str, number: int) -> str:
    """Return how the headings of a party begin: 申请人, 对方当事人2."""
    return f"{SIDES[side]}{number if number > 1 else ''}"


def _party(side: str, number: int, column: columns.Column) -> Column:
    return Column(
        code=f"{side}{number}.{column.code}",
        heading=f"{seat(side, number)}{column.label}",
        aliases=tuple(f"{seat(side, number)}{heading}" for heading in column.headings[1:]),
        kind=Kind.ONE if column.code in _PARTY_CHOICES else Kind.CODE if column.code == "id_number" else Kind.TEXT,
        choices=_PARTY_CHOICES.get(column.code),
        is_personal=column.code in _PERSONAL,
    )


REGISTER = Register(
    code="cases",
    name=N_("案件和当事人"),
    columns=(
        *(_column(column) for column in columns.CASE if column.code != "parties"),
        *(
            _party(side, number, column)
            for side, seats in SEATS.items()
            for number in range(1, seats + 1)
            for column in columns.PARTY
        ),
        *(_column(column) for column in columns.CASE if column.code == "parties"),
    ),
    key_note=N_("外部编号"),
    note=N_("一件一行。按受理登记的规则检查；卷号按受理组织和年度编排；撤销导入须在同一组织再编卷号之前。"),
)
