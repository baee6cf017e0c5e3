"""One filled-in example of every form, told about invented people."""

from datetime import date, timedelta

from fengqiao.documents import contexts as c
from fengqiao.documents.tests.people import (
    BODY,
    CASE,
    COMMITTEE,
    DAY,
    LETTER,
    MOMENT,
    NUMBER,
    obligations,
    parties,
    person,
)
from fengqiao.documents.tests.sample_papers import FILE_FORMS, INTAKE_FORMS
from fengqiao.documents.tests.sample_staffing import STAFF_LETTERS

LETTERS = (
    c.TerminationNotice(
        **LETTER,
        **CASE,
        addressees=("张建国", "李秀英"),
        accepted_on=date(2026, 11, 2),
        terminated_on=DAY,
        reason="双方对补偿数额差距过大，未能达成调解协议",
        remedies=(
            c.RemedyContext(
                way="提起诉讼", organ="武汉市洪山区人民法院", period="普通诉讼时效三年", basis="民法典第一百八十八条"
            ),
            c.RemedyContext(way="申请仲裁", period="有仲裁协议的"),
        ),
        receipt_slip=True,
    ),
    c.SuspensionNotice(
        **LETTER,
        **CASE,
        addressees=("张建国", "李秀英"),
        suspended_on=DAY,
        reason="渗水原因需要委托鉴定",
        resumes_when="鉴定意见作出",
    ),
    c.ExtensionNotice(
        **LETTER,
        **CASE,
        addressees=("张建国", "李秀英"),
        due_on=date(2026, 12, 2),
        extended_to=date(2026, 12, 22),
        reason="双方同意继续协商",
        agreed_by=("张建国", "李秀英"),
    ),
    c.CrimeReport(
        **LETTER,
        **CASE,
        addressees=("武汉市公安局洪山区分局珞南街派出所",),
        nature="escalation",
        found_at=MOMENT,
        found_where="珞南街道调解室",
        facts="调解中一方扬言要找人堵门。",
        measures="已将双方分开劝导，并通知社区网格员上门看望。",
        reported_at=MOMENT,
        reported_by="陈静",
        way="电话报告后书面补报",
    ),
    c.EntrustmentReceipt(
        **LETTER,
        **CASE,
        addressees=("武汉市洪山区人民法院",),
        letter_number="（2026）鄂0111委调12号",
        sent_on=date(2026, 11, 19),
        received_at=MOMENT,
        materials=("委派调解函", "起诉材料复印件"),
        handler="陈静",
        due_on=date(2026, 12, 21),
    ),
    c.ResultFeedback(
        **LETTER,
        **CASE,
        addressees=("武汉市洪山区人民法院",),
        letter_number="（2026）鄂0111委调12号",
        result="agreed",
        concluded_on=DAY,
        agreement_number=NUMBER,
        summary="李秀英修复漏水部位，并补偿张建国3000元",
        performance="补偿款已经给付",
        returned=("起诉材料复印件",),
        attachments=("人民调解协议书复印件", "收条复印件"),
    ),
    c.TransferLetter(
        **LETTER,
        **CASE,
        addressees=("武汉市洪山区某某局",),
        registered_on=DAY,
        brief="当事人反映楼上擅自拆改承重墙",
        reason="需要由房屋安全主管部门认定和处理",
        materials=("登记表", "照片"),
        answer_by=date(2026, 11, 26),
    ),
    c.CommitteeNotice(
        **LETTER,
        addressees=("武汉市洪山区人民法院",),
        receipt_slip=True,
        event="变更",
        organisation="武汉市洪山区珞南街道洪珞社区人民调解委员会",
        kind="社区（居民）人民调解委员会",
        location="洪珞路8号",
        host="洪珞社区居民委员会",
        phone="027-80000000",
        what="委员会换届，主任由陈静接任。",
        happened_on=DAY,
        filing_number="（2026）洪山调备字第0001号",
        filed_on=DAY,
        members=(
            c.CommitteeMember(
                name="陈静", sex="女", post="主任", origin="推选", full_time="专职", term_ends_on=date(2029, 11, 20)
            ),
            c.CommitteeMember(name="刘洋", post="委员", origin="推选"),
        ),
    ),
)


RECORD = {"committee": COMMITTEE, "number": NUMBER, "matter": "张建国与李秀英相邻漏水纠纷", "body": BODY}
HELPER = c.ParticipantContext(name="吴桂兰", role="楼栋长")
PROCESS_FORMS = (
    c.InvestigationRecord(
        **RECORD,
        held_from=MOMENT,
        held_to=MOMENT + timedelta(minutes=40),
        venue="珞狮路100号3栋",
        participants=(HELPER,),
        asked=person("吴桂兰", "证人", sex="女", age=66),
        investigators=("陈静", "刘洋"),
        recorder="周敏",
    ),
    c.MediationRecord(
        **RECORD,
        session=2,
        held_from=MOMENT,
        held_to=MOMENT + timedelta(minutes=95),
        venue="珞南街道调解室",
        publicity="closed",
        parties=parties(),
        participants=(HELPER,),
        mediators=("陈静", "刘洋"),
        recorder="周敏",
        result="continued",
        result_note="双方约定各自考虑",
        next_at=MOMENT + timedelta(days=3),
    ),
)


