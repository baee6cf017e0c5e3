"""What must hold in every organisation table; a difference is published with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fengqiao.core.text import N_
from fengqiao.statistics.rules.cells import Block
from fengqiao.statistics.rules.identities import Identity
from fengqiao.statistics.rules.staffing import MEDIATORS, WHOLE

_PARTITIONS = (
    (N_("各类组织合计等于人民调解组织合计"), "kind_", WHOLE),
    (N_("各层级合计等于人民调解组织合计"), "tier_", WHOLE),
    (N_("各专长合计等于行业性、专业性委员会"), "trade_", "industry"),
    (N_("各类组织的人员合计等于人民调解员合计"), "staff_", MEDIATORS),
    (N_("各文化程度合计等于人民调解员合计"), "education_", MEDIATORS),
    (N_("各年龄段合计等于人民调解员合计"), "age_", MEDIATORS),
)
_SUMS = (
    (N_("专职加兼职等于人民调解员合计"), ("full_time", "part_time"), MEDIATORS),
    (N_("推选加聘任等于人民调解员合计"), ("elected", "appointed"), MEDIATORS),
    (N_("男女合计等于人民调解员合计"), ("women", "men", "sex_unknown"), MEDIATORS),
    (N_("三项经费合计等于预算合计"), ("budget_guidance", "budget_committee", "budget_mediator"), "budget"),
    (N_("岗位补贴加以案定补等于预算合计"), ("budget_monthly", "budget_case"), "budget"),
    (N_("岗位补贴加以案定补等于已发放补贴"), ("paid_monthly", "paid_case"), "paid"),
)
_LIMITS = (
    (N_("政府购买服务的不超过专职"), "purchased", "full_time"),
    (N_("持证的不超过人民调解员合计"), "certified", MEDIATORS),
    (N_("中共党员不超过人民调解员合计"), "party", MEDIATORS),
    (N_("少数民族不超过人民调解员合计"), "minority", MEDIATORS),
    (N_("委员人数合规的不超过委员会"), "committees_members", "committees"),
    (N_("配备达标的乡镇、街道不超过乡镇、街道委员会"), "streets_staffed", "streets"),
    (N_("配备达标的行业性委员会不超过行业性委员会"), "industries_staffed", "industries"),
    (N_("驻院的不超过特邀调解组织"), "resident", "invited_bodies"),
    (N_("驻本级法院的不超过驻院的"), "resident_here", "resident"),
)


def identities(blocks: Iterable[Block], counts: Mapping[str, int]) -> tuple[Identity, ...]:
    """Return the statements about one table, from its blocks with all their cells and the raw counts (money in fen).

    What is not collected counts as nothing on both sides.
    """
    codes = [cell.code for block in blocks for cell in block.cells]

    def total(chosen: Iterable[str]) -> int:
        return sum(counts.get(code, 0) for code in chosen)

    def like(prefix: str) -> list[str]:
        return [code for code in codes if code.startswith(prefix)]

    return (
        *(Identity(text, total(like(prefix)), counts.get(whole, 0)) for text, prefix, whole in _PARTITIONS),
        *(Identity(text, total(parts), counts.get(whole, 0)) for text, parts, whole in _SUMS),
        *(Identity(text, counts.get(part, 0), counts.get(whole, 0), at_most=True) for text, part, whole in _LIMITS),
    )


def of_places(
    whole: Mapping[str, int], own: Mapping[str, int], children: Iterable[Mapping[str, int]]
) -> tuple[Identity, ...]:
    """Return the statements about a region and those directly below it.

    Organisations stand at one place each. Somebody may hold posts in two places and counts in both, once in the whole.
    """
    below = list(children)

    def parts(code: str) -> int:
        return own.get(code, 0) + sum(child.get(code, 0) for child in below)

    return (
        Identity(N_("本级加各下级地区的组织等于合计"), parts(WHOLE), whole.get(WHOLE, 0)),
        Identity(N_("合计的人员不超过本级加各下级地区"), whole.get(MEDIATORS, 0), parts(MEDIATORS), at_most=True),
    )
