"""A handful of invented cases, one for each stage of the life-cycle, entered through the same actions that people use."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zlib import crc32

from django.utils import timezone
from PIL import Image, ImageDraw

from fengqiao.accounts.access import actor_of
from fengqiao.accounts.queries import by_username
from fengqiao.core.actor import Actor
from fengqiao.disputes import actions as disputes
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.rules.matter import NewMatter
from fengqiao.disputes.rules.parties import NewParty
from fengqiao.mediation import actions as mediation
from fengqiao.mediation.queries import case
from fengqiao.organisations import queries as organisations

STROKES = [[[10.0, 12.0, 0.0], [28.0, 18.0, 40.0], [46.0, 9.0, 80.0]], [[14.0, 30.0, 160.0], [44.0, 33.0, 220.0]]]


@dataclass(frozen=True)
class Crew:
    """Who works on the demo cases, as they are at a moment."""

    at: datetime
    region_code: str

    def then(self, **ago: float) -> "Crew":
        """Return the same people so long before."""
        return replace(self, at=self.at - timedelta(**ago))

    def __getitem__(self, username: str) -> Actor:
        user = by_username(username)
        if user is None:
            raise KeyError(username)
        return replace(actor_of(user, timezone.now()), at=self.at)


def _phone(name: str) -> str:
    """Return a number of one's own, so that no two demo cases look like one another for their phones."""
    return f"1380000{crc32(name.encode()) % 10_000:04}"


def _matter(crew: Crew, narrative: str, category: str, ours: str, theirs: NewParty | str, **more: object) -> NewMatter:
    other = theirs if isinstance(theirs, NewParty) else NewParty("respondent", "person", theirs, phone=_phone(theirs))
    values: dict[str, object] = {
        "narrative": narrative,
        "category": category,
        "category_confirmed": True,
        "region_code": crew.region_code,
        "parties": (NewParty("applicant", "person", ours, phone=_phone(ours)), other),
        **more,
    }
    return NewMatter(**values)  # type: ignore[arg-type]  # the values carry each field's own type


def _registered(crew: Crew) -> Dispute:
    text = "小区地下车库漏水，把停在车位上的车泡了，物业说不是他们的责任，双方争执多次，要求赔偿修车费六千五百元。"
    firm = NewParty("respondent", "organisation", "某小区物业服务有限公司", phone="02787650000")
    return disputes.register(
        crew["chuangkou"], _matter(crew, text, "property_management", "孔德明", firm, amount=Decimal(6500))
    )


def _routed(crew: Crew) -> Dispute:
    text = "两家共用的院墙倒塌，谁来出钱重修说不拢，昨天在院子里大声争吵，邻居劝开了。"
    dispute = disputes.register(crew["chuangkou"], _matter(crew, text, "neighbours", "冯玉珍", "韩立新"))
    committee = crew["zhuren"].organisation_id
    assert committee is not None  # noqa: S101 - the demo accounts were made with organisations
    disputes.route(crew["fenliu"], dispute.pk, receiver_id=committee)
    return dispute


def _accepted(crew: Crew, text: str, category: str, ours: str, theirs: str, **more: object) -> Dispute:
    dispute = disputes.register(crew["zhuren"], _matter(crew, text, category, ours, theirs, **more))
    disputes.accept(crew["zhuren"], dispute.pk)
    lead = crew["tiaojieyuan"].person_id or crew["zhuren"].person_id
    assert lead is not None  # noqa: S101 - both accounts were made with a person
    return mediation.assign(crew["zhuren"], dispute.pk, lead_id=lead)


def _mediating(crew: Crew) -> Dispute:
    text = "楼上住户夜里经常拖动家具、跺脚，影响休息，多次上门沟通没有结果，要求对方晚上十点以后保持安静。"
    dispute = _accepted(crew, text, "neighbours", "吕桂芳", "秦志刚")
    _start(crew, dispute)
    mediation.plan_session(
        crew["tiaojieyuan"],
        dispute.pk,
        mediation.NewSession(starts_at=timezone.now() + timedelta(days=2), place="调解室"),
    )
    return dispute


def _start(crew: Crew, dispute: Dispute) -> None:
    answers = [
        mediation.PartyAnswer(party.pk, word=mediation.Word(), has_notice=True, answer="gives")
        for party in case.party_rows(dispute)
    ]
    mediation.take_answers(crew["tiaojieyuan"], dispute.pk, answers, start=True)


def _heard(crew: Crew, dispute: Dispute, body: str) -> None:
    mediator = crew["tiaojieyuan"]
    new = mediation.NewSession(starts_at=crew.at - timedelta(minutes=50), place="调解室")
    session = mediation.plan_session(mediator, dispute.pk, new)
    mediation.hold_session(mediator, dispute.pk, session.pk)
    mediation.write_record(mediator, dispute.pk, session.pk, body=body, result="agreed", told_principles=True)


