"""Letters about people: appointment, election, removal, dismissal, training, complaints, tracing of responsibility, commendation."""

from datetime import date
from typing import ClassVar

from fengqiao.core.text import N_
from fengqiao.documents import values
from fengqiao.documents.contexts.base import Context, FileNumber, Line, Prose
from fengqiao.documents.contexts.letters import Letter


class AppointmentLetter(Letter):
    """聘书 of who is appointed by a committee."""

    code: ClassVar[str] = "appointment_letter"
    title: ClassVar[str] = N_("人民调解员聘书")
    basis: ClassVar[str] = "人民调解法第十三条"

    post: Line
    organisation: Line
    starts_on: date
    term_ends_on: date | None = None
    is_full_time: bool = False
    certificate: Line = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        full = "专职" if self.is_full_time else "兼职"
        until = f"至{values.date_words(self.term_ends_on)}止" if self.term_ends_on else "起"
        certificate = (f"证书编号：{self.certificate}。",) if self.certificate else ()
        return (
            f"兹聘任您为{self.organisation}{self.post}（{full}），聘期自{values.date_words(self.starts_on)}{until}。",
            "请依照《中华人民共和国人民调解法》的规定，坚持原则，明法析理，主持公道，为当事人提供不收取任何费用的调解。",
            *certificate,
        )


class ElectionNotice(Letter):
    """当选通知书 of who was elected to a committee."""

    code: ClassVar[str] = "election_notice"
    title: ClassVar[str] = N_("人民调解委员会委员当选通知书")
    basis: ClassVar[str] = "人民调解法第八条、第九条"

    post: Line
    organisation: Line
    body: Line = ""
    starts_on: date
    term_ends_on: date | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        by = f"经{self.body}推选，" if self.body else "经推选，"
        until = f"至{values.date_words(self.term_ends_on)}止" if self.term_ends_on else "起"
        return (
            f"{by}您当选为{self.organisation}{self.post}，任期自{values.date_words(self.starts_on)}{until}。",
            "人民调解委员会委员每届任期三年，可以连选连任。",
        )


class LeavingNotice(Letter):
    """What a removal and a dismissal share: the post, who decided, from when, why."""

    post: Line
    organisation: Line
    body: Line
    ended_on: date
    reason: Prose
    verb: ClassVar[str]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return (
            f"经{self.body}决定，自{values.date_words(self.ended_on)}起，{self.verb}您担任的{self.organisation}{self.post}职务。",
            f"理由：{values.sentence(self.reason)}",
            "您经手的纠纷和保管的材料应当移交完毕。对本决定有意见的，可以向作出决定的单位反映。",
        )


class RemovalNotice(LeavingNotice):
    """罢免通知书: only the unit that elected removes."""

    code: ClassVar[str] = "removal_notice"
    title: ClassVar[str] = N_("罢免通知书")
    basis: ClassVar[str] = "人民调解法第十五条"
    verb: ClassVar[str] = "罢免"


class DismissalNotice(LeavingNotice):
    """解聘通知书: only the unit that appointed dismisses."""

    code: ClassVar[str] = "dismissal_notice"
    title: ClassVar[str] = N_("解聘通知书")
    basis: ClassVar[str] = "人民调解法第十五条"
    verb: ClassVar[str] = "解聘"


class ComplaintReceipt(Letter):
    """回执 for who complained: number, code, until when an answer comes."""

    code: ClassVar[str] = "complaint_receipt"
    title: ClassVar[str] = N_("投诉登记回执")
    basis: ClassVar[str] = "人民调解法第十一条、第十五条"

    about: Line
    received_on: date
    due_on: date
    query_code: Line

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return (
            f"您对{self.about}的投诉已于{values.date_words(self.received_on)}登记。",
            f"查询码：{self.query_code}。凭查询码和登记电话的后四位可以在网上查询办理情况。",
            f"我们将指定与此事无关的人核查，并在{values.date_words(self.due_on)}以前答复您。",
        )


class ComplaintAnswer(Letter):
    """答复书 to who complained: what was found, what was done, how to appeal."""

    code: ClassVar[str] = "complaint_answer"
    title: ClassVar[str] = N_("投诉答复书")
    basis: ClassVar[str] = "人民调解法第十一条、第十五条"

    about: Line
    received_on: date
    result: Line = ""
    answer: Prose
    appeal_until: date | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        result = (f"核查结论：{self.result}。",) if self.result else ()
        appeal = (
            (f"对本答复不服的，可以在{values.date_words(self.appeal_until)}以前向我们申诉，由其他人复核。",)
            if self.appeal_until
            else ()
        )
        return (
            f"您于{values.date_words(self.received_on)}对{self.about}提出的投诉，现答复如下：",
            *result,
            *self.answer.split("\n"),
            *appeal,
        )


