"""Who may speak and sign for a party. Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fengqiao.core.text import N_

FULL_AGE = 18
MINOR = "民法典第17条至第23条"
GROUP = "信访工作条例第20条；profile.limits"


@dataclass(frozen=True)
class Agent:
    """Somebody registered beside a party. role: representative, agent, guardian or member."""

    id: UUID
    role: str
    name: str


@dataclass(frozen=True)
class Party:
    """A party as the rules see it. kind: person, organisation or group; side: applicant, respondent or third."""

    id: UUID
    name: str
    kind: str
    side: str
    birth_on: date | None = None
    agents: tuple[Agent, ...] = ()


Hand = tuple[UUID, UUID | None]
"""Whose hand: the party, and who signs for it (None: the party itself)."""


@dataclass(frozen=True)
class Signatory:
    """One person who signs for a party; ``agent_id`` None is the party itself."""

    party_id: UUID
    agent_id: UUID | None
    name: str

    @property
    def hand(self) -> Hand:
        """The key under which a signature is looked up."""
        return self.party_id, self.agent_id


@dataclass(frozen=True)
class Standing:
    """How a party acts: any one of ``ways``, each of which needs all of its signatories.

    ``why`` says why not the party itself; ``missing`` what must be registered first, when there is no way at all.
    """

    party: Party
    ways: tuple[tuple[Signatory, ...], ...]
    why: str = ""
    missing: str = ""
    source: str = ""

    def admits(self, agent_id: UUID | None) -> bool:
        """Whether this person, or with None the party itself, may act for the party."""
        return any(each.agent_id == agent_id for way in self.ways for each in way)

    def moment(self, signed: Mapping[Hand, datetime]) -> datetime | None:
        """Return when the party had signed by its quickest complete way, None while none is complete."""
        done = [max(signed[each.hand] for each in way) for way in self.ways if all(each.hand in signed for each in way)]
        return min(done) if done else None

    def lacking(self, signed: Collection[Hand]) -> tuple[Signatory, ...]:
        """Return who still has to sign on the way that is nearest to done; empty when a way is complete."""
        rests = [tuple(each for each in way if each.hand not in signed) for way in self.ways]
        return min(rests, key=len) if rests else ()


def is_minor(party: Party, on: date) -> bool:
    """Whether a person is under eighteen on a local date; False when the birth date is not known."""
    if party.kind != "person" or party.birth_on is None:
        return False
    born = party.birth_on
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return years < FULL_AGE


def standing(party: Party, on: date) -> Standing:
    """Return who may act for a party on a local date.

    A minor, or an adult for whom a guardian is registered, acts through a guardian; a group through all of its
    representatives; everybody else in person. A registered agent may act instead of all but guardians.
    """

    def of(role: str) -> tuple[Signatory, ...]:
        return tuple(Signatory(party.id, agent.id, agent.name) for agent in party.agents if agent.role == role)

    guardians = of("guardian")
    if guardians or is_minor(party, on):
        why = N_("无完全民事行为能力，由法定代理人（监护人）代为表示和签名")
        missing = "" if guardians else N_("未满十八周岁，尚未登记法定代理人（监护人）")
        return Standing(party, tuple((each,) for each in guardians), why, missing, MINOR)
    by_agent = tuple((each,) for each in of("agent"))
    itself = (Signatory(party.id, None, party.name),)
    if party.kind == "group" and (representatives := of("representative")):
        return Standing(party, (representatives, *by_agent), N_("多人一方由推选的代表人签名"), source=GROUP)
    return Standing(party, (itself, *by_agent))


def principals(parties: Collection[Party]) -> tuple[Party, ...]:
    """Return the parties whose will decides: both sides, not those who are merely concerned (人民调解法第17条)."""
    return tuple(party for party in parties if party.side in ("applicant", "respondent"))