AGREED = {
    "committee": COMMITTEE,
    "number": NUMBER,
    "parties": parties(),
    "facts": "李秀英家卫生间地漏连接处渗水，造成张建国家卫生间吊顶、墙面损坏。",
    "issues": "修复责任和补偿数额。",
    "obligations": obligations(),
    "others": ("双方就本纠纷再无其他争议",),
    "mediators": ("陈静", "刘洋"),
    "recorder": "周敏",
    "made_on": DAY,
}
STROKES = tuple(tuple((x, 30 + 20 * ((x // 7 + k) % 3) - 10) for x in range(5, 150, 4)) for k in range(2))
CALL = c.OralConfirmation(name="李秀英", way="电话录音", at=MOMENT)
OUTCOME_FORMS = (
    c.Agreement(
        **AGREED,
        copies=3,
        signatures=(
            c.Signature(label="当事人（签名、盖章或按指印）", name="李秀英", strokes=STROKES, signed_at=MOMENT),
        ),
    ),
    c.OralAgreement(**AGREED, confirmations=(CALL,), performance="见协议内容"),
    c.FollowUpRecord(
        committee=COMMITTEE,
        number=NUMBER,
        parties=parties(),
        agreement_number=NUMBER,
        visited="张建国",
        reason="协议约定的履行期限届满，核实履行情况。",
        way="phone",
        performance="补偿款已经收到，漏水部位已经修复。",
        satisfaction="satisfied",
        visitors=("陈静",),
        visited_at=MOMENT,
    ),
    c.ConfirmationApplication(
        committee=COMMITTEE,
        court="武汉市洪山区人民法院",
        applicants=tuple(p.model_copy(update={"role": "申请人", "id_number": "420111197001010000"}) for p in parties()),
        agreement_number=NUMBER,
        agreement_made_on=DAY,
        effective_on=DAY,
        facts="双方因楼上卫生间渗水发生纠纷，经人民调解委员会主持调解，自愿达成协议。",
        attachments=("人民调解协议书", "申请人身份证明", "主持调解证明", "送达地址确认书"),
        applied_on=DAY,
    ),
    c.MediationProof(
        committee=COMMITTEE,
        number=NUMBER,
        court="武汉市洪山区人民法院",
        **CASE,
        accepted_on=date(2026, 11, 2),
        agreement_number=NUMBER,
        agreement_made_on=DAY,
        effective_on=DAY,
        mediators=("陈静", "刘洋"),
        issued_on=DAY,
        contact="陈静 027-0000000",
    ),
    c.DeliveryAddress(
        committee=COMMITTEE,
        number=NUMBER,
        court="武汉市洪山区人民法院",
        matter="申请司法确认调解协议",
        party=person(),
        recipient="张建国",
        address="武汉市洪山区珞狮路100号3栋2单元301室",
        postcode="430070",
        phone="13800005678",
        electronic="yes",
        electronic_address="zhangjianguo1974@mail.example",
        confirmed_on=DAY,
    ),
)


def case_table():
    rows = (
        c.CaseRow(label="调解案件总数", figure="802", unit="件"),
        c.CaseRow(depth=1, label="调解成功", figure="666", unit="件"),
        c.CaseRow(depth=1, label="成功率", figure="666/802（83.04%）", note="四舍五入，保留两位"),
        c.CaseRow(label="协议涉及金额", figure="12.35", unit="万元"),
    )
    sources = tuple(
        c.CaseRow(depth=1, label=name, figure="1", unit="件") for name in ("主动调解", "依申请调解", "接受委托移送")
    )
    return c.CaseTable(
        committee="荆州市人民调解中心",
        name="人民调解案件情况统计表",
        period="2021年3月至2022年4月",
        region="荆州市人民调解中心",
        blocks=(c.CaseBlock(name="一、调解情况", rows=rows), c.CaseBlock(name="二、案件来源", rows=sources)),
        notes=("调解案件以受理日期计入统计期间。",),
        state="本期已结账",
        maker="周敏",
        made_on=DAY,
    )


SAMPLES = {
    form.code: form
    for form in (*FILE_FORMS, *INTAKE_FORMS, *LETTERS, *STAFF_LETTERS, *PROCESS_FORMS, *OUTCOME_FORMS, case_table())
}
