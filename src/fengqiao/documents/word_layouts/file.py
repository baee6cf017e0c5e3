"""Word layouts of the file itself: cover, directory, lists, note, back cover, manifest."""

from fengqiao.documents.word_blocks import Each, If, Layout, Listing, Pairs, Para
from fengqiao.documents.word_layouts.pieces import FILE_NUMBER, NUMBER, TITLE, date_of, joined, seal

FILE: dict[str, Layout] = {
    "cover": (
        Para("{{ committee }}", "center", size=18, space=60),
        Para("{{ heading }}", "center", bold=True, size=36, space=40),
        Para(""),
        Pairs(
            (
                ("卷名", "{{ name }}"),
                ("卷号", "{{ number }}"),
                ("人民调解员", joined("mediators")),
                ("调解日期", "{{ mediated|select|unique|join('至') }}"),
                ("立卷人", "{{ compiler }}"),
                ("立卷日期", "{{ compiled_on }}"),
                ("保管期限", "{{ retention }}"),
                ("备注", "{{ remark }}"),
            )
        ),
    ),
    "directory": (
        TITLE,
        FILE_NUMBER,
        Listing(
            "e",
            "entries",
            (
                ("序号", "{{ e.ordinal }}", 1),
                ("文书名称", "{{ e.name }}", 6),
                ("页号", "{{ e.pages }}", 1.5),
                ("备注", "{{ e.remark }}", 2),
            ),
        ),
    ),
    "evidence_list": (
        TITLE,
        NUMBER,
        If("matter", (Para("纠纷：{{ matter }}"),)),
        Listing(
            "e",
            "evidence",
            (
                ("序号", "{{ e.ordinal }}", 1),
                ("名称", "{{ e.name }}", 4),
                ("提供人", "{{ e.provider }}", 2),
                ("提供时间", "{{ e.provided_on }}", 2.5),
                ("原件或复印件", "{{ e.original_label }}", 1.5),
                ("页数", "{{ e.pages }}", 1),
                ("备注", "{{ e.remark }}", 2),
            ),
        ),
        Para(f"登记人：{{{{ registrar }}}}　　　　{date_of('listed_on')}", space=12),
    ),
    "performance_vouchers": (
        TITLE,
        NUMBER,
        If("matter", (Para("纠纷：{{ matter }}"),)),
        If("agreement_number", (Para("调解协议编号：{{ agreement_number }}"),)),
        Listing(
            "v",
            "vouchers",
            (
                ("序号", "{{ v.ordinal }}", 1),
                ("履行事项", "{{ v.obligation }}", 2.5),
                ("给付人", "{{ v.payer }}", 2),
                ("收受人", "{{ v.payee }}", 2),
                ("金额", "{{ v.amount }}", 3),
                ("履行日期", "{{ v.performed_on }}", 2.5),
                ("凭证", "{{ v.paper }}", 2),
            ),
        ),
        Para("（凭证原件或者复印件附后）"),
        Para(f"登记人：{{{{ registrar }}}}　　　　{date_of('listed_on')}", space=12),
    ),
    "file_note": (
        TITLE,
        FILE_NUMBER,
        Each("n", "notes", (Para("{{ loop.index }}．{{ n }}", indent=True),)),
        If("not notes", (Para("本卷材料齐全，无需要说明的情况。", indent=True),)),
        Para("立卷人：{{ compiler }}", "right", space=24),
        Para("检查人：{{ checker }}", "right"),
        Para(f"日期：{date_of('noted_on')}", "right"),
    ),
    "back_cover": (
        Para("", space=380),
        Pairs(
            (
                ("卷号", "{{ number }}"),
                ("本卷页数", "本卷共{{ pages }}页"),
                ("立卷人", "{{ compiler }}"),
                ("检查人", "{{ checker }}"),
                ("归档日期", "{{ archived_on }}"),
                ("保管期限", "{{ retention }}"),
            )
        ),
    ),
    "manifest": (
        TITLE,
        FILE_NUMBER,
        Para(
            "下列各份材料收入电子卷宗时已经计算校验值（SHA-256）。材料内容如有改动，重新计算的校验值与本清单不符。",
            indent=True,
        ),
        Listing(
            "e",
            "entries",
            (
                ("序号", "{{ e.ordinal }}", 1),
                ("材料名称", "{{ e.name }}", 3),
                ("页号", "{{ e.pages }}", 1),
                ("校验值（SHA-256）", "{{ e.sha256 }}", 4),
                ("收入方式", "{{ e.treatment }}", 2),
            ),
        ),
        *seal("made_on"),
    ),
}
