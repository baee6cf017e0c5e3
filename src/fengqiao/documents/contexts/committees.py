"""The letter by which a bureau tells a court of a committee (人民调解法第十条)."""

from datetime import date
from typing import ClassVar

from fengqiao.core.text import N_
from fengqiao.documents import values
from fengqiao.documents.contexts.base import Context, FileNumber, Line, Prose
from fengqiao.documents.contexts.letters import Letter


class CommitteeMember(Context):
    """One of the committee: post, how the person came to it, full or part time, end of the term."""

    name: Line
    sex: Line = ""
    post: Line
    origin: Line = ""
    full_time: Line = ""
    term_ends_on: date | None = None


class CommitteeNotice(Letter):
    """人民调解组织情况通报函: what was set up, changed or ended, how it was filed, and who makes it up now."""

    code: ClassVar[str] = "committee_notice"
    title: ClassVar[str] = N_("人民调解组织情况通报函")
    basis: ClassVar[str] = "人民调解法第十条"

    event: Line
    organisation: Line
    kind: Line = ""
    location: Line = ""
    host: Line = ""
    phone: Line = ""
    what: Prose = ""
    happened_on: date
    filing_number: FileNumber
    filed_on: date | None = None
    members: tuple[CommitteeMember, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        kind = f"（{self.kind}）" if self.kind else ""
        filed = f"，已于{values.date_words(self.filed_on)}备案" if self.filed_on else "，已备案"
        known = [
            f"设立单位：{self.host}" if self.host else "",
            f"地址：{self.location}" if self.location else "",
            f"电话：{self.phone}" if self.phone else "",
        ]
        told = "；".join(each for each in known if each)
        return (
            "依照《中华人民共和国人民调解法》第十条的规定，现将下列人民调解组织的情况通报你院：",
            f"{self.organisation}{kind}于{values.date_words(self.happened_on)}{self.event}{filed}，"
            f"备案编号{self.filing_number}。",
            *((values.sentence(told),) if told else ()),
            *((f"情况说明：{values.sentence(self.what)}",) if self.what else ()),
            f"现有组成人员共{len(self.members)}人，名单如下。" if self.members else "目前没有登记组成人员。",
        )