class SanctionNotice(Letter):
    """处理通知书 to the mediator complained of: the decision of the body that art 15 names."""

    code: ClassVar[str] = "sanction_notice"
    title: ClassVar[str] = N_("投诉处理通知书")
    basis: ClassVar[str] = "人民调解法第十五条"

    finding: Prose
    sanction: Line
    body: Line
    decided_on: date
    decision: Prose

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return (
            f"经核查，{values.sentence(self.finding)}",
            f"{self.body}于{values.date_words(self.decided_on)}决定：{self.sanction}。",
            *self.decision.split("\n"),
        )


class TracedContext(Context):
    """One who had the matter in hand, and what is found of it."""

    name: Line
    organisation: Line = ""
    part: Line
    degree: Line
    finding: Prose = ""

    @property
    def sentence(self) -> str:
        at = f"（{self.organisation}）" if self.organisation else ""
        return f"{self.name}{at}，{self.part}：{self.degree}。{values.sentence(self.finding)}"


class TraceReport(Letter):
    """责任倒查报告 of a matter that escalated."""

    code: ClassVar[str] = "trace_report"
    title: ClassVar[str] = N_("责任倒查报告")
    basis: ClassVar[str] = "辖区规则"

    matter: Line
    outcome: Line
    occurred_on: date
    narrative: Prose
    people: tuple[TracedContext, ...]
    conclusion: Prose
    measures: Prose

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return (
            f"{self.matter}，于{values.date_words(self.occurred_on)}发生{self.outcome}。",
            *self.narrative.split("\n"),
            "经手情况和责任：",
            *(f"{n}．{person.sentence}" for n, person in enumerate(self.people, 1)),
            f"结论：{values.sentence(self.conclusion)}",
            f"整改措施：{values.sentence(self.measures)}",
        )


class CommendationDecision(Letter):
    """表彰决定: who is commended, for what, by whom."""

    code: ClassVar[str] = "commendation_decision"
    title: ClassVar[str] = N_("表彰决定")
    basis: ClassVar[str] = "人民调解法第六条"

    name: Line
    honour: Line
    deeds: Prose
    awarded_on: date
    decision_number: FileNumber = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return (
            *self.deeds.split("\n"),
            f"经公示，{self.committee}决定授予{self.name}“{self.honour}”称号。",
        )


class TrainingCertificate(Letter):
    """培训证书 of who completed a course."""

    code: ClassVar[str] = "training_certificate"
    title: ClassVar[str] = N_("人民调解员培训证书")
    basis: ClassVar[str] = "人民调解法第十四条"

    course: Line
    kind: Line
    starts_on: date
    ends_on: date
    hours: Line
    """Class hours credited, in figures."""
    mark: Line = ""
    """The mark of the exam, in figures; "" for a course without one."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        first, last = values.date_words(self.starts_on), values.date_words(self.ends_on)
        when = f"于{first}" if self.starts_on == self.ends_on else f"于{first}至{last}"
        exam = f"，考试成绩{self.mark}分，合格" if self.mark else ""
        return (
            f"您{when}参加{self.committee}举办的“{self.course}”（{self.kind}），完成{self.hours}学时{exam}，准予结业。",
            "特发此证。",
        )


class GradeCertificate(Letter):
    """等级证书 of a mediator or a committee that was graded."""

    code: ClassVar[str] = "grade_certificate"
    title: ClassVar[str] = N_("人民调解等级证书")
    basis: ClassVar[str] = "中华全国人民调解员协会《关于开展人民调解员等级评定工作的意见》"

    name: Line
    organisation: Line = ""
    """Where a person serves; "" for an organisation's own grade."""
    scheme: Line
    level: Line
    awarded_on: date
    valid_until: date

    @property
    def paragraphs(self) -> tuple[str, ...]:
        at = f"{self.organisation}" if self.organisation else ""
        until = f"有效期自{values.date_words(self.awarded_on)}至{values.date_words(self.valid_until)}。"
        return (f"{at}{self.name}经评审、公示，评定为“{self.level}”（{self.scheme}）。", until, "特发此证。")
