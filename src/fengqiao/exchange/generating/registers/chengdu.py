"""Chengdu (2019): command centres of the city and of every county, mediators with certificates and grades, a library of experts, a team of
party member, mediator and informant in every street and township, committees at every level.
"""

from __future__ import annotations

from datetime import date

from fengqiao.exchange.generating.registers.making import Maker, Slot, crew, host_of, stem, street_kind, village_kind
from fengqiao.exchange.generating.registers.shapes import Admission, Exit, Grade, Place, Register, World

SEED = 20190410
TERM = (date(2024, 5, 10), date(2027, 5, 9))
COMMAND, BUREAU = "成都市人民调解指挥中心", "成都市司法局"
EXPERTS = 60
_FIELDS = ("contract", "damages", "labour", "medical", "property_management", "expropriation")
_EMPLOYERS = ("成都某大学法学院", "成都某律师事务所", "四川省成都市某基层人民法院")
_TRADES = (("信访事项", "expropriation"), ("劳动争议", "labour"), ("物业纠纷", "property_management"))
_ADMISSIONS = (
    ("approved", "符合法定条件，岗前培训合格，准予准入。"),
    ("approved", "符合法定条件，岗前培训合格，准予准入。"),
    ("refused", "岗前培训考试不合格，补考合格后可以再次申请。"),
    ("", ""),
)
"""How the requests of a county were decided, with the opinion."""
_LEVELS = ("first", "second", "second", "third", "third", "third", "fourth", "fourth")


def make(world: World) -> Register:
    """Return what the register of Chengdu still lacks."""
    maker = Maker(world, SEED, short="成", terms=TERM, since=TERM[0])
    for number in range(EXPERTS):
        field, employer = _FIELDS[number % len(_FIELDS)], _EMPLOYERS[number % len(_EMPLOYERS)]
        maker.hire(COMMAND, "510104", Slot("expert"), specialities=field, employer=employer)
    for county in world.below(world.root.code):
        _county(maker, county)
    _grade(maker)
    _review(maker)
    return maker.register


def _county(maker: Maker, county: Place) -> None:
    bureau = maker.organisation("bureau", f"{county.path}司法局", county, parent=BUREAU)
    maker.organisation("command_centre", f"{county.path}人民调解指挥中心", county, parent=bureau)
    for trade, kind in _TRADES:
        name = maker.organisation(
            "industry_committee", f"{county.path}{trade}人民调解委员会", county, short=(stem(county.name)[:2], trade[:3]),
            parent=bureau, specialities=kind,
        )  # fmt: skip
        _certified(maker, name, county, maker.staff(name, county.code[:6], crew(3, full_time=3, purchased=2)))
    for street in maker.world.below(county.code):
        host = host_of(street) if street.name.endswith(("镇", "乡")) else f"{county.path}人民政府{street.name}办事处"
        name = maker.committee(street_kind(street), street, (county, street), parent=bureau, host_name=host)
        staff = maker.staff(name, county.code[:6], crew(3, full_time=2, purchased=1))
        _certified(maker, name, county, staff)
        _team(maker, street, county, name)
        for village in maker.world.below(street.code):
            parts = (county, street, village)
            small = maker.committee(village_kind(village), village, parts, parent=name, host_name=host_of(village))
            maker.staff(small, county.code[:6], crew(3, origin="elected"))


def _certified(maker: Maker, name: str, county: Place, staff: list[dict[str, str]]) -> None:
    for row in staff:
        if row["time"] == "full":
            number = f"成调2024{len(maker.register.people):05}{county.code[4:6]}"
            maker.certify(row, number, f"{county.path}司法局", TERM[0])


def _team(maker: Maker, street: Place, county: Place, committee: str) -> None:
    """The team of three (三员合一): a party member, a mediator of the street, an informant."""
    team = maker.organisation("group", f"{county.name}{street.name}三员合一调解小组", street, parent=committee)
    mediators = maker.crews.get(committee, [])
    if mediators:
        leader = mediators[0]
        maker.register.appointments.append(
            {
                "name": leader["name"], "id_number": leader["id_number"], "organisation": team, "post": "head",
                "starts_on": leader["starts_on"],
            }
        )  # fmt: skip
    maker.hire(team, county.code[:6], Slot("helper"), politics="party")
    maker.hire(team, county.code[:6], Slot("informant"))


def _review(maker: Maker) -> None:
    """Ask for admissions to the committee for labour disputes of every county, and for exits from it after an assessment.

    In every county two are admitted, one is refused and one still waits; in every third somebody has left after the assessment,
    in every third another exit waits for its decision.
    """
    for number, county in enumerate(maker.world.below(maker.world.root.code)):
        committee, _kind = _TRADES[1]
        name = f"{county.path}{committee}人民调解委员会"
        for outcome, opinion in _ADMISSIONS:
            row = maker.draft(name, county.code[:6], Slot("mediator", is_full_time=True, starts_on=maker.world.today))
            if outcome == "approved":
                row["certificate"] = f"成调{maker.world.today.year}{number:02}{county.code[4:6]}{row['id_number'][-4:]}"
                row["certificate_issuer"] = f"{county.path}司法局"
                row["certificate_from"] = maker.world.today.isoformat()
            maker.register.admissions.append(
                Admission(row, "从事劳动争议仲裁、工会工作三年以上，本人申请，经委员会推荐。", outcome, opinion)
            )
        if number % 3 < 2:
            opinion = "年度考核不合格，经谈话提醒后没有改进，同意退出。" if number % 3 == 0 else ""
            leaver = maker.hire(name, county.code[:6], Slot("mediator"))["id_number"]
            maker.register.exits.append(Exit(leaver, name, "最近一次年度考核不合格。", opinion, ended=bool(opinion)))


def _grade(maker: Maker) -> None:
    """Give a grade to every second full-time mediator, level by level."""
    for number, row in enumerate([row for row in maker.register.people if row["time"] == "full"][::2], start=1):
        level = _LEVELS[number % len(_LEVELS)]
        maker.register.grades.append(
            Grade(
                row["id_number"], row["organisation"], "national", level, date(2025, 5, 30), BUREAU,
                f"成调等〔2025〕第{number:04}号",
            )
        )  # fmt: skip
