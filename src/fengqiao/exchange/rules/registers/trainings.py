"""Trainings as files: the courses, a row each, and who took part, a row each."""

import re
from collections.abc import Sequence

from fengqiao.core.text import N_
from fengqiao.exchange.rules.registers.shape import Column, Kind, Register
from fengqiao.exchange.rules.values import ITEMS, PARTS, Unreadable
from fengqiao.training.rules.courses import AUDIENCE_NAMES, KIND_NAMES, WAY_NAMES

KINDS = {kind.value: str(name) for kind, name in KIND_NAMES.items()}
WAYS = {way.value: str(name) for way, name in WAY_NAMES.items()}
AUDIENCES = {audience.value: str(name) for audience, name in AUDIENCE_NAMES.items()}

TITLE = Column(
    code="title",
    heading="培训名称",
    aliases=("培训班", "课程名称", "培训班名称"),
    is_required=True,
    example="2026年上半年集中业务培训",
    longest=120,
)
STARTS = Column(
    code="starts_on",
    heading="开始日期",
    aliases=("培训日期", "培训时间", "开班日期"),
    kind=Kind.DAY,
    is_required=True,
    example="2026-06-25",
)
ORGANISER = Column(
    code="organiser",
    heading="主办单位",
    aliases=("组织单位", "举办单位"),
    kind=Kind.NAME,
    is_required=True,
    example="武汉市洪山区司法局",
    note="在册的全称。",
)
COURSES = Register(
    code="trainings",
    name=N_("培训班"),
    columns=(
        ORGANISER,
        TITLE,
        STARTS,
        Column(code="ends_on", heading="结束日期", kind=Kind.DAY, is_required=True, example="2026-06-26"),
        Column(code="kind", heading="培训类别", aliases=("培训类型",), kind=Kind.ONE, is_required=True, choices=KINDS),
        Column(code="hours", heading="学时", aliases=("课时",), kind=Kind.FIGURE, is_required=True, example="12"),
        Column(code="way", heading="培训方式", kind=Kind.ONE, choices=WAYS, note="不填为现场。"),
        Column(code="audience", heading="培训对象", kind=Kind.ONE, choices=AUDIENCES, note="不填为全体人民调解员。"),
        Column(code="pass_mark", heading="合格分数", kind=Kind.FIGURE, example="60", note="不考试的不填。"),
        Column(
            code="venues",
            heading="会场",
            example="主会场|现场|武汉市洪山区珞南街道|珞狮路122号|武汉市洪山区司法局；分会场|线上",
            note="名称|方式|地区|地址|所在组织，几个会场之间用分号，第一个是主会场；后面的项可以不填。",
        ),
        Column(
            code="modules",
            heading="课程",
            example="人民调解法|3|张某|某某大学|2026-06-25；沟通技巧|3",
            note="课程|学时|授课人|授课人单位|日期，几门之间用分号；后面的项可以不填。",
        ),
        Column(code="note", heading="备注", longest=1000),
        Column(code="closed_on", heading="结业日期", kind=Kind.DAY, note="还没有结业的不填。"),
        Column(code="cancelled_why", heading="取消原因", longest=300, note="取消了的填写。"),
    ),
    key_note=N_("主办单位、培训名称、开始日期"),
    note=N_("一个培训班一行。已经登记的不再导入，也不比较。"),
)
TRAINEES = Register(
    code="trainees",
    name=N_("培训名单"),
    columns=(
        TITLE,
        STARTS,
        Column(
            code="organiser",
            heading="主办单位",
            aliases=("组织单位", "举办单位"),
            kind=Kind.NAME,
            note="同名同日的培训班不止一个时填写。",
        ),
        Column(code="venue", heading="会场", note="不填为主会场。"),
        Column(code="name", heading="姓名", aliases=("学员姓名",), is_required=True, longest=60),
        Column(
            code="id_number",
            heading="身份证号",
            aliases=("身份证号码",),
            kind=Kind.CODE,
            is_personal=True,
            note="18位，单元格设为文本格式。",
        ),
        Column(code="certificate", heading="调解员证号", aliases=("任职证书编号",), longest=40),
        Column(
            code="organisation",
            heading="所属组织",
            aliases=("所在单位", "所属调委会"),
            kind=Kind.NAME,
            note="没有身份证号和调解员证号的必填。",
        ),
        Column(code="hours", heading="学时", kind=Kind.FIGURE, note="不填为全部学时。"),
        Column(code="mark", heading="成绩", aliases=("考试成绩",), kind=Kind.FIGURE, example="86"),
        Column(code="number", heading="结业证书编号", aliases=("培训证书编号",), longest=60),
        Column(code="issued_on", heading="结业证书日期", kind=Kind.DAY),
    ),
    key_note=N_("培训班加学员；学员按身份证号，没有的按调解员证号，再没有的按姓名加所属组织"),
    note=N_("一人参加一个培训班一行，先导入培训班和人员。已经登记的不再导入，也不比较。"),
)


def parts(text: str, most: int) -> list[list[str]]:
    """Return the items of a cell, each with its parts, filled up with nothing. Raises Unreadable when an item has too many."""
    found = []
    for item in ITEMS.split(text):
        values = [part.strip() for part in PARTS.split(item)]
        if not any(values):
            continue
        if len(values) > most or not values[0]:
            raise Unreadable(N_("写法有误，请按填写说明的顺序填写"))
        found.append([*values, *[""] * (most - len(values))])
    return found


def joined(items: Sequence[Sequence[str]]) -> str:
    """Return items as one cell holds them; marks that part them become blanks."""
    cleaned = ([re.sub(r"[；;|｜\n]", " ", part) for part in item] for item in items)
    return "；".join("|".join(item).rstrip("|") for item in cleaned)
