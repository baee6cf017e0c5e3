"""Real records behind every page: a matter at each stage of its life, long ones among them, and who sits at which desk."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.utils import timezone

from fengqiao.accounts.access import actor_of
from fengqiao.accounts.models import User
from fengqiao.accounts.permissions import Role
from fengqiao.archive import actions as archive
from fengqiao.assessment import actions as assessment
from fengqiao.assessment.models import Application
from fengqiao.confirmation import actions as confirmation
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.disputes import actions as disputes
from fengqiao.disputes.actions.files import add_file
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.portal.views import DRAFT, MINE
from fengqiao.disputes.rules.parties import NewAgent, NewParty
from fengqiao.exchange import actions as exchange
from fengqiao.exchange.actions import asking, exporting
from fengqiao.followup import actions as followup
from fengqiao.followup import queries as performance
from fengqiao.mediation import actions as mediation
from fengqiao.mediation.actions import NewSession, Upload
from fengqiao.mediation.models import Session
from fengqiao.mediation.tests.conftest import Room, earlier
from fengqiao.people import actions as people
from fengqiao.people.actions import complaining
from fengqiao.people.portal.views import MINE as COMPLAINTS
from fengqiao.statistics import actions as statistics
from fengqiao.statistics.rules import periods
from fengqiao.subsidies import actions as subsidies
from fengqiao.training import actions as training
from tests.journeys.hand import Hand
from tests.journeys.town import Town, account
from tests.office import COMMUNITY, leak
from tests.outcome import effective, fresh, pays, photo, scan, soon, yuan

LONG_NAME = (
    "买买提依明阿不都热合曼江艾合买提托合提亚森玉素甫依布拉音吐尔逊古丽米娜瓦尔热孜万古丽帕提古丽阿依古丽茹仙古丽克孜"
)
LONG_STORY = "楼上住户卫生间漏水，把客厅天花板泡坏了，双方多次交涉没有结果。" * 600
FRUIT = "家装饰有限公司拖欠木工班组工资，老乡们多次上门讨要，公司一直推说工程款没有到账。"
ANSWERED = {
    "story": {"narrative": "楼下餐馆油烟直接排到我家阳台，窗户都不敢开。"},
    "place": {"region": [COMMUNITY, "武汉市洪山区珞南街道洪珞社区"], "place": "3栋2单元"},
    "self": {"name": "周小兰", "phone": "13712345678", "id_number": ""},
    "other": {"kind": "organisation", "name": "好味道餐馆", "phone": "", "address": "一楼门面"},
    "wish": {"wish": "改装烟道", "amount": "2000"},
}
"""What an applicant has told so far."""


@dataclass
class Records:
    """What the pages show. scenes: for the arguments of an address, records that fit together, the likeliest first; queries: what follows them."""

    town: Town
    desks: dict[str, User] = field(default_factory=dict)
    scenes: list[dict[str, Any]] = field(default_factory=list)
    queries: dict[str, str] = field(default_factory=dict)
    matters: list[UUID] = field(default_factory=list)
    kept: dict[str, list[str]] = field(default_factory=dict)
    """What the applicant's browser remembers besides the answers."""

    @property
    def room(self) -> Room:
        """夏云峰's mediation room this morning."""
        return Room(self.town.lately(hours=3))

    def applicant(self) -> Client:
        """The browser of somebody who has answered every question of the portal, and applied before."""
        client = Client(HTTP_HOST="wuhan.localhost")
        session = client.session
        session.update({DRAFT: ANSWERED, MINE: [str(self.matters[0])], **self.kept})
        session.save()
        return client

    def lend(self, hand: Hand) -> Hand:
        """Give a window the applicant's session."""
        client = self.applicant()
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.town.address}
        hand.page.context.add_cookies([cookie])
        return hand

    def add(self, dispute: Dispute, **more: Any) -> Dispute:
        """Put a matter before the pages."""
        self.scenes.append({"pk": dispute.pk, **more})
        self.matters.append(dispute.pk)
        return dispute


def desks(town: Town) -> dict[str, User]:
    """Everybody who opens pages, whoever opens most of them first."""
    office = town.office
    return {
        "director": town.cheng(),
        "mediator": town.xia(),
        "triage": town.gong(),
        "counter": town.tu(),
        "bureau": town.lu(),
        "court": account("mengfanyu", "孟凡宇", Role.COURT, office.court),
        "auditor": account("weilan", "魏岚", Role.AUDITOR, None, scope="4201"),
        "administrator": account("heqi", "何琦", Role.ADMINISTRATOR, None, scope="4201"),
    }


