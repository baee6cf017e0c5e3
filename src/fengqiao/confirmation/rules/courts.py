"""Which courts may be asked to confirm an agreement, and why (民事诉讼法第205条; 民诉法解释第352条). Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fengqiao.confirmation.rules.words import GROUND_NAMES, Ground
from fengqiao.core.text import N_

LAW = "民事诉讼法第205条"
INVITED_LAW = "民事诉讼法第205条第一项"
OWN_LAW = "民事诉讼法第205条第二项"
ENTRUSTED_LAW = "最高人民法院关于人民法院特邀调解的规定第20条"


@dataclass(frozen=True)
class Court:
    """A court of the register. region_code: 12 digits; is_basic False: the intermediate court of a whole city."""

    id: UUID
    name: str
    region_code: str
    is_basic: bool


@dataclass(frozen=True)
class Place:
    """A place that makes a court competent: on which ground, told how, in which county ("" when it is not known)."""

    ground: Ground
    told: str
    county_code: str


@dataclass(frozen=True)
class Choice:
    """A competent court with its grounds. ``id`` None: it stands in no register. ``condition``: only if that holds."""

    name: str
    id: UUID | None
    grounds: tuple[Ground, ...]
    reasons: tuple[str, ...]
    source: str
    condition: str = ""


@dataclass(frozen=True)
class Advice:
    """All courts that may be asked, the surest first, and what else is to be known."""

    choices: tuple[Choice, ...]
    notes: tuple[str, ...] = ()

    def find(self, court_id: UUID | None, name: str) -> Choice | None:
        """Return the choice that is this court, by its key or, outside the register, by its name."""
        if court_id is not None:
            return next((each for each in self.choices if each.id == court_id), None)
        return next((each for each in self.choices if each.name == name.strip()), None)


def barred(court_stage: str) -> str:
    """Return why there is nothing to confirm, "" when there may be: after filing, the court itself makes a 调解书."""
    if court_stage in ("entrusted", "summary"):
        return N_("本案由人民法院立案后委托调解，协议交委托的人民法院审查并制作调解书，不另行申请司法确认。")
    return ""


def invited(name: str, courts: Sequence[Court]) -> Advice:
    """Return the one competent court when a court invited the committee to mediate before filing (先行调解)."""
    known = next((court for court in courts if court.name == name), None)
    choice = Choice(
        name=name,
        id=known.id if known else None,
        grounds=(Ground.INVITED,),
        reasons=(N_("%(court)s邀请调解组织开展先行调解，只能向该院提出。") % {"court": name},),
        source=INVITED_LAW,
    )
    return Advice((choice,))


def own(places: Sequence[Place], courts: Sequence[Court]) -> Advice:
    """Return the competent courts when the committee mediated on its own: of the places, the most grounds first.

    Any one of them may be asked. The intermediate court is listed under its condition. Places without a known county, and
    counties without a court in the register, are told as notes.
    """
    found: dict[UUID, list[Place]] = {}
    notes = []
    for place in places:
        here = [court for court in courts if court.is_basic and court.region_code[:6] == place.county_code]
        for court in here:
            found.setdefault(court.id, []).append(place)
        if not here:
            told = N_("%(place)s：该地基层人民法院也有管辖权，但不在名册中，如向该院提出，请填写法院名称。")
            notes.append(told % {"place": place.told})
    by_id = {court.id: court for court in courts}
    basic = [
        Choice(
            name=by_id[court_id].name,
            id=court_id,
            grounds=tuple(dict.fromkeys(place.ground for place in reasons)),
            reasons=tuple(dict.fromkeys(place.told for place in reasons)),
            source=OWN_LAW,
        )
        for court_id, reasons in found.items()
    ]
    basic.sort(key=lambda choice: (-len(choice.reasons), choice.name))
    higher = [
        Choice(
            name=court.name,
            id=court.id,
            grounds=(Ground.INTERMEDIATE,),
            reasons=(GROUND_NAMES[Ground.INTERMEDIATE],),
            source=OWN_LAW,
            condition=N_("仅限协议所涉纠纷依法应当由中级人民法院管辖的"),
        )
        for court in courts
        if not court.is_basic
    ]
    return Advice((*basic, *higher), tuple(dict.fromkeys(notes)))
