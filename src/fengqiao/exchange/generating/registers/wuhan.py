"""Wuhan (武司办【2020】15号): 3,441 organisations = 71 district industry and professional + 166 street, township and zone + 3,175 community
and village + 29 other; 13,175 mediators, 491 of them full-time and bought as a service; 93 organisations docked with courts, 542
invited mediators, 13 organisations resident at the city's court; three lectures at 125 venues with more than 3,000 attendances;
Hongshan's three days of 11 modules for 50 new full-time mediators and 300 others.

The document tells no terms of office, so none are made up. Who is in the register before counts in all of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fengqiao.exchange.generating.registers.making import Maker, Slot, crew, host_of, stem, street_kind, village_kind
from fengqiao.exchange.generating.registers.shapes import Course, Docked, Invited, Place, Register, Row, World

INDUSTRY, STREETS, VILLAGES, OTHER = 71, 166, 3175, 29
MEDIATORS, PURCHASED = 13175, 491
DOCKED, INVITED, INVITED_BY_CITY, RESIDENT = 93, 542, 22, 13
VENUES, ATTENDANCES = 125, 3060
NEW_IN_HONGSHAN, OTHERS_IN_HONGSHAN = 50, 300
SEED, SINCE = 20201012, date(2019, 12, 1)
HIRED = date(2020, 5, 6)
COURT = "湖北省武汉市中级人民法院"
_TRADES = (
    "物业纠纷",
    "劳动争议",
    "医疗纠纷",
    "道路交通事故纠纷",
    "婚姻家庭纠纷",
    "信访事项",
    "消费纠纷",
    "建设工程纠纷",
)
_KINDS = (
    "property_management",
    "labour",
    "medical",
    "road_traffic",
    "marriage_family",
    "expropriation",
    "consumer",
    "contract",
)
_CITY = (
    "知识产权纠纷",
    "保险纠纷",
    "银行业纠纷",
    "旅游纠纷",
    "学校安全纠纷",
    "电子商务纠纷",
    "商贸纠纷",
    "证券期货纠纷",
    "价格争议",
)
_CITY_KINDS = (
    "production_business",
    "contract",
    "contract",
    "tourism",
    "damages",
    "e_commerce",
    "production_business",
    "contract",
    "consumer",
)
_RESIDENTS = (
    "律师协会",
    "银行业调解中心",
    "证券期货业调解中心",
    "知识产权保护中心",
    "保险行业协会",
    "医学会",
    "房地产业协会",
    "消费者委员会",
)
_LECTURES = (
    ("江城人民调解大讲堂：努力开创人民调解工作新格局", date(2020, 7, 3)),
    ("江城人民调解大讲堂：“枫桥经验”的传承与发展", date(2020, 8, 20)),
    ("江城人民调解大讲堂：新时代基层司法行政机构服务调解工作", date(2020, 9, 10)),
)
_MODULES = (
    "社会形势与基层治理", "人民调解法解读", "民法典婚姻家庭编", "民法典侵权责任编", "劳动争议法律适用", "物业纠纷法律适用",
    "调解员职业道德", "调解程序与卷宗制作", "调解技巧", "司法确认实务", "基层司法行政业务实操",
)  # fmt: skip


def make(world: World) -> Register:
    """Return what the register of Wuhan still lacks."""
    maker = Maker(world, SEED, short="武", terms=None, since=SINCE)
    bodies = _Bodies(maker)
    bodies.make()
    _staff(maker, bodies)
    _dock(maker, bodies)
    _train(maker, bodies)
    return maker.register


class _Bodies:
    """The organisations, by group, each with its place."""

    def __init__(self, maker: Maker) -> None:
        self.maker, self.world = maker, maker.world
        self.counties = list(self.world.below(self.world.root.code))
        self.courts: dict[str, str] = {}
        self.industry: dict[str, Place] = {}
        self.streets: dict[str, Place] = {}
        self.villages: dict[str, Place] = {}
        self.other: dict[str, Place] = {}

    def make(self) -> None:
        city = self.world.root
        self.maker.organisation("bureau", f"{city.path}司法局", city)
        self.maker.organisation("court", COURT, city)
        for county in self.counties:
            self.maker.organisation("bureau", f"{county.path}司法局", county, parent=f"{city.path}司法局")
            self.courts[county.code] = self.maker.organisation("court", f"{county.path}人民法院", county)
        self._streets()
        self._villages()
        self._industry()
        self._others()

    def _streets(self) -> None:
        """Streets, townships and zones: those with a committee already, then those with most communities."""
        places = [street for county in self.counties for street in self.world.below(county.code)]
        for place in self._chosen(places, STREETS):
            county = f"{place.path[: -len(place.name)]}"
            name = self.maker.committee(
                street_kind(place),
                place,
                (self._county(place), place),
                parent=f"{county}司法局",
                host_name=host_of(place),
            )
            self.streets[name] = place

    def _villages(self) -> None:
        places = [village for street in self.streets.values() for village in self.world.below(street.code)]
        by_code = {street.code: (name, street) for name, street in self.streets.items()}
        for place in self._chosen(places, VILLAGES):
            above, street = by_code[place.parent]
            parts = (self._county(place), street, place)
            name = self.maker.committee(village_kind(place), place, parts, parent=above, host_name=host_of(place))
            self.villages[name] = place

    def _industry(self) -> None:
        """Industry and professional committees of the districts; those registered before are among the number."""
        standing = self._standing()
        self.industry = {
            n: place for n, kind, place in standing if kind == "industry_committee" and place.level == "county"
        }
        for trade, kind in zip(_TRADES, _KINDS, strict=True):
            for county in self.counties:
                name = f"{county.path}{trade}人民调解委员会"
                if len(self.industry) < INDUSTRY and name not in self.industry:
                    short = (stem(county.name)[:2], trade[:3])
                    self.maker.organisation(
                        "industry_committee",
                        name,
                        county,
                        short=short,
                        parent=f"{county.path}司法局",
                        specialities=kind,
                    )
                    self.industry[name] = county

    def _others(self) -> None:
        """What is none of these: the city's industry committees, committees of enterprises, centres."""
        city = self.world.root
        grouped = self.streets.keys() | self.villages.keys() | self.industry.keys()
        self.other = {name: place for name, _kind, place in self._standing() if name not in grouped}
        for trade, kind in zip(_CITY, _CITY_KINDS, strict=True):
            name = f"{city.path}{trade}人民调解委员会"
            if len(self.other) < OTHER and name not in self.other:
                above = f"{city.path}司法局"
                self.maker.organisation(
                    "industry_committee", name, city, short=(trade[:4],), parent=above, specialities=kind
                )
                self.other[name] = city
        for number in range(OTHER - len(self.other)):
            county = self.counties[number % len(self.counties)]
            host = f"武汉{stem(county.name)}第{'一二三四五六七八九'[number // len(self.counties)]}制造有限公司"
            name = self.maker.organisation(
                "enterprise_committee",
                f"{host}人民调解委员会",
                county,
                short=(stem(county.name)[:2], "企"),
                host_name=host,
            )
            self.other[name] = county

    def _standing(self) -> list[tuple[str, str, Place]]:
        """Return the mediating organisations that are registered before: name, kind and place."""
        places = {place.code: place for place in self.world.places}
        found = self.world.standing.items()
        return [(name, body.kind, places[body.place]) for name, body in found if body.mediates]

    def _chosen(self, places: Sequence[Place], number: int) -> list[Place]:
        """Return so many places in the order of their codes: those with a committee, then those with most places below."""
        standing = self.world.standing

        def rank(place: Place) -> tuple[bool, int]:
            below = self.world.below(place.code)
            is_known = any(f"{each.path}人民调解委员会" in standing for each in (place, *below))
            return not is_known, -len(below)

        seen = {place.path: place for place in sorted(places, key=rank, reverse=True)}
        chosen = sorted(seen.values(), key=rank)[:number]
        return sorted(chosen, key=lambda place: place.code)

    def _county(self, place: Place) -> Place:
        return next(county for county in self.counties if place.code.startswith(county.code[:6]))


