"""Notices and letters: one shape (addressee, paragraphs, attachments, seal, date), one class each.

The wording is written here once; the Typst and the Word template only lay it out.
"""

from datetime import date
from typing import ClassVar, Literal

from fengqiao.core.text import N_
from fengqiao.documents import values
from fengqiao.documents.contexts.base import Context, FileNumber, Form, Line, Moment, Prose
from fengqiao.documents.contexts.people import Parties


class Letter(Form):
    """A notice to a party or a letter to another body, sealed by the committee."""

    derived: ClassVar[tuple[str, ...]] = ("heading", "paragraphs")

    addressees: tuple[Line, ...]
    issued_on: date | None = None
    attachments: tuple[Line, ...] = ()
    contact: Line = ""
    """Who can be asked at the committee: name and telephone."""
    receipt_slip: bool = False
    """Whether a slip for the addressee's signature stands below (送达回证)."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body, in whole sentences."""
        raise NotImplementedError


def _dispute(parties: Parties, matter: str) -> str:
    return f"{'、'.join(party.display for party in parties)}{matter.rstrip('。')}"


class RemedyContext(Context):
    """A way that stays open (人民调解法第二十六条): 仲裁, 行政 or 诉讼, before whom, within what time, by which rule."""

    way: Line
    organ: Line = ""
    period: Line = ""
    basis: Line = ""

    @property
    def sentence(self) -> str:
        organ = f"向{self.organ}" if self.organ else "依法"
        period = f"（期限：{self.period}）" if self.period else ""
        basis = f"，依据：{self.basis}" if self.basis else ""
        return f"{organ}{self.way}{period}{basis}"


class TerminationNotice(Letter):
    """终止调解通知书 with the remedies that art 26 says must be told."""

    code: ClassVar[str] = "termination_notice"
    title: ClassVar[str] = N_("终止调解通知书")
    basis: ClassVar[str] = "人民调解法第二十六条"
    place: ClassVar[int | None] = 8
    mandatory: ClassVar[bool] = True

    parties: Parties
    matter: Line
    accepted_on: date | None = None
    terminated_on: date
    reason: Prose
    rule: Line = ""
    remedies: tuple[RemedyContext, ...]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        since = f"于{values.date_words(self.accepted_on)}受理的" if self.accepted_on else ""
        rule = f"依据：{values.sentence(self.rule)}" if self.rule else ""
        ways = tuple(values.sentence(f"{n}．{each.sentence}") for n, each in enumerate(self.remedies, 1))
        return (
            f"本委员会{since}{_dispute(self.parties, self.matter)}，现已于{values.date_words(self.terminated_on)}终止调解。",
            f"终止调解的原因：{values.sentence(self.reason)}{rule}",
            "依照《中华人民共和国人民调解法》第二十六条的规定，现告知当事人可以依法通过下列途径维护自己的权利："
            if ways
            else "依照《中华人民共和国人民调解法》第二十六条的规定，现告知当事人可以依法通过仲裁、行政、司法等途径维护自己的权利。",
            *ways,
            "请注意有关期限。当事人在调解中为达成协议作出的让步，不影响其通过其他途径提出主张。",
        )


class SuspensionNotice(Letter):
    """中止调解通知书: why the mediation pauses, since when, what ends the pause, and what that does to its term."""

    code: ClassVar[str] = "suspension_notice"
    title: ClassVar[str] = N_("中止调解通知书")
    basis: ClassVar[str] = "全国人民调解工作规范；辖区规则"

    parties: Parties
    matter: Line
    suspended_on: date
    reason: Prose
    resumes_when: Prose = ""
    rule: Line = ""
    clock_effect: Prose = "中止期间不计入调解期限。"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        rule = f"依据：{values.sentence(self.rule)}" if self.rule else ""
        resumes = self.resumes_when.rstrip("。") or "中止的原因消除"
        return (
            f"本委员会调解的{_dispute(self.parties, self.matter)}，自{values.date_words(self.suspended_on)}起中止调解。",
            f"中止调解的原因：{values.sentence(self.reason)}{rule}",
            f"{resumes}后恢复调解，届时另行通知。{values.sentence(self.clock_effect)}",
            "中止期间，当事人仍可以要求终止调解，也可以依法通过其他途径维护自己的权利。",
        )


class ExtensionNotice(Letter):
    """延长调解期限通知书: the old and the new last day, and who agreed to it."""

    code: ClassVar[str] = "extension_notice"
    title: ClassVar[str] = N_("延长调解期限通知书")
    basis: ClassVar[str] = "司法部令第75号；辖区规则"

    parties: Parties
    matter: Line
    due_on: date
    extended_to: date
    reason: Prose
    agreed_by: tuple[Line, ...] = ()
    rule: Line = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        agreed = f"经{'、'.join(self.agreed_by)}同意，" if self.agreed_by else ""
        rule = f"依据：{values.sentence(self.rule)}" if self.rule else ""
        return (
            f"本委员会调解的{_dispute(self.parties, self.matter)}，调解期限原定于{values.date_words(self.due_on)}届满。",
            f"{agreed}调解期限延长至{values.date_words(self.extended_to)}。延长的原因：{values.sentence(self.reason)}{rule}",
            "延长期限届满仍未达成调解协议的，调解终止，本委员会将书面告知当事人可以采取的途径。",
        )


