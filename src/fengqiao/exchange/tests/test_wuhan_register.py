"""Wuhan's register at full size, as rows before they are imported: exactly as many of each as the city published."""

from datetime import date

import pytest

from fengqiao.exchange.generating.registers import wuhan
from fengqiao.exchange.generating.registers.shapes import Place, World
from fengqiao.regions import division

MEDIATING = ("village_committee", "community_committee", "township_committee", "street_committee", "industry_committee",
             "enterprise_committee")  # fmt: skip


@pytest.fixture(scope="module")
def register():
    places, paths = [], {"": ""}
    for each in division.subtree(division.package_folder(), "420100")[0]:
        name = division.plain_name(each.name)
        paths[each.code] = paths[each.parent] + name
        places.append(Place(each.code, name, each.level, each.parent, paths[each.code]))
    places.sort(key=lambda place: place.code)
    return wuhan.make(World(places, {}, frozenset(), date(2026, 11, 22)))


def test_the_organisations_are_those_of_the_document(register):
    bodies = [row for row in register.organisations if row["kind"] in MEDIATING]
    assert len(bodies) == 3441 and len({row["name"] for row in bodies}) == 3441
    assert len({row["short_name"] for row in bodies}) == 3441
    villages = [row for row in bodies if row["kind"] in MEDIATING[:2]]
    streets = [row for row in bodies if row["kind"] in MEDIATING[2:4]]
    industry = [row for row in bodies if row["kind"] == "industry_committee" and row["region"][4:6] != "00"]
    assert (len(industry), len(streets), len(villages)) == (71, 166, 3175)
    assert len(bodies) - len(industry) - len(streets) - len(villages) == 29


def test_the_mediators_are_those_of_the_document(register):
    mediators = [row for row in register.people if row["origin"]]
    assert len(mediators) == 13175 and len({row["id_number"] for row in register.people}) == len(register.people)
    assert len([row for row in mediators if row["is_purchased"] == "是" and row["time"] == "full"]) == 491
    sizes = {}
    for row in mediators:
        sizes[row["organisation"]] = sizes.get(row["organisation"], 0) + 1
    assert len(sizes) == 3441 and min(sizes.values()) >= 3 and max(sizes.values()) <= 9


def test_the_docking_and_the_training_are_those_of_the_document(register):
    assert len({memo.organisation for memo in register.docked}) == 93
    assert len([entry for entry in register.invited if entry.person]) == 542
    assert len([e for e in register.invited if e.is_resident and e.court == wuhan.COURT]) == 13
    *lectures, hongshan = register.courses
    assert sum(len(course.venues) for course in lectures) == 125 and len(lectures) == 3
    assert sum(len(course.trainees) for course in lectures) > 3000
    assert (hongshan.ends_on - hongshan.starts_on).days + 1 == 3 and len(hongshan.modules) == 11
    hired = {row["id_number"] for row in register.people if row["starts_on"] == wuhan.HIRED.isoformat()}
    came = {number for _venue, number in hongshan.trainees}
    assert (len(hired & came), len(came - hired)) == (50, 300)
