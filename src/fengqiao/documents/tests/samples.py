"""One filled-in example of every form, told about invented people."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from fengqiao.documents import contexts as c

COMMITTEE = "武汉市洪山区珞南街道人民调解委员会"
NUMBER = "(2026)武洪人调字第0001号"
MOMENT = datetime(2026, 11, 21, 6, 5, tzinfo=UTC)
DAY = date(2026, 11, 21)
BODY = (
    "调解员：今天请双方到场，就楼上卫生间渗水造成楼下天花板损坏一事进行调解。请申请人先说明情况。\n"
    "张建国：今年九月起，我家卫生间顶部开始滴水，吊顶和墙面已经发霉，多次找楼上协商没有结果。\n"
    "李秀英：渗水的事我知道，但是防水层是开发商做的，我认为不应当全部由我负责。\n"
    "调解员：经现场查看并请物业公司检测，渗水来自楼上卫生间地漏连接处。请双方考虑修复和补偿的办法。\n"
    "李秀英：我同意修好地漏，补偿可以商量。\n张建国：补偿三千元，我就同意。"
)


def person(name="张建国", role="申请人", **more):
    told = {
        "sex": "男",
        "ethnicity": "汉族",
        "age": 52,
        "occupation": "公交公司职员",
        "contact": "138****5678",
        "address": "武汉市洪山区珞狮路100号3栋2单元301室",
    }
    return c.PersonContext(name=name, role=role, **(told | more))


def parties():
    return (person(), person("李秀英", "被申请人", sex="女", age=47, occupation="个体经营"))


def group(size=44, name="原新华机械厂职工", representatives=5):
    people = tuple(f"职工{n:02d}" for n in range(1, size + 1))
    return c.GroupContext(
        name=name,
        role="申请人",
        headcount=size,
        representatives=tuple(person(n, "代表人") for n in people[:representatives]),
        members=tuple(c.MemberContext(name=n, sex="男", contact="139****0000", address="厂区宿舍") for n in people),
    )


def firm(name="武汉某某机械有限公司", role="被申请人"):
    return c.OrganisationContext(
        name=name, role=role, address="武汉市洪山区某某路1号", head="王强", head_post="执行董事", contact="027-0000000"
    )


def obligations(count=2):
    first = c.ObligationContext(
        ordinal=1,
        debtor="李秀英",
        creditor="张建国",
        what="支付维修补偿款",
        amount=Decimal("3000.00"),
        way="银行转账",
        due_on=date(2026, 12, 10),
    )
    second = c.ObligationContext(
        ordinal=2, debtor="李秀英", what="修复卫生间地漏连接处", place="李秀英住处", due_on=date(2026, 11, 30)
    )
    rest = (
        c.ObligationContext(
            ordinal=n,
            debtor="武汉某某机械有限公司",
            creditor=f"职工{n:02d}",
            what="支付安置补偿款",
            amount=Decimal("12345.60") + n,
            way="银行转账",
            due_on=date(2026, 12, 31),
        )
        for n in range(3, count + 1)
    )
    return (first, second, *rest)[:count]


def instalments(count):
    return tuple(
        c.InstalmentContext(ordinal=n, amount=Decimal("1000"), due_on=DAY + timedelta(days=30 * n))
        for n in range(1, count + 1)
    )


LETTER = {"committee": COMMITTEE, "number": NUMBER, "issued_on": DAY, "contact": "陈静 027-0000000"}
CASE = {"parties": parties(), "matter": "相邻漏水纠纷"}


def _file_forms():
    yield c.Cover(
        committee=COMMITTEE,
        number=NUMBER,
        name="张建国与李秀英邻里纠纷",
        mediators=("陈静", "刘洋"),
        mediated_from=date(2026, 11, 2),
        mediated_to=DAY,
        compiler="周敏",
        compiled_on=DAY,
        retention="长期（10年）",
        remark="无",
    )
    names = ("人民调解申请书", "人民调解权利义务告知书", "当事人身份证明", "人民调解记录", "人民调解协议书")
    yield c.Directory(
        committee=COMMITTEE,
        number=NUMBER,
        entries=tuple(c.DirectoryEntry(ordinal=n, name=name, pages=str(2 * n)) for n, name in enumerate(names, 1)),
    )
    yield c.EvidenceList(
        committee=COMMITTEE,
        number=NUMBER,
        matter="张建国与李秀英相邻漏水纠纷",
        evidence=(
            c.EvidenceItem(ordinal=1, name="渗水部位照片", provider="张建国", provided_on=DAY, original="electronic", pages=6),
            c.EvidenceItem(ordinal=2, name="房屋所有权证", provider="李秀英", provided_on=DAY, original="copy", pages=2),
        ),
        registrar="周敏",
        listed_on=DAY,
    )
    yield c.PerformanceVouchers(
        committee=COMMITTEE,
        number=NUMBER,
        agreement_number=NUMBER,
        vouchers=(
            c.VoucherContext(
                ordinal=1,
                obligation="支付维修补偿款",
                payer="李秀英",
                payee="张建国",
                amount=Decimal("3000"),
                performed_on=DAY,
                paper="收条",
            ),
        ),
        registrar="周敏",
        listed_on=DAY,
    )
    yield c.FileNote(
        committee=COMMITTEE,
        number=NUMBER,
        notes=("被申请人身份证明为复印件，原件经核对后退还。", "第二次调解因一方未到场改期。"),
        compiler="周敏",
        checker="陈静",
        noted_on=DAY,
    )
    yield c.BackCover(
        committee=COMMITTEE, number=NUMBER, pages=23, compiler="周敏", checker="陈静", archived_on=DAY, retention="长期（10年）"
    )
    yield c.Manifest(
        committee=COMMITTEE,
        number=NUMBER,
        entries=(
            c.ManifestEntry(ordinal=1, name="人民调解申请书", pages="1-2", sha256="0123456789abcdef" * 4, treatment="原文收入"),
            c.ManifestEntry(ordinal=2, name="照片", pages="3", sha256="f" * 64, treatment="图像转为页面"),
        ),
        made_on=DAY,
    )


def _intake_forms():
    yield c.Application(
        committee=COMMITTEE,
        number=NUMBER,
        applicants=parties()[:1],
        respondents=parties()[1:],
        brief="楼上卫生间渗水，造成申请人卫生间吊顶、墙面损坏，双方多次协商没有结果。",
        requests=("请求被申请人修复漏水部位", "请求被申请人补偿维修费用"),
        applied_on=DAY,
    )
    yield c.AcceptanceRegister(
        committee=COMMITTEE,
        number=NUMBER,
        received_on=DAY,
        parties=parties(),
        category="邻里纠纷",
        source="entrusted",
        entrusted_by="武汉市洪山区人民法院",
        brief="楼上卫生间渗水，造成申请人卫生间吊顶、墙面损坏。",
        registrar="周敏",
        registered_on=DAY,
        remark="双方住同一单元。",
    )
    yield c.RightsNotice(
        committee=COMMITTEE,
        number=NUMBER,
        matter="张建国与李秀英相邻漏水纠纷",
        mediators=("陈静", "刘洋"),
        answers=(
            c.NoticeAnswer(name="张建国", consents="yes", publicity="closed", mediator_choice="接受指定", answered_on=DAY),
            c.NoticeAnswer(name="李秀英"),
        ),
        told_on=DAY,
    )
    yield c.PowerOfAttorney(
        committee=COMMITTEE,
        number=NUMBER,
        principal=firm(role="委托人"),
        trustees=(
            c.AgentContext(
                name="赵磊", capacity="entrusted", sex="男", age=36, occupation="律师", contact="027-0000001", relation="代理律师"
            ),
        ),
        matter="房屋租赁合同纠纷",
        scope="special",
        powers=("代为参加调解，陈述事实", "代为承认、放弃、变更请求", "代为达成调解协议并签名"),
        valid_until="至本次调解终结之日止",
        signed_on=DAY,
    )
    yield c.Receipt(
        committee="武汉市洪山区珞南街道矛盾纠纷调解中心",
        registered_at=MOMENT,
        query_code="7K3M-92QX",
        registrar="周敏",
        channel="窗口登记",
        applicants=parties()[:1],
        respondents=parties()[1:],
        brief="楼上卫生间渗水，造成申请人卫生间吊顶、墙面损坏。",
        requests=("修复漏水部位", "补偿维修费用"),
        chain_hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        follow_at="登录本地区调解服务网页，输入查询码和登记电话后四位",
        phone="027-0000000",
    )
    yield c.ReferralNotice(
        **LETTER,
        addressees=("张建国",),
        matter="要求确认宅基地使用权归属一事",
        reason="土地所有权和使用权争议由人民政府处理",
        rule="《中华人民共和国土地管理法》第十四条",
        organ="武汉市洪山区某某街道办事处",
        organ_address="洪山区某某路2号",
        organ_phone="027-0000002",
        note="因该争议造成的财物损失赔偿，仍可以申请人民调解",
    )
    yield c.DeclineNotice(
        **LETTER,
        addressees=("武汉市洪山区人民法院",),
        decision="not_mediated",
        matter="张建国与李秀英相邻漏水纠纷",
        letter_number="（2026）鄂0111委调12号",
        reason="一方当事人明确拒绝调解",
        rule="《中华人民共和国人民调解法》第十七条",
    )


def _letters():
    yield c.TerminationNotice(
        **LETTER,
        **CASE,
        addressees=("张建国", "李秀英"),
        accepted_on=date(2026, 11, 2),
        terminated_on=DAY,
        reason="双方对补偿数额差距过大，未能达成调解协议",
        remedies=(
            c.RemedyContext(way="提起诉讼", organ="武汉市洪山区人民法院", period="普通诉讼时效三年", basis="民法典第一百八十八条"),
            c.RemedyContext(way="申请仲裁", period="有仲裁协议的"),
        ),
        receipt_slip=True,
    )
    yield c.SuspensionNotice(
        **LETTER,
        **CASE,
        addressees=("张建国", "李秀英"),
        suspended_on=DAY,
        reason="渗水原因需要委托鉴定",
        resumes_when="鉴定意见作出",
    )
    yield c.ExtensionNotice(
        **LETTER,
        **CASE,
        addressees=("张建国", "李秀英"),
        due_on=date(2026, 12, 2),
        extended_to=date(2026, 12, 22),
        reason="双方同意继续协商",
        agreed_by=("张建国", "李秀英"),
    )
    yield c.CrimeReport(
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
    )
    yield c.EntrustmentReceipt(
        **LETTER,
        **CASE,
        addressees=("武汉市洪山区人民法院",),
        letter_number="（2026）鄂0111委调12号",
        sent_on=date(2026, 11, 19),
        received_at=MOMENT,
        materials=("委派调解函", "起诉材料复印件"),
        handler="陈静",
        due_on=date(2026, 12, 21),
    )
    yield c.ResultFeedback(
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
    )
    yield c.TransferLetter(
        **LETTER,
        **CASE,
        addressees=("武汉市洪山区某某局",),
        registered_on=DAY,
        brief="当事人反映楼上擅自拆改承重墙",
        reason="需要由房屋安全主管部门认定和处理",
        materials=("登记表", "照片"),
        answer_by=date(2026, 11, 26),
    )


def _process_forms():
    record = {"committee": COMMITTEE, "number": NUMBER, "matter": "张建国与李秀英相邻漏水纠纷", "body": BODY}
    helper = c.ParticipantContext(name="吴桂兰", role="楼栋长")
    yield c.InvestigationRecord(
        **record,
        held_from=MOMENT,
        held_to=MOMENT + timedelta(minutes=40),
        venue="珞狮路100号3栋",
        participants=(helper,),
        asked=person("吴桂兰", "证人", sex="女", age=66),
        investigators=("陈静", "刘洋"),
        recorder="周敏",
    )
    yield c.MediationRecord(
        **record,
        session=2,
        held_from=MOMENT,
        held_to=MOMENT + timedelta(minutes=95),
        venue="珞南街道调解室",
        publicity="closed",
        parties=parties(),
        participants=(helper,),
        mediators=("陈静", "刘洋"),
        recorder="周敏",
        result="continued",
        result_note="双方约定各自考虑",
        next_at=MOMENT + timedelta(days=3),
    )


def _outcome_forms():
    agreed = {
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
    strokes = tuple(tuple((x, 30 + 20 * ((x // 7 + k) % 3) - 10) for x in range(5, 150, 4)) for k in range(2))
    yield c.Agreement(
        **agreed,
        copies=3,
        signatures=(
            c.Signature(label="当事人（签名、盖章或按指印）", name="李秀英", strokes=strokes, signed_at=MOMENT),
        ),
    )
    call = c.OralConfirmation(name="李秀英", way="电话录音", at=MOMENT)
    yield c.OralAgreement(**agreed, confirmations=(call,), performance="见协议内容")
    yield c.FollowUpRecord(
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
    )
    yield c.ConfirmationApplication(
        committee=COMMITTEE,
        court="武汉市洪山区人民法院",
        applicants=tuple(p.model_copy(update={"role": "申请人", "id_number": "420111197001010000"}) for p in parties()),
        agreement_number=NUMBER,
        agreement_made_on=DAY,
        effective_on=DAY,
        facts="双方因楼上卫生间渗水发生纠纷，经人民调解委员会主持调解，自愿达成协议。",
        attachments=("人民调解协议书", "申请人身份证明", "主持调解证明", "送达地址确认书"),
        applied_on=DAY,
    )
    yield c.MediationProof(
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
    )
    yield c.DeliveryAddress(
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
    )


def case_table():
    rows = (
        c.CaseRow(label="调解案件总数", figure="802", unit="件"),
        c.CaseRow(depth=1, label="调解成功", figure="666", unit="件"),
        c.CaseRow(depth=1, label="成功率", figure="666/802（83.04%）", note="四舍五入，保留两位"),
        c.CaseRow(label="协议涉及金额", figure="12.35", unit="万元"),
    )
    sources = tuple(c.CaseRow(depth=1, label=name, figure="1", unit="件") for name in ("主动调解", "依申请调解", "接受委托移送"))
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
    for form in (*_file_forms(), *_intake_forms(), *_letters(), *_process_forms(), *_outcome_forms(), case_table())
}
