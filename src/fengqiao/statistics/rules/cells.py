"""The case table (人民调解案件情况统计表, 司发通〔2010〕239号): its blocks and cells, with unit and definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fengqiao.core.text import N_
from fengqiao.statistics.rules.facts import AGREED, AMOUNT, PEOPLE, TOP, TOTAL, UNPLACED
from fengqiao.statistics.rules.units import Cases, Persons, Quantity, Times, Yuan

NAME = N_("人民调解案件情况统计表")
BASIS = "司发通〔2010〕239号"
LOWER = "lower"
BASES = (
    N_(
        "统计口径：调解案件按受理日期（北京时间）计入统计期间；调解成功、协议、履行、司法确认按这些案件截至统计时（已结账的截至结账时）的状态计算。"
    ),
    N_("统计范围：按受理案件的调解组织所在地（受理时）划分，不按纠纷发生地划分。"),
    N_("协议涉及金额由各协议金额（元）合计后一次折算为万元，四舍五入保留两位小数。"),
    N_("“未采集”表示系统尚无此项记录，不等于零。"),
)
"""Printed below the table: the definitions that hold for all of it."""


@dataclass(frozen=True)
class Cell:
    """One figure of the table. ``depth`` is its indent; a cell that is not collected has no records yet behind it."""

    code: str
    label: str
    unit: type[Quantity]
    definition: str
    depth: int = 0
    is_collected: bool = True

    def quantity(self, counts: Mapping[str, int]) -> Quantity:
        """Return the cell's figure from raw counts, in its unit; money in yuan."""
        if self.code == LOWER:
            return self.unit(counts.get(TOTAL, 0) - counts.get(TOP, 0))
        value = counts.get(self.code, 0)
        return Yuan(Decimal(value) / 100) if self.unit is Yuan else self.unit(value)


@dataclass(frozen=True)
class Block:
    """A titled group of cells."""

    code: str
    name: str
    cells: tuple[Cell, ...]


def _cases(code: str, label: str, definition: str, depth: int = 1) -> Cell:
    return Cell(code, label, Cases, definition, depth)


