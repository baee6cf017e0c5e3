"""Written or oral, paper or pad. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass

from fengqiao.core.text import N_
from fengqiao.jurisdictions.ruleset import Category

ELECTRONIC_SIGNATURE = "电子签名法第3条"
LAW_28 = "人民调解法第28条"
ORDER_75 = "人民调解工作若干规定"
PRACTICE_24 = "宁波市人民调解条例第24条（参照）"


@dataclass(frozen=True)
class WrittenReason:
    """Why an agreement must be in writing, and the rule."""

    text: str
    source: str


def written_reasons(
    category: Category | None, *, all_on_the_spot: bool, requested: bool, is_difficult: bool
) -> tuple[WrittenReason, ...]:
    """Return why an oral agreement is not enough; empty when it is.

    all_on_the_spot: every obligation is performed when the agreement is reached; requested: a party asks for writing.
    """
    reasons = []
    if category is not None and category.written == "must":
        text = N_("%(kind)s依法应当制作书面调解协议") % {"kind": category.name}
        reasons.append(WrittenReason(text, category.written_source or category.source))
    if requested:
        reasons.append(WrittenReason(N_("当事人要求采用书面协议"), ORDER_75))
    if not all_on_the_spot:
        reasons.append(WrittenReason(N_("协议内容不是当场全部履行"), PRACTICE_24))
    if is_difficult:
        reasons.append(WrittenReason(N_("纠纷重大、复杂、疑难"), PRACTICE_24))
    return tuple(reasons)


def pad_refusal(category: Category | None, *, is_barred: bool) -> str:
    """Return why a pad may not be used; empty when it may.

    is_barred: the suitability rules found that electronic signatures are barred for this very matter.
    """
    if (category is not None and category.paper_only) or is_barred:
        return N_("涉及婚姻、收养、继承等人身关系的文书不适用电子签名，请在纸质协议上签名后上传扫描件。")
    return ""