def intake(records: Records) -> None:
    """Matters before a committee has accepted them."""
    office = records.town.lately(hours=4)
    records.add(disputes.register(office.tu, leak(narrative="对方扬言要带刀来，已经打过一次架，两家老人都住院了。")))
    offered = disputes.register(office.tu, leak())
    disputes.route(office.gong, offered.pk, receiver_id=office.street.pk, why="情况复杂")
    records.add(offered)
    declined = disputes.register(office.director, leak())
    disputes.decline(office.director, declined.pk, reason="已经由法院受理", competent_organ="武汉市洪山区人民法院")
    records.add(declined)


def crowd(records: Records) -> None:
    """A group of forty with the longest name and story that are taken."""
    office = records.town.lately(hours=4)
    hands = tuple(NewAgent(role="representative", name=f"第{n}代表{LONG_NAME[:40]}") for n in range(5))
    members = tuple(NewAgent(role="member", name=f"工友{n}") for n in range(35))
    group = NewParty(
        side="applicant", kind="group", name=LONG_NAME, phone="13800005678", headcount=40, agents=(*hands, *members)
    )
    firm = NewParty(side="respondent", kind="organisation", name=f"武汉{FRUIT[:8]}{LONG_NAME}", phone="02787650000")
    matter = leak(narrative=LONG_STORY[:19_900], parties=(group, firm), amount=yuan(12_345_678), place="某某大道" * 20)
    records.add(disputes.register(office.director, matter))


def in_mediation(records: Records) -> None:
    """Matters with a mediator: before consent, with sessions, records, evidence; resting; failed."""
    room = records.room
    records.add(room.accepted())
    records.add(room.assigned())
    busy = room.heard()
    session = Session.objects.get(dispute=busy)
    invitee = mediation.invite(room.xia, busy.pk, kind="neighbour", name="周婆婆", relation="对门邻居")
    mediation.investigate(
        room.xia,
        busy.pk,
        investigated_at=room.xia.at,
        place="洪珞社区",
        interviewee="周婆婆",
        body="半夜常听到滴水声。",
    )
    party = busy.parties.first()
    evidence = mediation.add_evidence(
        room.xia, busy.pk, name="天花板照片", upload=Upload("照片.jpg", photo()), party_id=party.pk
    )
    new = NewSession(starts_at=room.xia.at + timedelta(hours=1), place="珞南街道调解室")
    mediation.plan_session(room.xia, busy.pk, new)
    kept = {"kept": session.record.pk, "invitee": invitee.pk, "party": party.pk, "evidence": evidence.pk}
    records.add(busy, session=session.pk, **kept)
    planned = room.started()
    session = mediation.plan_session(room.xia, planned.pk, replace(new, starts_at=earlier(room.xia.at)))
    records.add(planned, session=session.pk)
    resting = room.started()
    mediation.suspend(room.xia, resting.pk, reason="等待房屋安全鉴定")
    records.add(resting)
    failed = room.heard()
    mediation.terminate(room.xia, failed.pk, reason="too_far_apart", explanation="分歧较大")
    records.add(failed)


def after_agreement(records: Records) -> None:
    """Matters with an agreement: drafted, to be signed, performed in part and broken, before the court, closed, bound, sealed."""
    room, court = records.room, records.town.office.court
    drafted = room.heard()
    mediation.draft_agreement(room.xia, drafted.pk, room.draft(drafted))
    records.add(drafted)
    records.add(room.agreed())
    owing = effective(room, lambda dispute: pays(dispute, 3000, parts=((1000, soon(0)), (2000, soon(40)))))
    first, second = (each.part.key for each in performance.overview(owing).progress)
    paid = followup.record_performance(room.xia, owing.pk, parts=[first], voucher=Upload("收条.jpg", photo()))
    broken = followup.note_default(room.xia, owing.pk, parts=[second], reason="明确表示不再履行")
    visit = performance.planned_visits(owing)
    records.add(
        owing,
        performance=paid[0].pk,
        default=broken[0].pk,
        **({"visit": visit[0].pk} if visit else {}),
    )
    for _number in range(2):
        asked = effective(room, lambda dispute: pays(dispute, 3000, soon(60)))
        application = confirmation.prepare(room.xia, asked.pk, court_id=court.pk)
        confirmation.file(room.xia, asked.pk)
        records.add(asked, application=application.pk)
    ruling = Upload("裁定书.pdf", scan("ruling"))
    day = local_date(room.xia.at)
    given = {"result": "valid", "decided_on": day, "received_on": day, "ruling_number": "（2026）鄂0111民特1号"}
    confirmation.record_result(room.xia, asked.pk, **given, ruling=ruling)
    for ending in ("closed", "bound", "sealed"):
        records.add(ended(room, ending))