def _staff(maker: Maker, bodies: _Bodies) -> None:
    """Fill the committees: full-time mediators bought as a service in streets and industry, members everywhere, 13,175 in all."""
    groups = [*bodies.streets.items(), *bodies.industry.items(), *bodies.other.items()]
    bought = _bought(maker, groups)
    sizes = dict.fromkeys((*bodies.villages, *dict(groups)), 3)
    for name, number in bought.items():
        sizes[name] = max(3, number + 2)
    held = {name: len(body.held) for name, body in maker.world.standing.items()}
    elsewhere = sum(number for name, number in held.items() if name not in sizes)
    for name in sizes:
        sizes[name] = max(sizes[name], held.get(name, 0))
    rest = MEDIATORS - elsewhere - sum(sizes.values())
    villages = sorted(bodies.villages)
    while rest > 0:  # one more in as many communities and villages as are left over, never beyond nine
        for name in maker.random.sample(villages, min(rest, len(villages))):
            sizes[name] += 1
            rest -= 1
    places = {**bodies.villages, **dict(groups)}
    for name, place in places.items():
        number = bought.get(name, 0)
        is_village = name in bodies.villages
        is_new = place.code.startswith("420111")
        slots = crew(sizes[name], full_time=number, purchased=number, origin="elected" if is_village else "appointed")
        slots = [_hired(slot) if is_new and slot.is_purchased else slot for slot in slots]
        for row in maker.staff(name, place.code[:6] if place.level != "city" else "420102", slots):
            if row["time"] == "full":
                maker.certify(
                    row, f"武调{row['id_number'][-8:]}{len(maker.register.people)}", "武汉市司法局", SINCE, years=0
                )


