"""Linyi (2022): seven industry committees, at least two full-time mediators in every township and street, a studio in every county,
mediators rated by the city's association, a committee in every village and community.
"""

from __future__ import annotations

from datetime import date

from fengqiao.exchange.generating.registers.making import Maker, Slot, crew, host_of, street_kind, village_kind
from fengqiao.exchange.generating.registers.shapes import Grade, Place, Register, World

SEED = 20220930
FULL_TIME = 2
TERM = (date(2024, 1, 12), date(2027, 1, 11))
INDUSTRY = ("医疗纠纷", "学校安全纠纷", "知识产权纠纷", "金融保险纠纷", "中小企业纠纷", "广播电视", "婚姻家庭纠纷")
ASSOCIATION = "临沂市人民调解员协会"
_LEVELS = ("first", "second", "third", "third", "fourth", "fourth", "fourth")
_BRANDS = ("和为贵", "沂蒙红", "老兵", "党员金牌", "连心桥", "知心大嫂", "百姓评理")


def make(world: World) -> Register:
    """Return what the register of Linyi still lacks."""
    maker = Maker(world, SEED, short="临", terms=TERM, since=TERM[0])
    for trade in INDUSTRY:
        maker.staff(f"临沂市{trade}人民调解委员会", "371302", crew(3, full_time=3, purchased=2))
    for number, county in enumerate(world.below(world.root.code)):
        _county(maker, county, number)
    _grade(maker)
    return maker.register


def _county(maker: Maker, county: Place, number: int) -> None:
    bureau = maker.organisation("bureau", f"{county.path}司法局", county, parent="临沂市司法局")
    for street in maker.world.below(county.code):
        host = (
            f"{county.path}人民政府{street.name}办事处"
            if street_kind(street) == "street_committee"
            else host_of(street)
        )
        name = maker.committee(street_kind(street), street, (county, street), parent=bureau, host_name=host)
        maker.staff(name, county.code[:6], crew(3, full_time=FULL_TIME, purchased=1))
        for village in maker.world.below(street.code):
            above = {"parent": name, "host_name": host_of(village)}
            small = maker.committee(village_kind(village), village, (county, street, village), **above)
            maker.staff(small, county.code[:6], crew(3, origin="elected"))
    first = maker.world.below(county.code)[0]
    name = f"{first.name}{_BRANDS[number % len(_BRANDS)]}调解工作室"
    studio = maker.organisation("studio", name, first, parent=f"{first.path}人民调解委员会")
    maker.staff(studio, county.code[:6], [Slot("mediator")])


def _grade(maker: Maker) -> None:
    """Let the association rate one in three of the full-time mediators, level by level."""
    rated = [row for row in maker.register.people if row["time"] == "full"][::3]
    for number, row in enumerate(rated, start=1):
        level = _LEVELS[number % len(_LEVELS)]
        maker.register.grades.append(
            Grade(
                row["id_number"],
                row["organisation"],
                "national",
                level,
                date(2025, 6, 30),
                ASSOCIATION,
                f"临沂调等〔2025〕第{number:04}号",
            )  # fmt: skip
        )
