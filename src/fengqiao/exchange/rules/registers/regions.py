"""Grids, groups and estates below villages and communities as a file: one row each."""

from fengqiao.core.text import N_
from fengqiao.exchange.rules.registers.shape import Column, Kind, Register

REGISTER = Register(
    code="regions",
    name=N_("网格和小组"),
    columns=(
        Column(
            code="parent",
            heading="所在村（社区）",
            aliases=("所属村（社区）", "村（社区）", "所属社区", "所在社区", "村社区"),
            is_required=True,
            example="武汉市洪山区珞南街道洪珞社区",
            note="完整名称，或者12位区划代码。",
        ),
        Column(
            code="name",
            heading="名称",
            aliases=("网格名称", "小组名称", "组名", "小区名称"),
            is_required=True,
            example="第一网格",
            longest=60,
        ),
        Column(
            code="code",
            heading="代码",
            aliases=("网格代码", "网格编码", "区划代码"),
            kind=Kind.CODE,
            note="15位，为所在村（社区）12位代码加3位数字；不填的自动编排。",
        ),
        Column(code="valid_from", heading="启用日期", kind=Kind.DAY, note="不填为导入当天。"),
        Column(code="valid_to", heading="停用日期", kind=Kind.DAY, note="停用后的第一天；在用的不填。"),
    ),
    key_note=N_("代码；没有的按所在村（社区）加名称"),
    note=N_("村、社区以下的网格、组、小区，一个一行。市县乡村的区划随系统更新，不在此导入。"),
)
