"""The docking of courts with mediation as files: memoranda, rosters of the invited, guiding judges, a row each."""

from dataclasses import replace

from fengqiao.core.text import N_
from fengqiao.exchange.rules.registers.people import ID_NUMBER, NAME
from fengqiao.exchange.rules.registers.shape import Column, Kind, Register

COURT = Column(
    code="court",
    heading="人民法院",
    aliases=("法院", "法院名称"),
    kind=Kind.NAME,
    is_required=True,
    example="湖北省武汉市洪山区人民法院",
    note="在册的全称。",
)
PARTNER = Column(
    code="organisation",
    heading="调解组织",
    aliases=("对接的组织", "所在组织", "特邀调解组织"),
    kind=Kind.NAME,
    note="在册的全称。",
)
_ID_NUMBER = Column(
    code="id_number", heading=ID_NUMBER.heading, kind=Kind.CODE, note="在人员名册中的填写。", is_personal=True
)
_SINCE = Column(
    code="since",
    heading="列入名册日期",
    aliases=("聘任日期", "列入日期"),
    kind=Kind.DAY,
    is_required=True,
    example="2024-04-10",
)
_UNTIL = Column(code="until", heading="移出名册日期", aliases=("移出日期",), kind=Kind.DAY, note="在册的不填。")
MEMORANDA = Register(
    code="memoranda",
    name=N_("诉调对接备忘录"),
    columns=(
        COURT,
        replace(PARTNER, is_required=True),
        Column(code="title", heading="名称", aliases=("备忘录名称",), is_required=True, longest=120),
        Column(code="terms", heading="约定的内容", is_required=True, longest=20000),
        Column(code="signed_on", heading="签订日期", kind=Kind.DAY, is_required=True, example="2024-04-10"),
        Column(code="valid_from", heading="有效期起", kind=Kind.DAY, note="不填为签订日期。"),
        Column(code="valid_to", heading="有效期至", kind=Kind.DAY, note="没有约定期限的不填。"),
        Column(code="ended_why", heading="提前终止原因", longest=200),
    ),
    key_note=N_("人民法院、调解组织、名称、签订日期"),
    note=N_("法院与调解组织的对接备忘录，一份一行。扫描件不在文件中。"),
    together="court",
)
ROSTERS = Register(
    code="rosters",
    name=N_("法院特邀名册"),
    columns=(
        COURT,
        PARTNER,
        Column(
            code="person_name",
            heading="特邀调解员",
            aliases=NAME.aliases,
            example=NAME.example,
            longest=60,
            note="特邀的是组织时不填。",
        ),
        _ID_NUMBER,
        Column(code="fields", heading="擅长领域", longest=200),
        Column(code="certificate", heading="聘书编号", longest=60),
        Column(code="is_resident", heading="常驻法院", kind=Kind.YES, note="不填为否。"),
        _SINCE,
        _UNTIL,
        Column(code="ended_why", heading="移出原因", longest=200, note="移出的必填。"),
    ),
    key_note=N_("人民法院、调解组织、特邀调解员、列入名册日期"),
    note=N_("特邀调解组织、特邀调解员，一个一行，先导入组织和人员。"),
    together="court",
)
JUDGES = Register(
    code="judges",
    name=N_("业务指导法官"),
    columns=(
        COURT,
        Column(code="person_name", heading="法官姓名", aliases=("姓名",), is_required=True, longest=60),
        _ID_NUMBER,
        Column(code="title", heading="职务", longest=60, example="审判员"),
        Column(code="telephone", heading="联系电话", longest=30),
        Column(
            code="region",
            heading="指导的地区",
            aliases=("指导地区",),
            is_required=True,
            example="武汉市洪山区珞南街道",
            note="完整名称，或者12位区划代码。",
        ),
        _SINCE,
        _UNTIL,
    ),
    key_note=N_("人民法院、法官姓名、指导的地区、列入名册日期"),
    note=N_("法官指导一个地区一行（人民调解法第5条）。"),
    together="court",
)
