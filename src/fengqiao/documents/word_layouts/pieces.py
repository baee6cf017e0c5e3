"""Pieces that several forms share in their Word templates."""

from fengqiao.documents.values import BLANK_DATE
from fengqiao.documents.word_blocks import Block, Break, Each, If, Layout, Listing, Para


def date_of(name: str) -> str:
    """A date, or room to write it."""
    return f"{{{{ {name} or '{BLANK_DATE}' }}}}"


def prose(name: str) -> Para:
    """A text of the form as an indented paragraph."""
    return Para(f"{{{{ {name} }}}}", indent=True)


def lines(name: str) -> Each:
    """A list of texts, a paragraph each."""
    return Each("line", name, (Para("{{ line }}", indent=True),))


def parties(name: str) -> Each:
    """The particulars of each party."""
    return Each("p", name, (Para("{{ p.role }}", bold=True), Each("line", "p.lines", (Para("{{ line }}"),))))


def section(title: str, *blocks: Block) -> Layout:
    """Blocks under a title."""
    return (Para(title, bold=True, space=8), *blocks)


def joined(name: str) -> str:
    """A list of names in one line."""
    return f"{{{{ {name}|join('、') }}}}"


def displayed(name: str) -> str:
    """The names of parties in one line."""
    return f"{{{{ {name}|map(attribute='display')|join('、') }}}}"


LETTERHEAD = Para("{{ committee }}", "center", size=18)
TITLE = Para("{{ heading }}", "center", bold=True, size=22)
NUMBER = If("number", (Para("编号：{{ number }}", "right"),))
FILE_NUMBER = If("number", (Para("卷号：{{ number }}", "right"),))
SIGNERS = Each(
    "s",
    "signers",
    (Para("{{ s.label }}：{{ s.name }}　　　　　　　　　　{{ s.signed_at or '　　年　　月　　日' }}", space=8),),
)
MEMBERS = Each(
    "g",
    "groups",
    (
        Break(),
        Para("{{ g.name }}成员名单", "center", bold=True, size=16),
        Para("共{{ g.headcount }}人，推选代表人：{{ g.representative_names }}"),
        Each(
            "m",
            "g.members",
            (Para("{{ loop.index }}．{{ m.name }}　{{ m.sex }}　{{ m.contact }}　{{ m.address }}　{{ m.note }}"),),
        ),
    ),
)
OBLIGATIONS = If(
    "obligation_rows",
    (
        Para("履行义务明细表", "center", bold=True, space=8),
        Listing(
            "o",
            "obligation_rows",
            (
                ("序号", "{{ o.ordinal }}", 1),
                ("义务人", "{{ o.debtor }}", 2),
                ("权利人", "{{ o.creditor }}", 2),
                ("内容", "{{ o.what }}", 2.5),
                ("金额（元）", "{{ o.amount_figures }}", 2),
                ("方式、地点", "{{ o.way }} {{ o.place }}", 2),
                ("时限", "{{ o.when }}", 2.5),
            ),
        ),
    ),
)
INSTALMENTS = If(
    "instalment_rows",
    (
        Para("分期履行明细表", "center", bold=True, space=8),
        Listing(
            "r",
            "instalment_rows",
            (
                ("义务序号", "{{ r.ordinal }}", 1),
                ("义务人", "{{ r.debtor }}", 2),
                ("权利人", "{{ r.creditor }}", 2),
                ("期次", "{{ r.part.ordinal }}", 1),
                ("金额（元）", "{{ r.part.amount_figures }}", 2),
                ("时限", "{{ r.when }}", 2.5),
            ),
        ),
    ),
)


def seal(name: str) -> Layout:
    """Where the seal goes: the committee over the date."""
    return (Para("{{ committee }}（印章）", "right", space=24), Para(date_of(name), "right"))


def facts() -> tuple[Block, ...]:
    """Facts, issues and responsibilities of an agreement."""
    return (
        prose("facts"),
        If("issues", (Para("争议事项：{{ issues }}", indent=True),)),
        If("responsibilities", (Para("各方当事人的责任：{{ responsibilities }}", indent=True),)),
    )