def _performing(crew: Crew) -> Dispute:
    text = "装修时不慎把楼下的水管打断，楼下家具、地板泡坏，双方对赔偿数额有分歧，申请调解。"
    dispute = _accepted(crew, text, "neighbours", "汪文斌", "康小军", amount=Decimal(12000))
    _start(crew, dispute)
    _heard(crew, dispute, "调解员现场查看了损失，双方核对了维修清单，就赔偿数额和付款时间达成一致。")
    ours, theirs = list(dispute.parties.all())[:2]
    today = timezone.localdate(crew.at)
    parts = tuple(mediation.NewInstalment(Decimal("4000.00"), today + timedelta(days=days)) for days in (5, 35, 65))
    promise = mediation.NewObligation(
        kind="pay",
        description="支付家具、地板损失赔偿款",
        debtor_id=theirs.pk,
        creditor_id=ours.pk,
        amount=Decimal("12000.00"),
        mode="银行转账",
        instalments=parts,
    )
    draft = mediation.Draft(facts=text, issues="赔偿数额和付款时间。", place="当事人住所地", obligations=(promise,))
    mediation.draft_agreement(crew["tiaojieyuan"], dispute.pk, draft)
    mediation.agree(crew["tiaojieyuan"], dispute.pk)
    _sign(crew, dispute)
    return dispute


def _sign(crew: Crew, dispute: Dispute) -> None:
    agreement = case.current_agreement(dispute)
    assert agreement is not None  # noqa: S101 - it was drafted just above
    mediator = crew["tiaojieyuan"]
    signers = [mediation.Signer("party", party_id=party.pk) for party in case.party_rows(dispute)]
    signers.append(mediation.Signer("mediator", person_id=case.mediators(dispute)[0].person_id))
    for signer in signers:
        mediation.sign_on_pad(
            mediator,
            dispute.pk,
            signer=signer,
            strokes=STROKES,
            document_hash=agreement.document_hash,
            device="演示手写板",
        )
    mediation.sign_on_paper(
        mediator,
        dispute.pk,
        signers=[mediation.Signer("seal")],
        scan=mediation.Upload("盖章页.png", _scan()),
        document_hash=agreement.document_hash,
    )


def _scan() -> bytes:
    """Return a picture that stands for a scanned page: lines of writing and a round seal."""
    page = Image.new("RGB", (620, 877), "white")
    pen = ImageDraw.Draw(page)
    for line in range(12):
        pen.line((70, 120 + line * 46, 550, 120 + line * 46), fill=(90, 90, 90), width=2)
    pen.ellipse((380, 640, 540, 800), outline=(190, 30, 30), width=5)
    kept = io.BytesIO()
    page.save(kept, "PNG")
    return kept.getvalue()


def _settled(crew: Crew) -> Dispute:
    text = "两家孩子在广场玩耍时推搡，一方孩子膝盖擦伤，家长之间发生口角，当场请求调解。"
    sitting = mediation.Sitting(
        started_at=crew.at - timedelta(minutes=40),
        place="社区广场",
        facts=text,
        promises=(
            mediation.Promise(description="向对方赔礼道歉", debtor=1, creditor=0, kind="apologise"),
            mediation.Promise(description="支付医药费", debtor=1, creditor=0, kind="pay", amount=Decimal("260.00")),
        ),
        told_principles=True,
        consented=True,
    )
    return mediation.settle_on_the_spot(
        crew["cunju"], sitting, matter=_matter(crew, text, "damages", "万春梅", "龙振华")
    )


def _terminated(crew: Crew) -> Dispute:
    text = "亲戚之间借款三万元，约定去年年底归还，至今未还，借款人称暂时没有钱。"
    dispute = _accepted(crew, text, "contract", "申家栋", "祝永康", amount=Decimal(30000))
    _start(crew, dispute)
    mediation.terminate(
        crew["tiaojieyuan"],
        dispute.pk,
        reason="too_far_apart",
        explanation="一方要求立即全额归还，另一方坚持五年还清。",
    )
    return dispute


STORIES: tuple[tuple[dict[str, float], Callable[[Crew], Dispute]], ...] = (
    ({"days": 26}, _terminated),
    ({"days": 12}, _performing),
    ({"days": 6}, _settled),
    ({"days": 3}, _mediating),
    ({"hours": 20}, _routed),
    ({"hours": 3}, _registered),
)


def enter() -> None:
    """Enter the cases of the jurisdiction at work, each at the place of the committee that takes it.

    What belongs to an earlier day happens at ten in the morning, at whatever hour the platform is started first.
    """
    now = timezone.now()
    morning = timezone.localtime(now).replace(hour=10, minute=0).astimezone(UTC)
    for ago, story in STORIES:
        desk = Crew(now, "")["cunju" if story is _settled else "zhuren"].organisation_id
        committee = organisations.get(desk) if desk else None
        assert committee is not None  # noqa: S101 - the demo accounts were made with organisations
        story(Crew(morning if "days" in ago else now, committee.region_code).then(**ago))
