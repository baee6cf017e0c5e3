"""Named people and the matters of this package's tests: 夏云峰 mediates 张建国 and 李秀英's quarrel over a leak."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core.actor import Actor
from fengqiao.disputes import actions as disputes
from fengqiao.disputes.models import Dispute
from fengqiao.mediation import actions
from fengqiao.mediation.actions import Draft, NewObligation, NewSession, PartyAnswer, Signer, Upload, Word
from fengqiao.mediation.queries import case
from fengqiao.people import actions as people
from tests.office import NOW, Office, leak

PDF = b"%PDF-1.7\n" + b"scan of the signed paper\n" * 20
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
STROKES = [[[10.0, 10.0, 0], [20.0, 14.0, 16], [31.0, 9.0, 32]], [[12.0, 22.0, 90], [33.0, 24.0, 120]]]


def hundreds(amount):
    """An amount in yuan."""
    return Decimal(amount).quantize(Decimal("0.01"))


@dataclass
class Room:
    """A mediation room: the office, and short ways through a case, each of them through the public actions."""

    office: Office

    @property
    def xia(self) -> Actor:
        """夏云峰, who mediates."""
        return self.office.mediator

    @property
    def cheng(self) -> Actor:
        """程继红, who directs the committee and mediates too."""
        return self.office.director

    def accepted(self, **changes) -> Dispute:
        """A matter that the street's committee has accepted."""
        dispute = disputes.register(self.cheng, leak(**changes))
        return disputes.accept(self.cheng, dispute.pk)

    def assigned(self, **changes) -> Dispute:
        """The same with 夏云峰 presiding."""
        dispute = self.accepted(**changes)
        return actions.assign(self.cheng, dispute.pk, lead_id=self.office.xia.pk)

    def answers(self, dispute: Dispute) -> list[PartyAnswer]:
        """What everybody signs and answers when all goes well."""
        return [
            PartyAnswer(party.pk, word=self.word(party), has_notice=True, answer="gives")
            for party in case.party_rows(dispute)
        ]

    def word(self, party, mode="paper", **more) -> Word:
        """The word of whoever may speak for a party."""
        for role in ("guardian", "representative"):
            agent = next((each for each in party.agents.all() if each.role == role), None)
            if agent:
                return Word(mode=mode, by_agent_id=agent.pk, **more)
        return Word(mode=mode, **more)

    def started(self, **changes) -> Dispute:
        """A matter in mediation."""
        dispute = self.assigned(**changes)
        return actions.take_answers(self.xia, dispute.pk, self.answers(dispute), start=True)

    def heard(self, **changes) -> Dispute:
        """A matter after one session with its record."""
        dispute = self.started(**changes)
        new = NewSession(starts_at=earlier(self.office.now), place="珞南街道调解室")
        session = actions.plan_session(self.xia, dispute.pk, new)
        actions.hold_session(self.xia, dispute.pk, session.pk)
        actions.write_record(
            self.xia,
            dispute.pk,
            session.pk,
            body="双方陈述了漏水的经过，经劝导就赔偿和维修达成一致。",
            result="agreed",
            told_principles=True,
        )
        dispute.refresh_from_db()
        return dispute

    def draft(self, dispute: Dispute, **changes) -> Draft:
        """李秀英 pays 张建国 3,000 yuan by the end of the year and mends the pipe within ten days."""
        applicant, respondent = list(dispute.parties.all())[:2]
        values = {
            "facts": "李秀英家卫生间漏水，泡坏了张建国家客厅天花板。",
            "issues": "赔偿数额和维修责任。",
            "place": "珞南街道洪珞社区",
            "obligations": (
                NewObligation(
                    kind="pay",
                    description="支付天花板修复费用",
                    debtor_id=respondent.pk,
                    creditor_id=applicant.pk,
                    amount=hundreds(3000),
                    mode="银行转账",
                    due_on=date(2026, 12, 31),
                ),
                NewObligation(
                    kind="act",
                    description="修复卫生间防水层",
                    debtor_id=respondent.pk,
                    creditor_id=applicant.pk,
                    due_on=date(2026, 11, 30),
                ),
            ),
        }
        return Draft(**{**values, **changes})

    def agreed(self, **changes) -> Dispute:
        """A matter whose text lies before the parties to be signed."""
        dispute = self.heard(**changes)
        actions.draft_agreement(self.xia, dispute.pk, self.draft(dispute))
        return actions.agree(self.xia, dispute.pk)

    def hash_of(self, dispute: Dispute) -> str:
        """The hash of the current text."""
        return case.current_agreement(dispute).document_hash

    def sign(self, dispute: Dispute, *signers: Signer, actor=None, **more):
        """Sign on paper."""
        return actions.sign_on_paper(
            actor or self.xia,
            dispute.pk,
            signers=signers,
            scan=Upload("协议书.pdf", PDF),
            document_hash=self.hash_of(dispute),
            **more,
        )

    def hands(self, dispute: Dispute) -> list[Signer]:
        """All that must sign: every party, 夏云峰, the seal."""
        parties = [Signer("party", party_id=party.pk) for party in dispute.parties.all()]
        return [*parties, Signer("mediator", person_id=self.office.xia.pk), Signer("seal")]

    def later(self, **delta) -> "Room":
        """The same room at a later moment."""
        self.office.later(**delta)
        return self


@pytest.fixture
def room(office) -> Room:
    """夏云峰's mediation room."""
    return Room(office)


@pytest.fixture
def cai(office) -> Actor:
    """蔡晓梅, who mediates alone at the community of 洪珞."""
    keeper = Actor(
        None, "登记员", NOW, frozenset({Permission.MANAGE_REGISTRY, Permission.VIEW_REGISTRY}), region_scope="4201"
    )
    post = people.NewPost(
        organisation_id=office.community.pk, post="mediator", origin="elected", starts_on=date(2024, 5, 6)
    )
    person = people.register(keeper, name="蔡晓梅", post=post)
    return office.actor(Role.VILLAGE_MEDIATOR, office.community, name="蔡晓梅", person=person)


def at(actor: Actor, **delta) -> Actor:
    """The same actor a while later."""
    return replace(actor, at=actor.at + timedelta(**delta))


def earlier(moment):
    """An hour before a moment; soon after midnight the midnight, for a session is on no day before it was asked for."""
    midnight = timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(moment - timedelta(hours=1), midnight)


def local(moment):
    """A moment's local date."""
    return timezone.localtime(moment).date()