class CrimeReport(Letter):
    """激化（违法犯罪线索）报告 to the police or another organ (人民调解法第二十五条)."""

    code: ClassVar[str] = "crime_report"
    title: ClassVar[str] = N_("矛盾纠纷激化情况（违法犯罪线索）报告")
    basis: ClassVar[str] = "人民调解法第二十五条"

    nature: Literal["escalation", "public_security", "crime"]
    matter: Line
    parties: Parties
    found_at: Moment
    found_where: Line = ""
    facts: Prose
    measures: Prose = ""
    reported_at: Moment
    reported_by: Line
    way: Line = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        kind = {
            "escalation": "有激化可能",
            "public_security": "可能引起治安案件",
            "crime": "可能引起刑事案件",
        }[self.nature]
        place = f"在{self.found_where}" if self.found_where else ""
        way = f"（报告方式：{self.way}）" if self.way else ""
        people = "；".join(f"{party.role}，{'，'.join(party.lines)}" for party in self.parties)
        return (
            f"本委员会于{values.moment_words(self.found_at)}{place}发现，{_dispute(self.parties, self.matter)}{kind}，"
            f"依照《中华人民共和国人民调解法》第二十五条的规定，现将有关情况报告如下：",
            f"一、有关人员：{values.sentence(people)}",
            f"二、情况和迹象：{values.sentence(self.facts)}",
            f"三、已经采取的预防措施：{values.sentence(self.measures) or '无。'}",
            f"报告人{self.reported_by}，报告时间{values.moment_words(self.reported_at)}{way}。",
        )


class EntrustmentReceipt(Letter):
    """接收回执 to the body that entrusted a matter: received, with which materials, and the last day of mediation."""

    code: ClassVar[str] = "entrustment_receipt"
    title: ClassVar[str] = N_("委托移送调解接收回执")
    basis: ClassVar[str] = "委托移送单位与人民调解委员会的衔接规则"

    letter_number: FileNumber = ""
    sent_on: date | None = None
    received_at: Moment
    parties: Parties
    matter: Line
    materials: tuple[Line, ...] = ()
    handler: Line = ""
    due_on: date | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        sent = values.date_words(self.sent_on) if self.sent_on else ""
        letter = f"以{self.letter_number}函" if self.letter_number else ""
        materials = (f"随函收到材料：{'、'.join(self.materials)}。",) if self.materials else ()
        due = (f"调解期限至{values.date_words(self.due_on)}，期满前将向你单位反馈调解结果。",) if self.due_on else ()
        handler = (f"承办人：{self.handler}。",) if self.handler else ()
        return (
            f"你单位{sent}{letter}委托移送调解的{_dispute(self.parties, self.matter)}，"
            f"本委员会已于{values.moment_words(self.received_at)}签收。",
            *materials,
            *due,
            *handler,
        )


RESULTS = {
    "agreed": "经调解，当事人自愿达成调解协议",
    "not_agreed": "经调解，当事人未能达成调解协议",
    "refused": "当事人明确拒绝调解，调解终止",
    "withdrawn": "申请人撤回调解申请，调解终止",
    "declined": "不宜由本委员会调解",
}


class ResultFeedback(Letter):
    """调解结果反馈函 to the body that entrusted the matter: result, agreement, performance, materials returned."""

    code: ClassVar[str] = "result_feedback"
    title: ClassVar[str] = N_("调解结果反馈函")
    basis: ClassVar[str] = "委托移送单位与人民调解委员会的衔接规则"

    letter_number: FileNumber = ""
    parties: Parties
    matter: Line
    result: Literal["agreed", "not_agreed", "refused", "withdrawn", "declined"]
    concluded_on: date
    agreement_number: FileNumber = ""
    summary: Prose = ""
    performance: Prose = ""
    failure_reason: Prose = ""
    returned: tuple[Line, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        letter = f"以{self.letter_number}函" if self.letter_number else ""
        number = f"，协议编号：{self.agreement_number}" if self.agreement_number else ""
        told = (
            self.summary and f"协议主要内容：{values.sentence(self.summary)}",
            self.performance and f"履行情况：{values.sentence(self.performance)}",
            self.failure_reason and f"未达成协议的原因：{values.sentence(self.failure_reason)}",
            self.returned and f"随函退回材料：{'、'.join(self.returned)}。",
        )
        return (
            f"你单位{letter}委托移送调解的{_dispute(self.parties, self.matter)}，"
            f"本委员会已于{values.date_words(self.concluded_on)}办理完毕，现反馈如下：",
            f"{RESULTS[self.result]}{number}。",
            *(line for line in told if line),
        )


class TransferLetter(Letter):
    """移送函: hands a matter that is out of scope to the body that is competent; the sender keeps it until accepted."""

    code: ClassVar[str] = "transfer_letter"
    title: ClassVar[str] = N_("矛盾纠纷移送函")
    basis: ClassVar[str] = "司法部令第75号；辖区规则"

    parties: Parties
    matter: Line
    registered_on: date | None = None
    brief: Prose
    reason: Prose
    materials: tuple[Line, ...] = ()
    answer_by: date | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        since = f"于{values.date_words(self.registered_on)}登记的" if self.registered_on else "登记的"
        materials = (f"随函移送材料：{'、'.join(self.materials)}。",) if self.materials else ()
        answer = f"请于{values.date_words(self.answer_by)}前回复是否接收。" if self.answer_by else "请回复是否接收。"
        return (
            f"我单位{since}{_dispute(self.parties, self.matter)}，现移送你单位办理。",
            f"基本情况：{values.sentence(self.brief)}",
            f"移送理由：{values.sentence(self.reason)}",
            *materials,
            f"{answer}接收以前，本单位继续做好劝导和预防工作。",
        )