def register(records: Records) -> None:
    """An organisation, a person, an account, a record with a history."""
    office = records.town.office
    user = records.desks["mediator"]
    records.scenes.append({"organisation_id": office.street.pk, "person_id": office.xia.pk})
    records.scenes.append({"user_id": user.pk, "subject_id": user.pk})
    people.set_photo(office.supervisor, office.xia.pk, name="照片.jpg", content=photo())
    closing = statistics.close(office.supervisor, periods.holding(timezone.localdate(), periods.Kind.YEAR).before)
    records.queries["statistics:restatements"] = f"?period={closing.first_on.year}&region={closing.region}"


def conduct(records: Records) -> None:
    """A complaint told on the portal, whose receipt the applicant's browser remembers."""
    office = records.town.lately(hours=3)
    told = people.NewComplaint(
        "调解员小夏", "约好的时间没有来，也没有打电话。", "周小兰", "13712345678", person_id=office.xia.pk
    )
    complaint = complaining.receive(Actor(None, "网上投诉", office.now), told, door="web")
    records.kept[COMPLAINTS] = [str(complaint.pk)]
    records.scenes.append({"pk": complaint.pk, "complaint_id": complaint.pk})


def money(records: Records) -> None:
    """A batch that is public and objected to, and one that was paid and asked back in part."""
    town = records.town
    lu, hao = (
        town.lately(days=1).actor(Role.COUNTY_BUREAU, town.office.bureau, name=name, scope="420111")
        for name in ("鲁敏慧", "郝建军")
    )
    for year in {lu.at.year, (lu.at - timedelta(days=60)).year}:
        subsidies.set_budget(
            lu, year=year, name="以案定补经费", kind="case", amount=yuan(100_000), source="区财政局预算批复"
        )
    for days, ending in ((5, "public"), (60, "paid")):
        dispute = ended(Room(town.lately(days=days)), "closed")
        day = local_date(dispute.ended_at)
        batch = subsidies.draw(lu, kind="case", first_on=day, last_on=day)
        subsidies.call_back(lu, dispute.pk, dispute.parties.first().pk, answer="confirmed")
        subsidies.refresh(lu, batch.pk)
        subsidies.submit(lu, batch.pk)
        subsidies.approve(hao, batch.pk)
        back = timedelta(days=40) if ending == "paid" else timedelta()
        subsidies.publish(replace(lu, at=lu.at - back), batch.pk)
        line = batch.lines.get()
        scene = {"pk": batch.pk, "line": line.pk}
        if ending == "paid":
            subsidies.pay(lu, batch.pk)
            scene["recovery"] = subsidies.recover(lu, batch.pk, line.pk, amount=yuan(1), why="多付一元").pk
        else:
            month = {"month": day.replace(day=1), "appointment": uuid4(), "organisation": town.office.street}
            month |= {"person_id": town.office.xia.pk, "person_name": town.office.xia.name}
            scene["waiting"] = batch.waiting.create(**month).pk
            told = {"name": "周小兰", "phone": "13712345678", "text": "没有听说这件事调解过。"}
            scene["objection"] = subsidies.object_to(line.pk, **told, at=lu.at).pk
            records.scenes.append({"pk": line.pk})
        records.scenes.append(scene)


def assessed(records: Records) -> None:
    """A round that is public with an appeal, a grade to be given with an objection, a grade with its certificate."""
    office = records.town.lately(hours=1)
    day = local_date(office.now)
    lu, street = office.supervisor, office.street
    scan_of = assessment.Paper("通报.pdf", scan("x"))
    entry = assessment.enter(
        lu, code="file_score", organisation_id=street.pk, value=yuan(92), on=day, evidence="案卷评查通报", paper=scan_of
    )
    for subject in ("person", "organisation"):
        last_year = periods.holding(day, periods.Kind.YEAR).before
        found = assessment.open_round(lu, subject=subject, period=last_year)
        assessment.compute(found.pk, found.run, lu)
    assessment.submit(lu, found.pk)
    assessment.approve(office.supervisor, found.pk)
    assessment.publish(lu, found.pk)
    score = found.scores.get(organisation=street)
    voice = assessment.Voice("夏云峰", "13900001234", "漏算了一件案件。")
    appeal = assessment.appeal(office.mediator, score.pk, voice)
    asked = assessment.apply(office.mediator, scheme="national", level="fourth", person_id=office.xia.pk)
    public = {"stage": "public", "is_eligible": True, "public_from": day, "public_until": day + timedelta(days=7)}
    Application.objects.filter(pk=asked.pk).update(**public, reviewed_at=lu.at)
    objection = assessment.object_to_grade(asked.pk, voice, at=lu.at)
    held = assessment.NewGrade(street.pk, "national", "third", day, "武汉市人民调解员协会", person_id=office.cheng.pk)
    grade = assessment.add_grades(lu, [held]).grades[0]
    paper = assessment.print_certificate(lu, grade)
    records.scenes += [
        {"pk": found.pk, "appeal": appeal.pk},
        {"pk": asked.pk, "objection_id": objection.pk},
        {"pk": score.pk},
        {"pk": grade, "paper_id": paper.pk},
        {"pk": entry.pk},
    ]


