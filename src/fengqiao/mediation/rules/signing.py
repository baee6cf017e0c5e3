"""Whose hands an agreement still needs, and from which moments it takes effect. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fengqiao.core.text import N_, listed
from fengqiao.mediation.rules.standing import Hand, Standing


@dataclass(frozen=True)
class Signing:
    """How far the signing of one text is.

    parties: how each party that must sign acts; mediators: current ones by id, the presiding one first.
    by_party, by_mediator: moments of the signatures under this very text; sealed_at: when the seal was affixed.
    """

    parties: tuple[Standing, ...]
    mediators: Mapping[UUID, str]
    by_party: Mapping[Hand, datetime]
    by_mediator: Mapping[UUID, datetime]
    sealed_at: datetime | None

    @property
    def parties_at(self) -> datetime | None:
        """When the last of all parties had signed; None while one has not."""
        moments = [each.moment(self.by_party) for each in self.parties]
        known = [moment for moment in moments if moment is not None]
        return max(known) if moments and len(known) == len(moments) else None

    @property
    def mediator_at(self) -> datetime | None:
        """When the presiding mediator signed."""
        presiding = next(iter(self.mediators), None)
        return self.by_mediator.get(presiding) if presiding else None

    @property
    def is_complete(self) -> bool:
        """Whether all parties, the presiding mediator and the seal are there (人民调解法第29条)."""
        return None not in (self.parties_at, self.mediator_at, self.sealed_at)

    def missing(self) -> tuple[str, ...]:
        """Return in Chinese, one by one, what is still missing."""
        said = []
        for each in self.parties:
            if each.missing:
                said.append(N_("%(party)s：%(outcome)s") % {"party": each.party.name, "outcome": each.missing})
                continue
            names = [signatory.name for signatory in each.lacking(self.by_party)]
            if names:
                behind = "" if names == [each.party.name] else N_("（%(names)s）") % {"names": listed(names)}
                said.append(N_("%(party)s%(names)s尚未签名") % {"party": each.party.name, "names": behind})
        if self.mediator_at is None:
            name = next(iter(self.mediators.values()), "")
            said.append(N_("人民调解员%(name)s尚未签名") % {"name": name})
        if self.sealed_at is None:
            said.append(N_("尚未加盖人民调解委员会印章"))
        return tuple(said)
