"""The organisation, staff and funding table (人民调解组织队伍经费保障情况统计表): its cells, and which rows each of them counts.

The ministry's form was not found; its rows follow 司发通〔2010〕239号 for the kinds of committee, 财行〔2007〕179号 for the three uses of
money, and what deployed systems keep (domain 3.3). A cell names the rows that it counts by plain lookups on their columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from fengqiao.core.text import N_
from fengqiao.statistics.rules.cells import Block, Cell
from fengqiao.statistics.rules.units import Bodies, Persons, PersonTimes, Quantity, Times, Yuan

NAME = N_("人民调解组织队伍经费保障情况统计表")
BASIS = N_("表式正文未取得：栏目依司发通〔2010〕239号、财行〔2007〕179号和现行系统的栏目整理")
BASES = (
    N_(
        "组织、人员按所选日期当日的登记计算：当日已经成立、尚未停用的组织，当日在任的人员；培训、发放按当年1月1日至所选日期计算。"
    ),
    N_("统计范围：按组织所在地划分；选择一个组织的，包括它的各级下级组织。"),
    N_(
        "人民调解员是担任主任、副主任、委员、首席调解员、调解员的人，一人兼任几处的只计一人，归入所列类别中在前的一类。"
    ),
    N_("诉调对接按法院所在地划分，同一组织、同一人在几个法院名册上的只计一次。"),
    N_("预算由本地区统一编列，不分到下级地区和单位；“未采集”表示系统没有此项记录，不等于零。"),
)
"""Printed below the table."""
WHOLE, MEDIATORS = "organisations", "mediators"
INDUSTRY = "industry_committee"
KINDS = (
    ("village", N_("村调委会")),
    ("resident", N_("居调委会")),
    ("township", N_("乡镇调委会")),
    ("street", N_("街道调委会")),
    ("enterprise", N_("企事业单位调委会")),
    ("social", N_("社会团体和其他组织调委会")),
)
"""The rows of the table by kind of committee, as the case table has them."""
ELSEWHERE = len(KINDS)
"""Where a mediator is counted who sits in no such committee: studios, rooms, groups."""


class Rows(StrEnum):
    """What a cell counts, and so what its list shows."""

    ORGANISATIONS = "organisations"
    PARTNERS = "partners"
    PEOPLE = "people"
    INVITED = "invited"
    PAYMENTS = "payments"
    RETURNS = "returns"
    BUDGETS = "budgets"
    SESSIONS = "sessions"
    ATTENDANCES = "attendances"


MONEY_ROWS = frozenset({Rows.PAYMENTS, Rows.RETURNS, Rows.BUDGETS})


@dataclass(frozen=True)
class StaffCell(Cell):
    """A figure with the rows behind it: of what sort, and the lookups by which they are chosen."""

    rows: Rows = Rows.ORGANISATIONS
    where: Mapping[str, Any] = field(default_factory=dict)


_UNITS: Mapping[Rows, type[Quantity]] = {
    Rows.PEOPLE: Persons, Rows.INVITED: Persons, Rows.PAYMENTS: Yuan, Rows.RETURNS: Yuan, Rows.BUDGETS: Yuan,
    Rows.SESSIONS: Times, Rows.ATTENDANCES: PersonTimes,
}  # fmt: skip


def _cell(rows: Rows, code: str, label: str, definition: str, depth: int = 1, **where: Any) -> StaffCell:
    return StaffCell(code, label, _UNITS.get(rows, Bodies), definition, depth, rows=rows, where=where)


def _bodies(code: str, label: str, definition: str, depth: int = 1, **where: Any) -> StaffCell:
    return _cell(Rows.ORGANISATIONS, code, label, definition, depth, **where)


def _people(code: str, label: str, definition: str, depth: int = 1, **where: Any) -> StaffCell:
    return _cell(Rows.PEOPLE, code, label, definition, depth, **where)


def _mediators(code: str, label: str, definition: str, depth: int = 1, **where: Any) -> StaffCell:
    return _people(code, label, definition, depth, mediates=True, **where)


BY_KIND = Block(
    "kind",
    N_("人民调解组织"),
    (
        _bodies(
            WHOLE, N_("人民调解组织合计"), N_("受理纠纷的各类人民调解组织；工作室、小组等另列。"), 0, mediates=True
        ),
        *(_bodies(f"kind_{row}", name, N_("该类人民调解委员会。"), mediates=True, row=row) for row, name in KINDS),
        _bodies("kind_none", N_("未归类的调解组织"), N_("组织类型没有对应的统计行。"), mediates=True, row=""),
    ),
)
TIERS = Block(
    "tier",
    N_("按层级和性质"),
    (
        _bodies(
            "tier_industry",
            N_("区县级行业性、专业性"),
            N_("设在区县一级的行业性、专业性人民调解委员会。"),
            tier="industry",
        ),
        _bodies("tier_street", N_("街道、乡镇（含开发区）"), N_("街道、乡镇人民调解委员会。"), tier="street"),
        _bodies("tier_village", N_("社区、村"), N_("社区（居民）、村人民调解委员会。"), tier="village"),
        _bodies(
            "tier_other",
            N_("其他"),
            N_("上列以外的人民调解组织，如市级行业性委员会、企事业单位委员会、中心。"),
            tier="other",
        ),
    ),
)
_TRADES = N_("行业性、专业性人民调解委员会，按登记的第一项专长归类。")
PLACES = Block(
    "place",
    N_("工作室和其他场所"),
    tuple(
        _bodies(f"place_{kind}", name, N_("登记在册的这类场所，不计入人民调解组织合计。"), kind=kind)
        for kind, name in (
            ("stationed_room", N_("派驻人民调解工作室")),
            ("studio", N_("个人（品牌）调解工作室")),
            ("lawyer_room", N_("律师调解工作室")),
            ("group", N_("调解小组")),
            ("talk_point", N_("评理说事点")),
            ("command_centre", N_("人民调解指挥中心")),
        )
    ),
)
EDUCATION = (
    ("master", N_("研究生")), ("bachelor", N_("本科")), ("college", N_("大专")), ("senior", N_("高中、中专")),
    ("junior", N_("初中")), ("primary", N_("小学")), ("", N_("文化程度未登记")),
)  # fmt: skip
AGES = (("young", N_("35岁及以下")), ("middle", N_("36至60岁")), ("old", N_("61岁及以上")), ("", N_("年龄未登记")))
STAFF = Block(
    "staff",
    N_("人民调解员"),
    (
        _mediators(MEDIATORS, N_("人民调解员合计"), N_("当日在任的人民调解员，一人只计一次。"), 0),
        *(
            _mediators(f"staff_{row}", name, N_("在该类委员会任职的人民调解员。"), place=number)
            for number, (row, name) in enumerate(KINDS)
        ),
        _mediators(
            "staff_elsewhere", N_("工作室和其他场所"), N_("只在工作室、小组等任职的人民调解员。"), place=ELSEWHERE
        ),
        _mediators("full_time", N_("专职"), N_("至少有一项任职是专职的。"), full=True),
        _mediators(
            "purchased",
            N_("政府购买服务的专职人民调解员"),
            N_("以政府购买服务方式聘用的专职人民调解员。"),
            2,
            purchased=True,
        ),
        _mediators("part_time", N_("兼职"), N_("所有任职都是兼职的。"), full=False),
        _mediators("elected", N_("推选产生"), N_("至少有一项任职由推选产生（人民调解法第9条）。"), elected=True),
        _mediators("appointed", N_("聘任"), N_("任职都由聘任产生（人民调解法第13条）。"), elected=False),
        _mediators("women", N_("女"), N_("女性人民调解员。"), sex="female"),
        _mediators("men", N_("男"), N_("男性人民调解员。"), sex="male"),
        _mediators("sex_unknown", N_("性别未登记"), N_("登记中没有性别的。"), sex=""),
        _mediators("party", N_("中共党员"), N_("政治面貌登记为中共党员的。"), politics="party"),
        _mediators("minority", N_("少数民族"), N_("民族登记为汉族以外的。"), minority=True),
        *(
            _mediators(f"education_{code or 'unknown'}", name, N_("按最高文化程度。"), education=code)
            for code, name in EDUCATION
        ),
        *(_mediators(f"age_{code or 'unknown'}", name, N_("按所选日期的周岁。"), age=code) for code, name in AGES),
        _mediators("certified", N_("持证"), N_("当日持有有效人民调解员证的。"), certified=True),
        _mediators("chief", N_("首席调解员"), N_("担任首席调解员的。"), chief=True),
    ),
)
OTHERS = Block(
    "others",
    N_("其他参与人员"),
    tuple(
        _people(f"post_{post}", name, N_("当日担任这一职务的人，可以同时是人民调解员。"), **{post: True})
        for post, name in (
            ("court_invited", N_("特邀调解员（人员登记）")),
            ("expert", N_("专家")),
            ("guiding_judge", N_("业务指导法官")),
            ("legal_adviser", N_("村（社区）法律顾问")),
            ("grid_worker", N_("网格员")),
            ("informant", N_("纠纷信息员")),
            ("helper", N_("协助调解人员（五老等）")),
        )
    ),
)
KEPT = Block(
    "kept",
    N_("组成和配备"),
    (
        _bodies("committees", N_("人民调解委员会"), N_("规则规定组成的各类委员会。"), 0, is_committee=True),
        _bodies("committees_members", N_("委员三至九人"), N_("人民调解法第8条。"), is_committee=True, has_members=True),
        _bodies("committees_women", N_("有妇女委员"), N_("人民调解法第8条。"), is_committee=True, has_woman=True),
        _bodies("streets", N_("乡镇、街道委员会"), N_("乡镇、街道人民调解委员会。"), 0, tier="street"),
        _bodies(
            "streets_staffed",
            N_("专职调解员达到规定人数"),
            N_("专职人数不少于规则对该类组织规定的人数。"),
            tier="street",
            is_staffed=True,
        ),
        _bodies("industries", N_("行业性、专业性委员会"), N_("行业性、专业性人民调解委员会。"), 0, kind=INDUSTRY),
        _bodies(
            "industries_staffed",
            N_("专职调解员达到规定人数"),
            N_("专职人数不少于规则对该类组织规定的人数。"),
            kind=INDUSTRY,
            is_staffed=True,
        ),
    ),
)


def _partners(code: str, label: str, definition: str, depth: int = 1, **where: Any) -> StaffCell:
    return _cell(Rows.PARTNERS, code, label, definition, depth, **where)


DOCKING = Block(
    "docking",
    N_("诉调对接"),
    (
        _partners("docked", N_("与法院签订备忘录的组织"), N_("当日有效的对接备忘录所列的组织。"), docked=True),
        _partners("invited_bodies", N_("特邀调解组织"), N_("当日在法院特邀名册上的组织。"), invited=True),
        _partners("resident", N_("其中派员驻院的"), N_("特邀调解组织中常驻法院的。"), 2, resident=True),
        _partners("resident_here", N_("其中驻本级法院的"), N_("常驻与所选地区同级的法院的。"), 2, resident_here=True),
        _cell(Rows.INVITED, "invited_people", N_("特邀调解员"), N_("当日在法院特邀名册上的调解员。")),
    ),
)
TRAINING = Block(
    "training",
    N_("培训（当年累计）"),
    (
        _cell(
            Rows.SESSIONS,
            "sessions",
            N_("培训场次"),
            N_("本地区、本单位举办并已结业的培训，几个会场同时举办的按会场计。"),
        ),
        _cell(
            Rows.ATTENDANCES, "attendances", N_("参训人次"), N_("本地区、本单位人员参加已结业培训并记有学时的人次。")
        ),
    ),
)


def _budget(code: str, label: str, definition: str, depth: int = 1, **where: Any) -> StaffCell:
    return _cell(Rows.BUDGETS, code, label, definition, depth, **where)


MONEY = Block(
    "money",
    N_("经费（当年）"),
    (
        _budget("budget", N_("预算合计"), N_("当年人民调解经费预算。"), 0),
        _budget("budget_guidance", N_("人民调解工作指导经费"), N_("财行〔2007〕179号所列三项之一。"), fund="guidance"),
        _budget("budget_committee", N_("调委会补助经费"), N_("财行〔2007〕179号所列三项之一。"), fund="committee"),
        _budget("budget_mediator", N_("人民调解员补贴经费"), N_("财行〔2007〕179号所列三项之一。"), fund="mediator"),
        _budget("budget_monthly", N_("其中岗位补贴"), N_("按月发放给岗位的。"), 2, kind="monthly"),
        _budget("budget_case", N_("其中以案定补"), N_("按案件发放的。"), 2, kind="case"),
        _cell(Rows.PAYMENTS, "paid", N_("已发放补贴"), N_("当年1月1日至所选日期发放的补贴。"), 0),
        _cell(Rows.PAYMENTS, "paid_monthly", N_("岗位补贴"), N_("按月发放给岗位的。"), batch__kind="monthly"),
        _cell(Rows.PAYMENTS, "paid_case", N_("以案定补"), N_("按案件发放的。"), batch__kind="case"),
        _cell(Rows.RETURNS, "returned", N_("已追回"), N_("同期收回的补贴。"), 0),
    ),
)
RATES: tuple[tuple[str, str, str, str], ...] = (
    ("full_time_rate", N_("专职比例"), "full_time", MEDIATORS),
    ("purchased_rate", N_("政府购买服务比例"), "purchased", MEDIATORS),
    ("certified_rate", N_("持证率"), "certified", MEDIATORS),
    ("streets_staffed_rate", N_("乡镇、街道专职配备达标率"), "streets_staffed", "streets"),
    ("industries_staffed_rate", N_("行业性、专业性委员会专职配备达标率"), "industries_staffed", "industries"),
)
"""Code, name, and the cells of part and whole."""
_IF_ANY = frozenset({"kind_none", "sex_unknown", "education_unknown", "age_unknown"})
"""Rows that are printed only when there is something in them, so that the parts always make the whole."""


def trades(categories: Sequence[tuple[str, str]], counts: Mapping[str, int]) -> Block:
    """Return the industry committees by trade: the kinds of dispute (code, name) that any of them is for."""
    cells = [_bodies("industry", N_("行业性、专业性人民调解委员会"), _TRADES, 0, kind=INDUSTRY)]
    named = [*categories, ("", N_("专长未登记"))]
    cells += [
        cell for code, name in named
        if counts.get((cell := _bodies(f"trade_{code or 'none'}", name, _TRADES, kind=INDUSTRY, trade=code)).code)
    ]  # fmt: skip
    return Block("industry", N_("行业性、专业性"), tuple(cells))


def every(categories: Sequence[tuple[str, str]]) -> tuple[Block, ...]:
    """Return all blocks with all their cells, whether there is anything in them or not."""
    full = trades(categories, dict.fromkeys([f"trade_{code}" for code, _name in categories] + ["trade_none"], 1))
    return (BY_KIND, TIERS, full, PLACES, STAFF, OTHERS, KEPT, DOCKING, TRAINING, MONEY)


def layout(categories: Sequence[tuple[str, str]], counts: Mapping[str, int]) -> tuple[Block, ...]:
    """Return the table as it is printed: without trades nobody works in and without empty rows for what is not registered."""
    return tuple(
        trades(categories, counts)
        if block.code == "industry"
        else Block(block.code, block.name, tuple(c for c in block.cells if c.code not in _IF_ANY or counts.get(c.code)))
        for block in every(categories)
    )
