"""The Word layout of all notices and letters."""

from fengqiao.documents.word_blocks import Each, If, Layout, Listing, Pairs, Para
from fengqiao.documents.word_layouts.pieces import LETTERHEAD, NUMBER, TITLE, lines, seal

LETTER: Layout = (
    LETTERHEAD,
    TITLE,
    NUMBER,
    Para("{{ addressees|join('、') }}："),
    lines("paragraphs"),
    If(
        "attachments",
        (Para("附件：", indent=True), Each("a", "attachments", (Para("{{ loop.index }}．{{ a }}", indent=True),))),
    ),
    If("contact", (Para("联系人及电话：{{ contact }}", indent=True),)),
    *seal("issued_on"),
    If(
        "receipt_slip",
        (
            Para("送达回证", "center", bold=True, space=24),
            Pairs(
                (
                    ("文书名称", "{{ heading }}", "文书编号", "{{ number }}"),
                    ("收件人签名", "", "收到日期", ""),
                    ("送达人签名", "", "送达方式", ""),
                )
            ),
        ),
    ),
)
MEMBERS = If(
    "members",
    (
        Listing(
            "m",
            "members",
            (
                ("序号", "{{ loop.index }}", 1),
                ("姓名", "{{ m.name }}", 2),
                ("性别", "{{ m.sex }}", 1),
                ("职务", "{{ m.post }}", 2),
                ("产生方式", "{{ m.origin }}", 1.5),
                ("专兼职", "{{ m.full_time }}", 1.5),
                ("任期届满", "{{ m.term_ends_on }}", 2.5),
            ),
        ),
    ),
)
NOTICE: Layout = (*LETTER[:4], MEMBERS, *LETTER[4:])
"""The letter with the members of a committee behind its paragraphs."""
LETTERS = (
    "referral_notice",
    "decline_notice",
    "termination_notice",
    "suspension_notice",
    "extension_notice",
    "crime_report",
    "entrustment_receipt",
    "result_feedback",
    "transfer_letter",
    "appointment_letter",
    "election_notice",
    "removal_notice",
    "dismissal_notice",
    "complaint_receipt",
    "complaint_answer",
    "sanction_notice",
    "trace_report",
    "commendation_decision",
    "training_certificate",
    "grade_certificate",
)