def _hired(slot: Slot) -> Slot:
    return Slot(slot.post, slot.origin, True, True, slot.is_woman, HIRED)


def _bought(maker: Maker, groups: Sequence[tuple[str, Place]]) -> dict[str, int]:
    """Return how many full-time mediators bought as a service each organisation has: 50 new ones in Hongshan, 491 in all."""
    standing = {
        name: sum(post.is_purchased and post.is_full_time for post in body.held)
        for name, body in maker.world.standing.items()
    }
    wanted = {name: standing.get(name, 0) for name, _place in groups}
    left = PURCHASED - sum(standing.values())
    hongshan = [name for name, place in groups if place.code.startswith("420111")]
    others = [name for name, place in groups if not place.code.startswith("420111")]
    for names, number in ((hongshan, NEW_IN_HONGSHAN), (others, left - NEW_IN_HONGSHAN)):
        for turn in range(number):
            wanted[names[turn % len(names)]] += 1
    return wanted


def _dock(maker: Maker, bodies: _Bodies) -> None:
    """Memoranda and rosters: 13 bodies resident at the city's court, the others with the courts of their districts."""
    city = bodies.world.root
    residents = [
        maker.organisation("association", f"湖北省{name}", city)
        if n < 3
        else maker.organisation("association", f"{city.path}{name}", city)
        for n, name in enumerate(_RESIDENTS)
    ]
    cities = [name for name, place in bodies.other.items() if place.level == "city"]
    residents += cities[: RESIDENT - len(residents)]
    districts = list(bodies.industry.items())
    partners = [(COURT, name) for name in residents]
    partners += [(bodies.courts[place.code], name) for name, place in districts]
    partners += [(bodies.courts[bodies._county(place).code], name) for name, place in bodies.streets.items()]
    partners = partners[:DOCKED]
    at_city, elsewhere = partners[:RESIDENT], partners[RESIDENT:]
    since = date(2020, 1, 6)
    terms = "法院立案前征得当事人同意，委派该组织调解；组织在期限内反馈结果，达成协议的可以申请司法确认。"
    for court, name in partners:
        maker.register.docked.append(Docked(court, name, "诉调对接合作备忘录", terms, since))
        maker.register.invited.append(Invited(court, name, since, is_resident=court == COURT))
    for number in range(INVITED):
        among = at_city if number < INVITED_BY_CITY else elsewhere
        court, name = among[number % len(among)]
        row = maker.hire(name, "420106", Slot("court_invited"))
        maker.register.invited.append(Invited(court, name, since, row["id_number"], row["name"]))


def _train(maker: Maker, bodies: _Bodies) -> None:
    """The three lectures of the city and Hongshan's course; who came holds a post and stands in the register."""
    rows = [row for row in maker.register.people if row["origin"]]
    first = 0
    for number, (title, day) in enumerate(_LECTURES):
        some = VENUES // 3 + (number < VENUES % 3)
        streets = list(bodies.streets.values())[number * 40 : number * 40 + some]
        venues = [(f"{place.path}分会场", place.code) for place in streets]
        came = ATTENDANCES // 3
        trainees = [(venues[n % some][0], row["id_number"]) for n, row in enumerate(rows[first : first + came])]
        first += came
        modules = [(title.partition("：")[2], "2", "授课人", "武汉市司法局")]
        maker.register.courses.append(
            Course("武汉市司法局", title, "collective", "online", "everyone", day, day, "2", venues, modules, trainees)
        )
    _hongshan(maker, bodies)


def _hongshan(maker: Maker, bodies: _Bodies) -> None:
    places = {**bodies.streets, **bodies.villages, **bodies.industry, **bodies.other}

    def lies_there(row: Row) -> bool:
        place = places.get(row["organisation"])
        return place is not None and place.code.startswith("420111")

    there = [row for row in maker.register.people if row["origin"] and lies_there(row)]
    new = [row for row in there if row["starts_on"] == HIRED.isoformat()][:NEW_IN_HONGSHAN]
    heads = [row for row in there if row not in new and row["post"] == "director"]
    others = [*heads, *(row for row in there if row not in new and row["post"] != "director")][:OTHERS_IN_HONGSHAN]
    modules = [(title, "2", "授课人", "武汉市洪山区司法局") for title in _MODULES]
    maker.register.courses.append(
        Course(
            "武汉市洪山区司法局", "第一期人民调解员线上培训班暨洪山区专职调解员岗前培训班", "induction", "online", "newcomers",
            date(2020, 5, 25), date(2020, 5, 27), "22", [("线上会场", "420111000000")], modules,
            [("线上会场", row["id_number"]) for row in (*new, *others)],
        )
    )  # fmt: skip
