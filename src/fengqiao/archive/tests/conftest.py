"""夏云峰's mediation room, and matters that have come to their end in different ways."""

from dataclasses import dataclass

import pytest

from fengqiao.disputes.actions.files import add_file
from fengqiao.disputes.models import Dispute
from fengqiao.followup import actions as followup
from fengqiao.followup import queries as performance
from fengqiao.mediation import actions as mediation
from fengqiao.mediation.actions import Upload
from fengqiao.mediation.tests.conftest import Room
from tests.outcome import effective, fresh, photo, scan


@pytest.fixture
def room(office) -> Room:
    """夏云峰's mediation room."""
    return Room(office)


@dataclass
class Endings:
    """Short ways to the end of a matter, each through the public actions."""

    room: Room

    def identified(self, dispute: Dispute) -> Dispute:
        """The matter with an identity copy of each party."""
        for party in dispute.parties.all():
            add_file(
                self.room.xia, dispute.pk, kind="identity_copy", name="身份证.jpg", content=photo(), party_id=party.pk
            )
        return fresh(dispute)

    def closed(self, *, identified: bool = True, **matter) -> Dispute:
        """张建国 and 李秀英 agreed, she performed, 夏云峰 visited: closed on the next day."""
        dispute = effective(self.room, **matter)
        self.room.later(days=1)
        progress = performance.overview(dispute).progress
        receipt = Upload("收条.pdf", scan("receipt page one", "receipt page two"))
        followup.record_performance(
            self.room.xia, dispute.pk, parts=[each.part.key for each in progress], voucher=receipt
        )
        for visit in performance.planned_visits(dispute):
            made = followup.NewVisit(way="phone", visited="张建国", satisfaction="satisfied")
            followup.visit(self.room.xia, dispute.pk, made, visit_id=visit.pk)
        followup.close(self.room.xia, dispute.pk)
        return self.identified(dispute) if identified else fresh(dispute)

    def terminated(self) -> Dispute:
        """Mediation ended without agreement after one session."""
        dispute = self.room.heard()
        mediation.terminate(self.room.xia, dispute.pk, reason="too_far_apart", explanation="分歧较大")
        return fresh(dispute)


@pytest.fixture
def endings(room) -> Endings:
    """Matters that have ended."""
    return Endings(room)
