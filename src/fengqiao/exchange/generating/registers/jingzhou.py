"""Jingzhou (2022): the city's centre with six industry committees and other units, forty people; committees in every county, township
and village, groups below them in one township of each county; a roster of guiding judges.

The document counts six committees and names five; the sixth here is invented. Counties keep the short form of their names.
"""

from __future__ import annotations

from datetime import date

from fengqiao.exchange.generating.registers.making import Maker, Slot, crew, host_of, stem, street_kind, village_kind
from fengqiao.exchange.generating.registers.shapes import Judge, Place, Register, Unit, World

SEED = 20210301
TERM = (date(2024, 4, 1), date(2027, 3, 31))
CENTRE, BUREAU = "荆州市社会矛盾纠纷调处中心", "荆州市司法局"
STAFF = 40
_TRADES = ("交通事故纠纷", "劳动争议", "物业纠纷", "婚姻家庭纠纷", "医疗纠纷", "保险纠纷")
_UNITS = (
    ("荆州市劳动争议人民调解委员会", 4), ("荆州市物业纠纷人民调解委员会", 3), ("荆州市婚姻家庭纠纷人民调解委员会", 4),
    ("荆州市保险纠纷人民调解委员会", 3), ("荆州仲裁委员会工作室", 2), ("保险理赔座席", 3), ("调处中心管理办公室", 4),
    ("市委政法委综治中心", 3),
)  # fmt: skip
"""With those of the profile's first entries (14 people) the units have 40."""
_GROUPS = ("一组", "二组")


def make(world: World) -> Register:
    """Return what the register of Jingzhou still lacks."""
    maker = Maker(world, SEED, short="荆", terms=TERM, since=TERM[0])
    for trade in _TRADES:
        name = maker.organisation(
            "industry_committee", f"荆州市{trade}人民调解委员会", world.root, short=(trade[:3],), parent=CENTRE,
            specialities="contract",
        )  # fmt: skip
        maker.staff(name, "421002", crew(3, full_time=3, purchased=1))
    for county in world.below(world.root.code):
        _county(maker, county)
    maker.register.units += [Unit(CENTRE, name, number) for name, number in _UNITS]
    return maker.register


def _spelled(place: Place, county: Place) -> str:
    """Return how the names of a county's committees begin: districts with the city before them, counties without."""
    return place.path if county.name.endswith("区") else place.path.removeprefix("荆州市")


def _county(maker: Maker, county: Place) -> None:
    bureau = maker.organisation("bureau", f"{_spelled(county, county)}司法局", county, parent=BUREAU)
    streets = maker.world.below(county.code)
    for street in streets:
        name = maker.organisation(
            street_kind(street), f"{_spelled(street, county)}人民调解委员会", street,
            short=(stem(county.name)[:2], stem(street.name)[:3]), parent=bureau, host_name=host_of(street),
        )  # fmt: skip
        maker.staff(name, county.code[:6], crew(3, full_time=1, purchased=1))
        for village in maker.world.below(street.code):
            _village(maker, village, street, county, name)
    if not county.name.endswith("开发区"):
        _court(maker, county, streets)


def _village(maker: Maker, village: Place, street: Place, county: Place, above: str) -> None:
    name = maker.organisation(
        village_kind(village), f"{_spelled(village, county)}人民调解委员会", village,
        short=(stem(county.name)[:2], stem(street.name)[:3], stem(village.name)[:5]), parent=above,
        host_name=host_of(village),
    )  # fmt: skip
    maker.staff(name, county.code[:6], crew(3, origin="elected"))
    if street.code != maker.world.below(county.code)[-1].code:
        return
    for group in _GROUPS:
        maker.register.grids.append((village.code, group))
        spot = Place(f"{village.path}{group}", group, "grid", village.code, f"{village.path}{group}")
        called = maker.organisation("group", f"{street.name}{village.name}{group}调解小组", spot, parent=name)
        maker.hire(called, county.code[:6], Slot("informant"))


def _court(maker: Maker, county: Place, streets: list[Place]) -> None:
    around = "荆州市" if county.name.endswith("区") else ""
    court = maker.organisation(
        "court", f"湖北省{around}{county.name}人民法院", county, parent="湖北省荆州市中级人民法院"
    )
    for place in (county, *streets[:2]):
        row = maker.hire(court, county.code[:6], Slot("guiding_judge"))
        maker.register.judges.append(Judge(court, row["id_number"], row["name"], place.code, "审判员"))
