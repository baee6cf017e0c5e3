"""Zhanqian (营站政发〔2021〕2号): 41 villages and communities with one part-time mediator and one legal adviser each, five streets with
one full-time mediator and one studio each, six mediators at the court and the bureau, a talk point in every village and community.

The present list of places has six streets and 50 villages and communities; the document has five and 41, and those are filled.
"""

from __future__ import annotations

from datetime import date

from fengqiao.exchange.generating.registers.making import Maker, Slot, host_of, stem, village_kind
from fengqiao.exchange.generating.registers.shapes import Place, Register, World

STREETS, VILLAGES = 5, 41
SEED = 20211228
TERM = (date(2024, 1, 10), date(2027, 1, 9))
_LEFT_OUT = "八田地街道"


def make(world: World) -> Register:
    """Return what the register of Zhanqian still lacks."""
    maker = Maker(world, SEED, short="营站", terms=TERM, since=TERM[0])
    streets = [street for street in world.below(world.root.code) if street.name != _LEFT_OUT][:STREETS]
    for street, villages in zip(streets, _shared(world, streets), strict=True):
        _street(maker, street)
        for village in villages:
            _village(maker, street, village)
    court = f"{world.root.path}驻法院人民调解委员会"
    maker.staff(court, "210802", [Slot("mediator", "appointed", True, True)] * 4)
    maker.staff(f"{world.root.path}物业纠纷人民调解委员会", "210802", [Slot("mediator", "appointed", True, True)] * 2)
    return maker.register


def _shared(world: World, streets: list[Place]) -> list[list[Place]]:
    """Return the 41 villages and communities by street: those with a committee first, then in the order of their codes."""
    everywhere = [village for street in streets for village in world.below(street.code)]
    known = [place for place in everywhere if f"{place.path}人民调解委员会" in world.standing]
    chosen = {place.code for place in (known + [place for place in everywhere if place not in known])[:VILLAGES]}
    return [[place for place in world.below(street.code) if place.code in chosen] for street in streets]


def _street(maker: Maker, street: Place) -> None:
    name = maker.committee(
        "street_committee",
        street,
        (street,),
        parent="营口市站前区司法局",
        host_name=f"营口市站前区人民政府{street.name}办事处",
    )
    maker.staff(name, "210802", [Slot("director", "appointed", True)])
    studios = [each for each in maker.world.standing if each.startswith(street.name) and each.endswith("调解工作室")]
    if not studios:
        one = maker.invent("210802", is_woman=None)
        called = f"{street.name}{one.name}调解工作室"
        studio = maker.organisation("studio", called, street, parent=name, named_person_name=one.name)
        maker.hire(studio, "210802", Slot("mediator"), who=one)


def _village(maker: Maker, street: Place, village: Place) -> None:
    above = f"{street.path}人民调解委员会"
    kind = village_kind(village)
    name = maker.committee(kind, village, (street, village), parent=above, host_name=host_of(village))
    maker.staff(name, "210802", [Slot("director", "appointed")])
    maker.hire(name, "210802", Slot("legal_adviser"), employer=f"辽宁{stem(street.name)}律师事务所")
    people = "村民" if kind == "village_committee" else "居民"
    maker.organisation("talk_point", f"{village.name}{people}评理说事点", village, parent=name)
