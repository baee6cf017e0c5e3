"""Filled-in examples of the letters about people."""

from datetime import date

from fengqiao.documents import contexts as c
from fengqiao.documents.tests.people import COMMITTEE, DAY, LETTER

POST = {"post": "调解员", "organisation": COMMITTEE}
LEFT = {**POST, "ended_on": DAY, "reason": "收受当事人财物，情节严重。"}
STAFF_LETTERS = (
    c.AppointmentLetter(
        **{**LETTER, **POST},
        addressees=("夏云峰",),
        starts_on=date(2024, 5, 6),
        term_ends_on=date(2027, 5, 5),
        is_full_time=True,
        certificate="武洪调2024001",
    ),
    c.ElectionNotice(**{**LETTER, **POST}, addressees=("程继红",), body="洪珞社区居民会议", starts_on=date(2024, 5, 6)),
    c.RemovalNotice(**{**LETTER, **LEFT}, addressees=("程继红",), body="洪珞社区居民会议"),
    c.DismissalNotice(**{**LETTER, **LEFT}, addressees=("夏云峰",), body=COMMITTEE, receipt_slip=True),
    c.ComplaintReceipt(
        **LETTER, addressees=("张建国",), about="夏云峰", received_on=DAY, due_on=DAY, query_code="ABCD234567"
    ),
    c.ComplaintAnswer(
        **LETTER,
        addressees=("张建国",),
        about="夏云峰",
        received_on=DAY,
        result="部分属实",
        answer="经核查，调解中确有言语不当。\n调委会已对其批评教育。",
        appeal_until=date(2026, 12, 6),
    ),
    c.SanctionNotice(
        **LETTER,
        addressees=("夏云峰",),
        finding="调解中言语不当，侮辱当事人。",
        sanction="批评教育、责令改正",
        body=COMMITTEE,
        decided_on=DAY,
        decision="当面道歉，并参加调解技能培训。",
    ),
    c.TraceReport(
        **LETTER,
        addressees=("武汉市司法局",),
        matter="张建国与李秀英邻里纠纷",
        outcome="民转刑",
        occurred_on=DAY,
        narrative="双方在楼道内争执，造成一人轻伤。",
        people=(
            c.TracedContext(
                name="夏云峰", organisation=COMMITTEE, part="主持调解员", degree="情节较轻", finding="未按期回访"
            ),
        ),
        conclusion="调解后没有按期回访。",
        measures="逐件核对到期回访。",
    ),
    c.CommendationDecision(
        **LETTER,
        addressees=("各人民调解委员会",),
        name="程继红",
        honour="优秀人民调解员",
        deeds="扎根社区二十年。",
        awarded_on=DAY,
    ),
    c.TrainingCertificate(
        **LETTER,
        addressees=("夏云峰",),
        course="人民调解员年度培训",
        kind="集中业务培训",
        starts_on=DAY,
        ends_on=date(2026, 12, 6),
        hours="24.0",
        mark="88.5",
    ),
    c.GradeCertificate(
        **LETTER,
        addressees=("夏云峰",),
        name="夏云峰",
        organisation=COMMITTEE,
        scheme="人民调解员等级（一级至四级）",
        level="三级",
        awarded_on=DAY,
        valid_until=date(2029, 11, 20),
    ),
)
