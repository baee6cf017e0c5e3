"""A village mediator settles a quarrel in one sitting: one action, every step taken, nothing skipped."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fengqiao.core import audit
from fengqiao.core.errors import Forbidden, Malformed, NotNow
from fengqiao.disputes.models import Dispute
from fengqiao.documents import queries as documents
from fengqiao.mediation import actions
from fengqiao.mediation.actions import Promise, Sitting
from fengqiao.mediation.models import Agreement, Consent, MediationRecord, RightsNotice, Session
from fengqiao.mediation.tests.test_opening import refused
from tests.office import leak

pytestmark = pytest.mark.django_db


def sitting(office, **changes) -> Sitting:
    values = {
        "started_at": office.now - timedelta(minutes=30),
        "place": "洪珞社区居委会",
        "facts": "李秀英在楼道堆放杂物，张建国多次劝说未果，双方争吵。",
        "promises": (Promise("清理楼道杂物并当面道歉", debtor=1, creditor=0),),
        "told_principles": True,
        "consented": True,
    }
    return Sitting(**{**values, **changes})


def test_one_sitting_takes_every_step_of_the_life_cycle(office, cai):
    dispute = actions.settle_on_the_spot(cai, sitting(office), matter=leak())
    dispute.refresh_from_db()
    assert dispute.status == "performing"
    assert dispute.file_number
    verbs = [event.verb for event in audit.history(dispute.pk)]
    steps = [
        "register", "accept", "assign", "give_notice", "give_consent", "start", "plan_session", "hold_session",
        "write_record", "draft_agreement", "agree", "take_effect",
    ]  # fmt: skip
    assert [verb for verb in steps if verb in verbs] == steps
    assert [verbs.index(verb) for verb in steps] == sorted(verbs.index(verb) for verb in steps)
    assert (RightsNotice.objects.count(), Consent.objects.count()) == (2, 2)
    assert Agreement.objects.get().effect_rule == "EFFECT_ORAL"
    kinds = {document.kind for document in documents.for_subject("dispute", dispute.pk)}
    assert {"rights_notice", "mediation_record", "oral_agreement"} <= kinds
    assert audit.broken_link(dispute.pk) is None


def test_money_handed_over_on_the_spot_stands_in_the_agreement(office, cai):
    paid = Promise("支付医药费", debtor=1, creditor=0, kind="pay", amount=Decimal(200))
    actions.settle_on_the_spot(cai, sitting(office, promises=(paid,)), matter=leak())
    obligation = Agreement.objects.get().obligations.get()
    assert (obligation.amount, obligation.on_the_spot, obligation.creditor_name) == (Decimal(200), True, "张建国")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"consented": False}, "consent_missing"),
        ({"told_principles": False}, "principles_not_told"),
        ({"place": ""}, "place_missing"),
        ({"promises": (Promise("道歉", debtor=7),)}, "party_unknown"),
        ({"notice_mode": "oral_recorded"}, "oral_word_unproved"),
    ],
)
def test_what_is_missing_on_the_page_refuses_all_of_it(office, cai, changes, code):
    refused(Malformed, code, actions.settle_on_the_spot, cai, sitting(office, **changes), matter=leak())
    assert not Dispute.objects.exists()
    assert not Session.objects.exists()


@pytest.mark.parametrize("category", ["medical", "labour"])
def test_matters_that_want_writing_cannot_be_settled_orally(office, cai, category):
    refused(
        NotNow, "missing_form_allowed", actions.settle_on_the_spot, cai, sitting(office), matter=leak(category=category)
    )
    assert not Dispute.objects.exists()
    assert not MediationRecord.objects.exists()


def test_somebody_who_is_no_mediator_cannot_settle_anything(office, cai):
    refused(Forbidden, "no_mediator", actions.settle_on_the_spot, office.tu, sitting(office), matter=leak())
    assert not Dispute.objects.exists()
