"""The register of people as files: with what is true of each and their posts, or further posts of registered people alone."""

from fengqiao.core.text import N_
from fengqiao.exchange.rules.registers.shape import Column, Kind, Register

SEXES = {"male": "男", "female": "女"}
POSTS = {
    "director": "主任",
    "deputy_director": "副主任",
    "member": "委员",
    "chief_mediator": "首席调解员",
    "mediator": "调解员",
    "court_invited": "特邀调解员",
    "expert": "专家",
    "guiding_judge": "业务指导法官",
    "legal_adviser": "村（社区）法律顾问",
    "lawyer": "律师",
    "head": "负责人",
    "judge": "法官",
    "officer": "工作人员",
    "clerk": "窗口人员",
    "grid_worker": "网格员",
    "informant": "纠纷信息员",
    "helper": "协助调解人员（五老等）",
}
ORIGINS = {"elected": "推选", "appointed": "聘任"}
TIMES = {"full": "专职", "part": "兼职"}
EDUCATION = {
    "primary": "小学",
    "junior": "初中",
    "senior": "高中、中专",
    "college": "大专",
    "bachelor": "本科",
    "master": "研究生",
}
POLITICS = {"party": "中共党员", "league": "共青团员", "other": "其他党派", "none": "群众"}
ENDED = {
    "expired": "任期届满",
    "resigned": "辞去",
    "retired": "退休",
    "moved": "工作调动",
    "removed": "罢免",
    "dismissed": "解聘",
    "died": "去世",
    "renewed": "续任",
    "other": "其他",
}
HALF_DAYS = {
    f"{number}{half}": f"{day}{words}"
    for number, day in enumerate(("周一", "周二", "周三", "周四", "周五", "周六", "周日"), start=1)
    for half, words in (("a", "上午"), ("p", "下午"))
}

