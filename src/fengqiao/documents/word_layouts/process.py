"""Word layouts of the records of the process."""

from fengqiao.documents.word_blocks import Each, If, Layout, Para
from fengqiao.documents.word_layouts.pieces import LETTERHEAD, NUMBER, SIGNERS, TITLE, displayed, joined, prose, section

PROCESS: dict[str, Layout] = {
    "investigation_record": (
        LETTERHEAD,
        TITLE,
        NUMBER,
        Para("时间：{{ held }}"),
        Para("地点：{{ venue }}"),
        If("matter", (Para("调查事由：{{ matter }}"),)),
        Para(f"调查人：{joined('investigators')}　记录人：{{{{ recorder }}}}"),
        Para("参加人：{{ present }}"),
        Para("被调查人", bold=True),
        Each("line", "asked.lines", (Para("{{ line }}"),)),
        *section("调查内容：", prose("body")),
        Para("（以上记录经被调查人核对无误后签名）", space=8),
        SIGNERS,
    ),
    "mediation_record": (
        LETTERHEAD,
        TITLE,
        NUMBER,
        If("matter", (Para("纠纷：{{ matter }}　第{{ session }}次调解"),)),
        Para("时间：{{ held }}"),
        Para("地点：{{ venue }}　是否公开：{{ publicity }}"),
        Para("当事人：" + displayed("parties")),
        If("absent", (Para("未到场：" + joined("absent")),)),
        Para("参加人：{{ present }}"),
        Para(f"人民调解员：{joined('mediators')}　记录人：{{{{ recorder }}}}"),
        prose("told"),
        *section("调解记录：", prose("body")),
        *section("调解结果：", prose("result"), If("outcome", (prose("outcome"),))),
        Para("（以上记录经当事人和参加人核对无误后签名）", space=8),
        SIGNERS,
    ),
}
