"""What belongs to organisations as files: rooms, signs, seals, a row each. Images are not in files."""

from fengqiao.core.text import N_
from fengqiao.exchange.rules.registers.people import NAME
from fengqiao.exchange.rules.registers.shape import Column, Kind, Register

OWNER = Column(
    code="organisation",
    heading="组织名称",
    aliases=("所属组织", "调委会名称", "人民调解委员会名称", "单位名称"),
    kind=Kind.NAME,
    is_required=True,
    example="武汉市洪山区珞南街道人民调解委员会",
    note="在册的全称，先导入组织名册。",
)
ROOMS = Register(
    code="rooms",
    name=N_("房间名册"),
    columns=(
        OWNER,
        Column(code="name", heading="房间名称", aliases=("名称",), is_required=True, example="第一调解室", longest=60),
        Column(code="kind", heading="用途", aliases=("房间用途",), kind=Kind.ONE, is_required=True, words="rooms"),
        Column(code="seats", heading="座位数", aliases=("座位",), kind=Kind.COUNT, example="12"),
        Column(
            code="area", heading="面积", aliases=("面积（平方米）",), kind=Kind.FIGURE, example="25.5", note="平方米。"
        ),
        Column(code="note", heading="备注", longest=200),
        Column(code="since", heading="启用日期", kind=Kind.DAY, is_required=True, example="2024-04-10"),
        Column(code="until", heading="停用日期", kind=Kind.DAY, note="停用后的第一天；在用的不填。"),
    ),
    key_note=N_("组织名称、房间名称、启用日期"),
    note=N_("组织场所的房间，一间一行（人民调解法第12条）。照片不在文件中。"),
    together="organisation",
)
SIGNAGE = Register(
    code="signs",
    name=N_("标牌检查记录"),
    columns=(
        OWNER,
        Column(
            code="sign",
            heading="标牌",
            aliases=("标牌标识", "检查项目"),
            kind=Kind.ONE,
            is_required=True,
            words="signs",
        ),
        Column(
            code="state",
            heading="检查情况",
            aliases=("情况", "检查结果"),
            kind=Kind.ONE,
            is_required=True,
            words="sign_states",
        ),
        Column(
            code="checked_on",
            heading="检查日期",
            aliases=("日期",),
            kind=Kind.DAY,
            is_required=True,
            example="2025-03-12",
        ),
        Column(code="note", heading="说明", aliases=("备注",), longest=200, note="不规范的，写明哪里不规范。"),
    ),
    key_note=N_("各栏全部相同"),
    note=N_("标牌和公示的检查，一次一项一行；最近一次为现状。"),
    together="organisation",
)
SEALS = Register(
    code="seals",
    name=N_("印章名册"),
    columns=(
        OWNER,
        Column(
            code="custodian_name",
            heading="保管人",
            aliases=("印章保管人",),
            is_required=True,
            example=NAME.example,
            longest=60,
        ),
        Column(
            code="custodian.id_number",
            heading="保管人身份证号",
            kind=Kind.CODE,
            note="保管人在人员名册中的填写，用来关联。",
            is_personal=True,
        ),
        Column(
            code="valid_from",
            heading="启用日期",
            aliases=("启用时间",),
            kind=Kind.DAY,
            is_required=True,
            example="2024-04-10",
        ),
        Column(code="valid_to", heading="停用日期", kind=Kind.DAY, note="最后一天；在用的不填。"),
        Column(code="ended_why", heading="停用原因", longest=200, note="停用的必填。"),
        Column(
            code="sha256",
            heading="印模校验码",
            aliases=("印模SHA-256",),
            kind=Kind.CODE,
            note="印模图片的SHA-256，由系统导出时填写；不知道的不填。",
        ),
    ),
    key_note=N_("组织名称、启用日期"),
    note=N_("印章一枚一行。印模图片不在文件中，导入后在组织页面登记印章时上传。"),
    together="organisation",
)