NAME = Column(
    code="name", heading="姓名", aliases=("调解员姓名", "人员姓名"), is_required=True, example="曾继红", longest=60
)
ID_NUMBER = Column(
    code="id_number",
    heading="身份证号",
    aliases=("身份证号码", "公民身份号码", "证件号码"),
    kind=Kind.CODE,
    note="18位，单元格设为文本格式。性别和出生日期由此得出。",
    is_personal=True,
)
PHONE = Column(
    code="phone",
    heading="手机号",
    aliases=("联系电话", "手机", "手机号码", "电话"),
    kind=Kind.CODE,
    example="13800005678",
    is_personal=True,
)
ABOUT = (
    Column(code="sex", heading="性别", kind=Kind.ONE, choices=SEXES),
    Column(
        code="birth_on",
        heading="出生日期",
        aliases=("出生年月日", "生日"),
        kind=Kind.BIRTHDAY,
        example="1968-12-08",
        is_personal=True,
    ),
    Column(code="ethnicity", heading="民族", example="汉族", longest=20),
    Column(code="education", heading="文化程度", aliases=("学历",), kind=Kind.ONE, choices=EDUCATION),
    Column(code="politics", heading="政治面貌", kind=Kind.ONE, choices=POLITICS),
    Column(code="employer", heading="工作单位", aliases=("所在单位",), longest=120),
    Column(
        code="specialities",
        heading="擅长纠纷类型",
        aliases=("擅长领域", "专长"),
        kind=Kind.SEVERAL,
        words="categories",
        note="几种之间用顿号。",
    ),
    Column(
        code="languages",
        heading="语言方言",
        aliases=("语言", "方言", "语言、方言"),
        kind=Kind.LIST,
        example="普通话、武汉话",
    ),
    Column(
        code="hours",
        heading="可调解时间",
        kind=Kind.SEVERAL,
        choices=HALF_DAYS,
        example="周一上午、周三下午",
    ),
    Column(code="away_from", heading="不在岗开始", kind=Kind.DAY),
    Column(code="away_until", heading="不在岗结束", kind=Kind.DAY),
    Column(code="interests", heading="利害关系申报", longest=2000, is_personal=True),
)
STUDIOS = Column(
    code="studios",
    heading="以其命名的调解室",
    aliases=("命名调解室", "个人调解室"),
    kind=Kind.LIST,
    example="曾继红调解工作室",
    note="在册的全称，几个之间用顿号。",
)
POST = (
    Column(
        code="organisation",
        heading="所属组织",
        aliases=("所在组织", "所属调委会", "所在调委会", "调解组织", "任职组织", "任职单位"),
        kind=Kind.NAME,
        is_required=True,
        example="武汉市洪山区珞南街道人民调解委员会",
        note="在册的全称，先导入组织名册。",
    ),
    Column(
        code="post",
        heading="职务",
        aliases=("调委会职务", "担任职务", "人员类别"),
        kind=Kind.ONE,
        is_required=True,
        choices=POSTS,
    ),
    Column(
        code="origin",
        heading="产生方式",
        aliases=("产生形式", "推选或聘任"),
        kind=Kind.ONE,
        choices=ORIGINS,
        note="主任、副主任、委员、首席调解员、调解员必填（人民调解法第9条、第13条）。",
    ),
    Column(
        code="time",
        heading="专职兼职",
        aliases=("专兼职", "专职/兼职", "工作性质"),
        kind=Kind.ONE,
        choices=TIMES,
        note="不填为兼职。",
    ),
    Column(
        code="is_purchased",
        heading="政府购买服务",
        aliases=("是否政府购买服务", "政府购买"),
        kind=Kind.YES,
        note="不填为否。",
    ),
    Column(
        code="starts_on",
        heading="任职日期",
        aliases=("任职开始", "任职时间", "聘任日期", "任职开始日期"),
        kind=Kind.DAY,
        is_required=True,
        example="2024-04-10",
    ),
    Column(
        code="term_ends_on",
        heading="任期届满",
        aliases=("任期届满日期", "聘期至", "任期至"),
        kind=Kind.DAY,
        example="2027-04-09",
    ),
    Column(
        code="body",
        heading="推选或聘任单位",
        aliases=("聘任单位", "推选单位", "任命单位"),
        note="聘任而不填的，为所属组织。",
        longest=120,
    ),
    Column(
        code="certificate",
        heading="证书编号",
        aliases=("调解员证号", "调解员证编号", "证号"),
        example="武洪调2024001",
        longest=40,
    ),
    Column(code="certificate_issuer", heading="发证单位", longest=120),
    Column(code="certificate_from", heading="发证日期", aliases=("证书有效期起",), kind=Kind.DAY),
    Column(code="certificate_until", heading="证书有效期至", aliases=("证书有效期止",), kind=Kind.DAY),
    Column(
        code="ends_on",
        heading="离任日期",
        aliases=("任职结束", "解聘日期"),
        kind=Kind.DAY,
        note="在任的不填。",
    ),
    Column(code="ended_how", heading="离任方式", kind=Kind.ONE, choices=ENDED),
    Column(code="ended_by", heading="离任决定单位", longest=120),
    Column(code="ended_why", heading="离任原因", longest=1000),
)
REGISTER = Register(
    code="people",
    name=N_("人员名册"),
    columns=(NAME, ID_NUMBER, PHONE, *ABOUT, STUDIOS, *POST),
    key_note=N_("身份证号；没有的按姓名加手机号，再没有的按姓名加所属组织；任职按组织、职务、任职日期"),
    note=N_("一人一项任职一行；有几项任职的写几行，个人信息相同。接收在任人员，不另作准入审核。"),
)
APPOINTMENTS = Register(
    code="appointments",
    name=N_("任职名册"),
    columns=(NAME, ID_NUMBER, PHONE, *POST),
    key_note=N_("身份证号；没有的按姓名加手机号，再没有的按姓名加所属组织；任职按组织、职务、任职日期"),
    note=N_("给已经在册的人员增加任职，一项一行。"),
)
