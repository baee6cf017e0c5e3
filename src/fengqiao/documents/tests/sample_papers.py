"""Filled-in examples of the forms of the file and of intake."""

from datetime import date
from decimal import Decimal

from fengqiao.documents import contexts as c
from fengqiao.documents.tests.people import (
    COMMITTEE,
    DAY,
    LETTER,
    MOMENT,
    NUMBER,
    firm,
    parties,
)

PAPERS = ("人民调解申请书", "人民调解权利义务告知书", "当事人身份证明", "人民调解记录", "人民调解协议书")
FILE_FORMS = (
    c.Cover(
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
    ),
    c.Directory(
        committee=COMMITTEE,
        number=NUMBER,
        entries=tuple(c.DirectoryEntry(ordinal=n, name=name, pages=str(2 * n)) for n, name in enumerate(PAPERS, 1)),
    ),
    c.EvidenceList(
        committee=COMMITTEE,
        number=NUMBER,
        matter="张建国与李秀英相邻漏水纠纷",
        evidence=(
            c.EvidenceItem(
                ordinal=1, name="渗水部位照片", provider="张建国", provided_on=DAY, original="electronic", pages=6
            ),
            c.EvidenceItem(
                ordinal=2, name="房屋所有权证", provider="李秀英", provided_on=DAY, original="copy", pages=2
            ),
        ),
        registrar="周敏",
        listed_on=DAY,
    ),
    c.PerformanceVouchers(
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
    ),
    c.FileNote(
        committee=COMMITTEE,
        number=NUMBER,
        notes=("被申请人身份证明为复印件，原件经核对后退还。", "第二次调解因一方未到场改期。"),
        compiler="周敏",
        checker="陈静",
        noted_on=DAY,
    ),
    c.BackCover(
        committee=COMMITTEE,
        number=NUMBER,
        pages=23,
        compiler="周敏",
        checker="陈静",
        archived_on=DAY,
        retention="长期（10年）",
    ),
    c.Manifest(
        committee=COMMITTEE,
        number=NUMBER,
        entries=(
            c.ManifestEntry(
                ordinal=1, name="人民调解申请书", pages="1-2", sha256="0123456789abcdef" * 4, treatment="原文收入"
            ),
            c.ManifestEntry(ordinal=2, name="照片", pages="3", sha256="f" * 64, treatment="图像转为页面"),
        ),
        made_on=DAY,
    ),
)


INTAKE_FORMS = (
    c.Application(
        committee=COMMITTEE,
        number=NUMBER,
        applicants=parties()[:1],
        respondents=parties()[1:],
        brief="楼上卫生间渗水，造成申请人卫生间吊顶、墙面损坏，双方多次协商没有结果。",
        requests=("请求被申请人修复漏水部位", "请求被申请人补偿维修费用"),
        applied_on=DAY,
    ),
    c.AcceptanceRegister(
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
    ),
    c.RightsNotice(
        committee=COMMITTEE,
        number=NUMBER,
        matter="张建国与李秀英相邻漏水纠纷",
        mediators=("陈静", "刘洋"),
        answers=(
            c.NoticeAnswer(
                name="张建国", consents="yes", publicity="closed", mediator_choice="接受指定", answered_on=DAY
            ),
            c.NoticeAnswer(name="李秀英"),
        ),
        told_on=DAY,
    ),
    c.PowerOfAttorney(
        committee=COMMITTEE,
        number=NUMBER,
        principal=firm(role="委托人"),
        trustees=(
            c.AgentContext(
                name="赵磊",
                capacity="entrusted",
                sex="男",
                age=36,
                occupation="律师",
                contact="027-0000001",
                relation="代理律师",
            ),
        ),
        matter="房屋租赁合同纠纷",
        scope="special",
        powers=("代为参加调解，陈述事实", "代为承认、放弃、变更请求", "代为达成调解协议并签名"),
        valid_until="至本次调解终结之日止",
        signed_on=DAY,
    ),
    c.Receipt(
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
    ),
    c.ReferralNotice(
        **LETTER,
        addressees=("张建国",),
        matter="要求确认宅基地使用权归属一事",
        reason="土地所有权和使用权争议由人民政府处理",
        rule="《中华人民共和国土地管理法》第十四条",
        organ="武汉市洪山区某某街道办事处",
        organ_address="洪山区某某路2号",
        organ_phone="027-0000002",
        note="因该争议造成的财物损失赔偿，仍可以申请人民调解",
    ),
    c.DeclineNotice(
        **LETTER,
        addressees=("武汉市洪山区人民法院",),
        decision="not_mediated",
        matter="张建国与李秀英相邻漏水纠纷",
        letter_number="（2026）鄂0111委调12号",
        reason="一方当事人明确拒绝调解",
        rule="《中华人民共和国人民调解法》第十七条",
    ),
)