def schooling(records: Records) -> None:
    """A course that runs today at the street and online, with an exam begun; one that is over, with a certificate."""
    office, today = records.town.office, timezone.localdate()
    lu = actor_of(records.desks["bureau"], timezone.now())
    plan = training.add_plan(lu, training.NewPlan(office.bureau.pk, today.year, "年度培训计划", courses_planned=4))
    facts = {
        "organiser_id": office.bureau.pk,
        "kind": "collective",
        "hours": Decimal(6),
        "pass_mark": 60,
        "plan_id": plan.pk,
    }
    venues = [
        training.NewVenue("街道会议室", organisation_id=office.street.pk),
        training.NewVenue("线上", way="online"),
    ]
    modules = [
        training.NewModule("民法典实务", Decimal(3), None, "尹若兰", "某某大学"),
        training.NewModule("调解技巧", Decimal(3)),
    ]
    asked = [
        training.add_question(
            lu, training.NewQuestion("single", "法律", LONG_STORY[:200], [0], ["甲方", "乙方", "丙方"])
        )
    ]
    asked.append(training.add_question(lu, training.NewQuestion("true_false", "道德", "调解不收费。", [0])))
    for title, day in (("年度集中培训", today - timedelta(days=30)), ("岗位培训", today)):
        new = training.NewCourse(**facts, title=title, starts_on=day, ends_on=day, venues=venues, modules=modules)
        course = training.add_course(lu, new)
        main = course.venues.get(is_main=True)
        training.enrol_posts(lu, course.pk, main.pk)
        trainee = course.trainees.get(person=office.cheng)
        training.sign_in(lu, course.pk, [trainee.pk], on=day)
        if day < today:
            training.set_marks(lu, course.pk, {trainee.pk: Decimal(90)})
            training.close(lu, course.pk)
            given = training.certify(lu, course.pk)[0]
    at = timezone.now()
    training.set_exam(lu, course.pk, training.NewExam(at, at + timedelta(hours=9), 90, single=1, true_false=1))
    training.begin(replace(office.director, at=at), course.pk)
    material = training.add_material(lu, course.pk, title="讲义", name="讲义.pdf", content=scan("讲义"))
    scene = {"course_id": course.pk, "venue_id": main.pk, "trainee_id": trainee.pk, "material_id": material.pk}
    records.scenes += [scene, {"plan_id": plan.pk}, {"question_id": asked[0].pk}, {"certificate_id": given.pk}]


def exchanged(records: Records) -> None:
    """The register of organisations given out as a file, and the same file handed in again and looked through."""
    lu, cheng = (actor_of(records.desks[desk], timezone.now()) for desk in ("bureau", "director"))
    given = exchange.export(cheng, register="organisations")
    exporting.work_off(given.pk, cheng)
    _run, pieces = exchange.fetch(cheng, given.pk)
    run = exchange.upload(lu, register="organisations", name="组织名册.xlsx", content=pieces)
    exchange.start(lu, run.pk)
    asking.work_off(run.pk, lu)
    records.scenes += [{"pk": run.pk}, {"pk": given.pk}]


def build(town: Town) -> Records:
    """Fill the office."""
    records = Records(town)
    records.desks = desks(town)
    for part in (
        intake,
        in_mediation,
        after_agreement,
        register,
        assessed,
        crowd,
        conduct,
        money,
        schooling,
        exchanged,
    ):
        part(records)
    return records


def ended(room: Room, ending: str) -> Dispute:
    """A matter performed on the spot and closed; bound; sealed."""
    dispute = effective(room, lambda dispute: pays(dispute, 500, on_the_spot=True))
    for visit in performance.planned_visits(dispute):
        followup.visit(room.xia, dispute.pk, followup.NewVisit(way="visit", visited="张建国"), visit_id=visit.pk)
    followup.close(room.xia, dispute.pk)
    for party in dispute.parties.all():
        add_file(room.xia, dispute.pk, kind="identity_copy", name="身份证.jpg", content=photo(), party_id=party.pk)
    if ending != "closed":
        archive.assemble(room.xia, dispute.pk, checker="程继红")
    if ending == "sealed":
        archive.seal(room.xia, dispute.pk)
        archive.supplement(
            room.xia, dispute.pk, title="更正说明", reason="姓名笔误更正", upload=Upload("更正.pdf", scan("x"))
        )
    return fresh(dispute)
