"""The people on a form: parties (a person, an organisation, a group), their agents, others who take part."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from fengqiao.documents import values
from fengqiao.documents.contexts.base import Boxes, Context, Line

Age = Annotated[int, Field(ge=0, le=150)]
LONG_NAME = 12
"""Longer names get a row of their own."""
Particulars = tuple[tuple[tuple[str, str], ...], ...]


def _known(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in pairs if pair[1])


class AgentContext(Context):
    """Who acts for a party: by statute (法定代理人, 监护人) or by a power of attorney (委托代理人)."""

    derived: ClassVar[tuple[str, ...]] = ("line",)

    name: Line
    capacity: Annotated[
        Literal["statutory", "entrusted"], Boxes({"statutory": "法定代理人", "entrusted": "委托代理人"})
    ]
    sex: Line = ""
    age: Age | None = None
    occupation: Line = ""
    contact: Line = ""
    address: Line = ""
    id_number: Line = ""
    relation: Line = ""
    """To the party: 父亲, 律师, 单位职工 and so on."""

    @property
    def line(self) -> str:
        label = "法定代理人" if self.capacity == "statutory" else "委托代理人"
        rest = [self.sex, self.relation, self.contact]
        return f"{label}：{'，'.join([self.name, *filter(None, rest)])}"


class _Party(Context):
    derived: ClassVar[tuple[str, ...]] = ("rows", "lines", "display", "signers_names")

    role: Line = "当事人"
    agents: tuple[AgentContext, ...] = ()
    name: Line

    @property
    def rows(self) -> Particulars:
        """The particulars as the ministry's forms have them: rows of (label, value)."""
        raise NotImplementedError

    @property
    def lines(self) -> tuple[str, ...]:
        """The same as plain lines, with the agents below."""
        written = ["　".join(f"{label}：{value}" for label, value in row) for row in self.rows]
        return (*written, *(agent.line for agent in self.agents))

    @property
    def display(self) -> str:
        """The party in a running text or a narrow cell."""
        return self.name

    @property
    def signers_names(self) -> tuple[str, ...]:
        """Who signs for the party: itself, or what stands in for it."""
        return (self.name,)


class PersonContext(_Party):
    """A natural person: 姓名 性别 民族 年龄 职业或职务 联系方式 单位或住址."""

    kind: Literal["person"] = "person"
    sex: Line = ""
    ethnicity: Line = ""
    age: Age | None = None
    occupation: Line = ""
    contact: Line = ""
    address: Line = ""
    id_number: Line = ""
    """Printed when given: forms for the court and the power of attorney want it, others do not."""
    born_on: date | None = None

    @property
    def rows(self) -> Particulars:
        age = f"{self.age}岁" if self.age is not None else ""
        born = values.date_words(self.born_on) if self.born_on else ""
        extra = _known(("出生日期", born), ("公民身份号码", self.id_number))
        name, others = ("姓名", self.name), (("性别", self.sex), ("民族", self.ethnicity), ("年龄", age))
        first = ((name,), others) if len(self.name) > LONG_NAME else ((name, *others),)
        rows = (
            *first,
            (("职业或职务", self.occupation), ("联系方式", self.contact)),
            extra,
            (("单位或住址", self.address),),
        )
        return tuple(row for row in rows if row)


class OrganisationContext(_Party):
    """A legal person or other organisation: 名称 地址 法定代表人 职务."""

    kind: Literal["organisation"] = "organisation"
    address: Line = ""
    head: Line = ""
    head_post: Line = ""
    contact: Line = ""
    credit_code: Line = ""

    @property
    def rows(self) -> Particulars:
        rows = (
            (("名称", self.name),),
            _known(("统一社会信用代码", self.credit_code)),
            (("法定代表人（负责人）", self.head), ("职务", self.head_post)),
            (("联系方式", self.contact),),
            (("地址", self.address),),
        )
        return tuple(row for row in rows if row)


class MemberContext(Context):
    """One of a group, as its list of members has them."""

    name: Line
    sex: Line = ""
    contact: Line = ""
    address: Line = ""
    note: Line = ""


class GroupContext(_Party):
    """Many on one side: a name, a head count, those who represent them, and the list of members if it is known."""

    derived: ClassVar[tuple[str, ...]] = (*_Party.derived, "representative_names")

    kind: Literal["group"] = "group"
    headcount: Annotated[int, Field(ge=2)]
    representatives: tuple[PersonContext, ...] = ()
    members: tuple[MemberContext, ...] = ()

    @property
    def representative_names(self) -> str:
        return "、".join(person.name for person in self.representatives)

    @property
    def rows(self) -> Particulars:
        listed = "（名单附后）" if self.members else ""
        name, count = ("名称", self.name), ("人数", f"{self.headcount}人{listed}")
        first = ((name,), (count,)) if len(self.name) > LONG_NAME else ((name, count),)
        people = (
            row
            for person in self.representatives
            for row in (
                (("代表人", person.name), *_known(("联系方式", person.contact))),
                _known(("单位或住址", person.address)),
            )
        )
        return (*first, *(row for row in people if row))

    @property
    def display(self) -> str:
        return f"{self.name}（共{self.headcount}人）"

    @property
    def signers_names(self) -> tuple[str, ...]:
        return tuple(person.name for person in self.representatives) or (self.name,)


PartyContext = Annotated[PersonContext | OrganisationContext | GroupContext, Field(discriminator="kind")]
Parties = Annotated[tuple[PartyContext, ...], Field(min_length=1)]


class ParticipantContext(Context):
    """Somebody else present: name and in which role (邻居, 专家, 村民小组长 ...); art 20 wants the parties' consent."""

    derived: ClassVar[tuple[str, ...]] = ("line",)

    name: Line
    role: Line = ""

    @property
    def line(self) -> str:
        return f"{self.name}（{self.role}）" if self.role else self.name


def names(people: tuple[ParticipantContext, ...]) -> str:
    """Participants in one cell."""
    return "、".join(person.line for person in people)


def listed_groups(
    parties: tuple["PersonContext | OrganisationContext | GroupContext", ...],
) -> tuple[GroupContext, ...]:
    """The groups whose members are to be listed on an annex page of the form."""
    return tuple(party for party in parties if isinstance(party, GroupContext) and party.members)
