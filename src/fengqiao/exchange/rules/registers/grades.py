"""Grades of people and organisations as a file: one row each."""

from fengqiao.core.text import N_
from fengqiao.exchange.rules.registers.people import ID_NUMBER, NAME
from fengqiao.exchange.rules.registers.shape import Column, Kind, Register

ENDED = {"withdrawn": "撤销", "replaced": "被新的等级取代"}
REGISTER = Register(
    code="grades",
    name=N_("等级名册"),
    columns=(
        Column(
            code="name",
            heading=NAME.heading,
            aliases=NAME.aliases,
            example=NAME.example,
            longest=60,
            note="组织的等级不填。",
        ),
        ID_NUMBER,
        Column(
            code="organisation",
            heading="所属组织",
            aliases=("组织名称", "所在组织", "所属调委会"),
            kind=Kind.NAME,
            is_required=True,
            example="武汉市洪山区珞南街道人民调解委员会",
            note="在册的全称；人员的等级，填任职的组织。",
        ),
        Column(code="scheme", heading="等级种类", kind=Kind.ONE, is_required=True, words="schemes"),
        Column(
            code="level", heading="等级", aliases=("级别",), is_required=True, example="一级", note="名称或者代码。"
        ),
        Column(
            code="issuer",
            heading="评定单位",
            aliases=("发证单位", "评定机关"),
            is_required=True,
            example="武汉市司法局",
            longest=120,
        ),
        Column(code="number", heading="证书编号", longest=60),
        Column(
            code="awarded_on",
            heading="评定日期",
            aliases=("发证日期",),
            kind=Kind.DAY,
            is_required=True,
            example="2024-06-30",
        ),
        Column(code="valid_until", heading="有效期至", kind=Kind.DAY, note="不填的按该等级的有效年限。"),
        Column(code="ended_on", heading="结束日期", aliases=("撤销日期",), kind=Kind.DAY, note="仍有效的不填。"),
        Column(code="ended_how", heading="结束方式", kind=Kind.ONE, choices=ENDED, note="不填为撤销。"),
        Column(code="ended_why", heading="撤销理由", longest=1000, note="撤销的必填。"),
        Column(code="ended_by_name", heading="撤销经办", longest=60),
    ),
    key_note=N_("人员（没有的为组织）、等级种类、等级、评定日期；人员按身份证号，没有的按姓名加所属组织"),
    note=N_("一个等级一行，先导入组织和人员。接收以前评定的等级，不另作申请和公示。"),
    together="organisation",
)