SUMMARY = Block(
    "summary",
    N_("调解情况"),
    (
        _cases(TOTAL, N_("调解案件总数"), N_("统计期间内由调解组织受理的案件。"), 0),
        Cell(PEOPLE, N_("涉及当事人数"), Persons, N_("上述案件的当事人人数，多人一方按登记人数计入被代表的人。")),
        _cases(AGREED, N_("调解成功"), N_("上述案件中已达成调解协议（书面或者口头）且协议已经生效的。")),
        _cases("difficult", N_("疑难复杂案件"), N_("上述案件中登记为疑难复杂的；标准由本地区规定。")),
        Cell(AMOUNT, N_("协议涉及金额"), Yuan, N_("已生效协议中给付义务的金额合计。")),
    ),
)
ROWS = Block(
    "by",
    N_("不同主体调解案件"),
    tuple(
        _cases(f"by_{code}", name, N_("由该类人民调解委员会受理的案件。"))
        for code, name in (
            ("village", N_("村调委会")),
            ("resident", N_("居调委会")),
            ("township", N_("乡镇调委会")),
            ("street", N_("街道调委会")),
            ("enterprise", N_("企事业单位调委会")),
            ("social", N_("社会团体和其他组织调委会")),
        )
    ),
)
SOURCES = Block(
    "source",
    N_("案件来源"),
    (
        _cases("source_proactive", N_("主动调解"), N_("调解组织主动发现并调解的案件。")),
        _cases("source_application", N_("依申请调解"), N_("当事人申请调解的案件。")),
        _cases("source_entrusted", N_("接受委托移送调解"), N_("国家机关、单位委托或者移送调解的案件。")),
        *(
            _cases(f"entruster_{code}", name, N_("其中由该部门委托或者移送的案件。"), 2)
            for code, name in (
                ("court", N_("法院委托移送")),
                ("procuratorate", N_("检察院委托移送")),
                ("police", N_("公安机关委托移送")),
                ("petition", N_("信访部门委托移送")),
                ("other", N_("其他部门委托移送")),
            )
        ),
    ),
)
FORMS = Block(
    "form",
    N_("协议形式"),
    (
        _cases("form_oral", N_("口头协议"), N_("调解成功的案件中采用口头协议的。")),
        _cases("form_written", N_("书面协议"), N_("调解成功的案件中采用书面协议的。")),
    ),
)
OUTCOMES = Block(
    "outcome",
    N_("协议履行与司法确认"),
    (
        _cases("performed", N_("协议履行"), N_("调解成功的案件中协议义务已全部履行的。")),
        _cases("confirmed", N_("司法确认"), N_("调解成功的案件中人民法院已裁定协议有效的。")),
    ),
)
_UNCOLLECTED = (
    ("screening", N_("排查纠纷"), Times, N_("开展排查的次数；一次排查可能发现若干件纠纷，也可能没有。")),
    ("prevented", N_("预防纠纷"), Cases, N_("形成案件之前即已化解的纠纷。")),
    ("suicide", N_("防止因民间纠纷引起自杀"), Cases, N_("有具体征兆、经调解或者预防得以制止的；须有证据并经审核。")),
    ("suicide_people", N_("防止因民间纠纷引起自杀"), Persons, N_("上项所涉人数。")),
    (
        "criminal",
        N_("防止民间纠纷转化为刑事案件"),
        Cases,
        N_("有具体征兆、经调解或者预防得以制止的；须有证据并经审核。"),
    ),
    ("criminal_people", N_("防止民间纠纷转化为刑事案件"), Persons, N_("上项所涉人数。")),
    ("petition", N_("防止群体性上访"), Cases, N_("有具体征兆、经调解或者预防得以制止的；须有证据并经审核。")),
    ("petition_people", N_("防止群体性上访"), Persons, N_("上项所涉人数。")),
    ("fight", N_("防止群体性械斗"), Cases, N_("有具体征兆、经调解或者预防得以制止的；须有证据并经审核。")),
    ("fight_people", N_("防止群体性械斗"), Persons, N_("上项所涉人数。")),
)
SCREENING = Block(
    "screening",
    N_("排查预防"),
    tuple(Cell(code, label, unit, definition, 1, is_collected=False) for code, label, unit, definition in _UNCOLLECTED),
)
LEVELS = Block(
    "level",
    N_("上报"),
    (
        _cases(LOWER, N_("下级上报总计"), N_("所选地区以下各级调解组织受理的案件。"), 0),
        _cases(TOP, N_("本级上报总计"), N_("所选地区本级（或者所选单位）的调解组织受理的案件。"), 0),
    ),
)
_REST = _cases(UNPLACED, N_("未归类的调解组织"), N_("组织类型没有对应统计行的案件。"))
RATES: tuple[tuple[str, str, str, str], ...] = (
    ("success_rate", N_("调解成功率"), AGREED, TOTAL),
    ("performance_rate", N_("协议履行率"), "performed", AGREED),
    ("confirmation_rate", N_("司法确认率"), "confirmed", AGREED),
)
"""Code, name, and the cells of part and whole."""


def layout(categories: Sequence[tuple[str, str]], counts: Mapping[str, int]) -> tuple[Block, ...]:
    """Return the table for a list of kinds (code, name).

    Cases of a kind that the list cannot place, and of a kind of committee without a row, get a row of their own when there
    are any in ``counts``, so that the parts always make the whole.
    """
    kinds = [_cases(f"category_{code}", name, N_("属于该类型的案件。")) for code, name in categories]
    known = {f"category_{code}" for code, _name in categories}
    kinds += [
        _cases(
            code,
            N_("未能对应的类型（%(code)s）") % {"code": code.removeprefix("category_")},
            N_("旧版类型，无法对应到现行分类。"),
        )
        for code in sorted(counts)
        if code.startswith("category_") and code not in known and counts[code]
    ]
    category = Block("category", N_("案件分类"), tuple(kinds))
    rows = Block(ROWS.code, ROWS.name, (*ROWS.cells, *([_REST] if counts.get(UNPLACED) else [])))
    return (SUMMARY, rows, SOURCES, category, FORMS, OUTCOMES, SCREENING)
