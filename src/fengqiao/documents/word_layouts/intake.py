"""Word layouts of intake."""

from fengqiao.documents.word_blocks import Each, If, Layout, Listing, Pairs, Para
from fengqiao.documents.word_layouts.pieces import (
    MEMBERS,
    NUMBER,
    SIGNERS,
    TITLE,
    date_of,
    displayed,
    joined,
    lines,
    parties,
    prose,
    seal,
    section,
)

INTAKE: dict[str, Layout] = {
    "application": (
        TITLE,
        NUMBER,
        parties("applicants"),
        parties("respondents"),
        *section("纠纷简要情况：", prose("brief")),
        *section("申请事项：", lines("requests_numbered")),
        Para("人民调解委员会已将申请人民调解的有关规定告知本人（本单位），现自愿申请人民调解。", indent=True),
        Para("此致", indent=True, space=8),
        Para("{{ committee }}"),
        SIGNERS,
        Para(date_of("applied_on"), "right"),
        MEMBERS,
    ),
    "acceptance_register": (
        TITLE,
        NUMBER,
        Pairs(
            (
                ("时间", "{{ received_on }}"),
                ("当事人", (parties("parties"),)),
                ("纠纷类型", "{{ category }}"),
                ("案件来源", "{{ source }}{{ '（委托移送单位：' + entrusted_by + '）' if entrusted_by }}"),
                ("纠纷简要情况", "{{ brief }}"),
                ("当事人签名", (Each("s", "signers", (Para("{{ s.name }}："),)),)),
                ("登记人签名", "{{ registrar }}："),
                (
                    "人民调解委员会",
                    (Para("{{ committee }}（印章）", "center"), Para(date_of("registered_on"), "center")),
                ),
                ("备注", "{{ remark }}"),
            )
        ),
        MEMBERS,
    ),
    "rights_notice": (
        TITLE,
        NUMBER,
        If("matter", (Para("纠纷：{{ matter }}"),)),
        If("mediators", (Para("人民调解员：" + joined("mediators")),)),
        Each("part", "sections", (Para("{{ part[0] }}", bold=True), lines("part[1]"))),
        prose("declaration"),
        Listing(
            "a",
            "answers",
            (
                ("当事人", "{{ a.name }}", 2),
                ("是否同意调解", "{{ a.consents }}", 2),
                ("调解方式", "{{ a.publicity }}", 2),
                ("对人民调解员的选择", "{{ a.mediator_choice }}", 2),
                ("签名（盖章、按指印）及日期", "{{ a.answered_on or '　　年　　月　　日' }}", 2.5),
            ),
        ),
        *seal("told_on"),
    ),
    "power_of_attorney": (
        TITLE,
        NUMBER,
        Para("委托人", bold=True),
        Each("line", "principal.lines", (Para("{{ line }}"),)),
        Each(
            "t",
            "trustees",
            (
                Para("受托人", bold=True),
                Para("姓名：{{ t.name }}　性别：{{ t.sex }}　年龄：{{ t.age }}"),
                Para("职业或职务：{{ t.occupation }}　联系方式：{{ t.contact }}"),
                Para("公民身份号码：{{ t.id_number }}　与委托人关系：{{ t.relation }}"),
                Para("单位或住址：{{ t.address }}"),
            ),
        ),
        *section("委托事项和权限", prose("statement"), prose("scope"), lines("powers_numbered")),
        If("valid_until", (Para("委托期限：{{ valid_until }}", indent=True),)),
        SIGNERS,
        Para(date_of("signed_on"), "right"),
    ),
    "receipt": (
        TITLE,
        Pairs(
            (
                ("登记时间", "{{ registered_at }}"),
                ("查询码", "{{ query_code }}"),
                ("申请人", displayed("applicants")),
                ("对方当事人", displayed("respondents")),
                ("反映的纠纷", "{{ brief }}"),
                ("请求事项", (Each("r", "requests", (Para("{{ loop.index }}．{{ r }}"),)), Para(""))),
                ("登记方式", "{{ channel }}", "登记人", "{{ registrar }}"),
                ("校验码", "{{ chain_hash }}"),
            )
        ),
        prose("effect"),
        If("follow_at", (Para("查询办法：{{ follow_at }}", indent=True),)),
        If("phone", (Para("咨询电话：{{ phone }}", indent=True),)),
        *seal("registered_at"),
    ),
}
