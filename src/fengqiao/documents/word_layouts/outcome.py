"""Word layouts of agreements, visits, the confirmation pack and the table of figures."""

from fengqiao.documents.word_blocks import Each, If, Layout, Listing, Pairs, Para
from fengqiao.documents.word_layouts.pieces import (
    INSTALMENTS,
    LETTERHEAD,
    MEMBERS,
    NUMBER,
    OBLIGATIONS,
    SIGNERS,
    TITLE,
    date_of,
    displayed,
    facts,
    lines,
    parties,
    prose,
    seal,
    section,
)

OUTCOME: dict[str, Layout] = {
    "agreement": (
        TITLE,
        NUMBER,
        parties("parties"),
        *section("纠纷主要事实、争议事项：", *facts()),
        *section("经调解，自愿达成如下协议：", lines("clauses")),
        OBLIGATIONS,
        INSTALMENTS,
        If("performance", section("履行方式、时限：", prose("performance"))),
        prose("copies_sentence"),
        SIGNERS,
        *seal("made_on"),
        MEMBERS,
    ),
    "oral_agreement": (
        TITLE,
        NUMBER,
        Pairs(
            (
                ("当事人", (parties("parties"),)),
                ("纠纷主要事实、争议事项", facts()),
                ("协议内容", (lines("clauses"),)),
                ("履行方式、时限", "{{ performance or '见协议内容。' }}"),
                ("当事人确认", "{{ confirmed }}"),
                ("签名、盖章或按指印", (Each("s", "signers", (Para("{{ s.label.split('（')[0] }}：{{ s.name }}"),)),)),
                ("人民调解委员会", (Para("{{ committee }}（印章）", "center"), Para(date_of("made_on"), "center"))),
            )
        ),
        OBLIGATIONS,
        INSTALMENTS,
        MEMBERS,
    ),
    "follow_up_record": (
        LETTERHEAD,
        TITLE,
        NUMBER,
        Pairs(
            (
                ("当事人", displayed("parties")),
                ("调解协议编号", "{{ agreement_number }}"),
                ("回访时间", "{{ visited_at }}", "被回访人", "{{ visited }}"),
                ("回访方式", "{{ way }}"),
                ("回访事由", "{{ reason }}"),
                ("协议履行情况", "{{ performance }}"),
                ("是否满意", "{{ satisfaction }}"),
                ("是否仲裁、诉讼及结果", "{{ remedies_used or '无' }}"),
                ("有无新的隐患", "{{ risk or '无' }}"),
                ("处理意见", "{{ action }}"),
                ("签名", (Each("s", "signers", (Para("{{ s.label.split('（')[0] }}：{{ s.name }}"),)),)),
            )
        ),
        MEMBERS,
    ),
    "confirmation_application": (
        TITLE,
        parties("applicants"),
        *section("请求事项：", prose("request")),
        *section("事实和理由：", prose("facts"), prose("undertaking")),
        Para("此致", indent=True, space=8),
        Para("{{ court }}"),
        If(
            "attachments",
            (Para("附：", space=8), Each("a", "attachments", (Para("{{ loop.index }}．{{ a }}", indent=True),))),
        ),
        SIGNERS,
        Para(date_of("applied_on"), "right"),
        MEMBERS,
    ),
    "mediation_proof": (
        TITLE,
        NUMBER,
        Para("{{ court }}："),
        lines("paragraphs"),
        If("contact", (Para("联系人及电话：{{ contact }}", indent=True),)),
        *seal("issued_on"),
    ),
    "delivery_address": (
        TITLE,
        NUMBER,
        Pairs(
            (
                ("人民法院", "{{ court }}"),
                ("事项", "{{ matter }}"),
                ("当事人", "{{ party.display }}"),
                ("告知事项", (Each("line", "told", (Para("{{ line }}"),)),)),
                ("收件人", "{{ recipient }}", "联系电话", "{{ phone }}"),
                ("送达地址", "{{ address }}"),
                ("邮政编码", "{{ postcode }}", "电子送达", "{{ electronic }}"),
                ("电子送达地址", "{{ electronic_address }}"),
                ("确认", (Para("本人（本单位）已经阅读并理解上述告知事项，确认以上送达地址准确、有效。"), SIGNERS)),
            )
        ),
        Para(date_of("confirmed_on"), "right"),
    ),
    "case_table": (
        TITLE,
        Para("填报单位：{{ committee }}　{{ state }}"),
        Para("统计范围：{{ region }}　统计期间：{{ period }}"),
        Each(
            "block",
            "blocks",
            (
                Para("{{ block.name }}", bold=True, space=8),
                Listing(
                    "row",
                    "block.rows",
                    (
                        ("指标", "{{ '　' * (row.depth|int) }}{{ row.label }}", 4),
                        ("数值", "{{ row.figure }}", 3),
                        ("单位", "{{ row.unit }}", 1),
                        ("备注", "{{ row.note }}", 3),
                    ),
                ),
            ),
        ),
        If("notes", (Para("说明：", space=8), Each("n", "notes", (Para("{{ loop.index }}．{{ n }}"),)))),
        Para(f"单位负责人：{{{{ head }}}}　填表人：{{{{ maker }}}}　填报日期：{date_of('made_on')}", space=12),
    ),
}
