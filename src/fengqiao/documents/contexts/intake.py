"""The forms of intake: application, register, notice of rights, power of attorney, receipt, and the two refusals."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from fengqiao.core.text import N_
from fengqiao.documents import values
from fengqiao.documents.contexts.base import Boxes, Context, Form, Line, Moment, Prose, Signature, Signer
from fengqiao.documents.contexts.letters import Letter
from fengqiao.documents.contexts.people import AgentContext, GroupContext, Parties, PartyContext, listed_groups
from fengqiao.documents.contexts.signing import party_signers, signer


class Application(Form):
    """人民调解申请书 (人民调解法第十七条)."""

    code: ClassVar[str] = "application"
    title: ClassVar[str] = N_("人民调解申请书")
    basis: ClassVar[str] = "人民调解法第十七条；司发通〔2010〕239号"
    place: ClassVar[int | None] = 1
    mandatory: ClassVar[bool] = True
    derived: ClassVar[tuple[str, ...]] = ("heading", "requests_numbered", "signers", "groups")

    applicants: Parties
    respondents: Parties
    brief: Prose
    requests: tuple[Prose, ...]
    applied_on: date | None = None
    signatures: tuple[Signature, ...] = ()

    @property
    def requests_numbered(self) -> tuple[str, ...]:
        return tuple(f"{n}．{values.sentence(each)}" for n, each in enumerate(self.requests, 1))

    @property
    def signers(self) -> tuple[Signer, ...]:
        return party_signers(self.applicants, "申请人（签名、盖章或按指印）", self.signatures)

    @property
    def groups(self) -> tuple[GroupContext, ...]:
        return listed_groups((*self.applicants, *self.respondents))


class AcceptanceRegister(Form):
    """人民调解受理登记表."""

    code: ClassVar[str] = "acceptance_register"
    title: ClassVar[str] = N_("人民调解受理登记表")
    basis: ClassVar[str] = "人民调解法第十七条、第二十七条；司发通〔2010〕239号"
    place: ClassVar[int | None] = 1
    mandatory: ClassVar[bool] = True
    derived: ClassVar[tuple[str, ...]] = ("heading", "signers", "registrar_signer", "groups")

    received_on: date
    parties: Parties
    category: Line
    source: Annotated[
        Literal["application", "initiative", "entrusted"],
        Boxes({"application": "当事人申请", "initiative": "人民调解委员会主动调解", "entrusted": "接受委托移送"}),
    ]
    entrusted_by: Line = ""
    brief: Prose
    registrar: Line = ""
    registered_on: date | None = None
    remark: Prose = ""
    signatures: tuple[Signature, ...] = ()

    @property
    def signers(self) -> tuple[Signer, ...]:
        return party_signers(self.parties, "当事人（签名）", self.signatures)

    @property
    def registrar_signer(self) -> Signer:
        return Signer(label="登记人（签名）", name=self.registrar)

    @property
    def groups(self) -> tuple[GroupContext, ...]:
        return listed_groups(self.parties)


class NoticeAnswer(Context):
    """What one party answered to the notice: consents to mediation, wants it open or closed, on which day."""

    name: Line
    consents: Annotated[Literal["yes", "no"] | None, Boxes({"yes": "同意调解", "no": "不同意调解"})] = None
    publicity: Annotated[Literal["open", "closed"] | None, Boxes({"open": "公开", "closed": "不公开"})] = None
    mediator_choice: Line = ""
    answered_on: date | None = None
    signature: Signature | None = None
    derived: ClassVar[tuple[str, ...]] = ("signer",)

    @property
    def signer(self) -> Signer:
        return signer("", self.name, (self.signature,) if self.signature else ())


class RightsNotice(Form):
    """人民调解权利义务告知书: nature, no fee, rights (art 23), duties (art 24), effect (arts 31-33).

    司法部令第75号 wants it before the mediation starts.
    """

    code: ClassVar[str] = "rights_notice"
    title: ClassVar[str] = N_("人民调解权利义务告知书")
    basis: ClassVar[str] = "人民调解法第二十三条、第二十四条；司法部令第75号"
    place: ClassVar[int | None] = 2
    mandatory: ClassVar[bool] = True
    derived: ClassVar[tuple[str, ...]] = ("heading", "sections", "declaration")

    matter: Line = ""
    mediators: tuple[Line, ...] = ()
    answers: tuple[NoticeAnswer, ...]
    told_on: date | None = None

    @property
    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Headings with their lines."""
        return RIGHTS_AND_DUTIES

    @property
    def declaration(self) -> str:
        return "上述内容已经人民调解委员会告知，本人（本单位）已经知悉并理解，意见如下："


RIGHTS_AND_DUTIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "一、人民调解的性质和原则",
        (
            "人民调解委员会是依法设立的调解民间纠纷的群众性组织，通过说服、疏导等方法，促使当事人在平等协商基础上自愿达成"
            "调解协议。调解遵循当事人自愿、平等的原则，不违背法律、法规和国家政策，尊重当事人的权利，不因调解而阻止当事人"
            "依法通过仲裁、行政、司法等途径维护自己的权利。人民调解不收取任何费用。",
        ),
    ),
    (
        "二、当事人的权利",
        (
            "（一）选择或者接受人民调解员；",
            "（二）接受调解、拒绝调解或者要求终止调解；",
            "（三）要求调解公开进行或者不公开进行；",
            "（四）自主表达意愿、自愿达成调解协议。",
            "人民调解员与纠纷有利害关系，可能影响公正调解的，当事人可以要求更换。",
        ),
    ),
    (
        "三、当事人的义务",
        (
            "（一）如实陈述纠纷事实；",
            "（二）遵守调解现场秩序，尊重人民调解员；",
            "（三）尊重对方当事人行使权利。",
        ),
    ),
    (
        "四、调解协议的效力和司法确认",
        (
            "经人民调解委员会调解达成的调解协议，具有法律约束力，当事人应当按照约定履行。对协议的履行或者内容发生争议的，"
            "可以依法向人民法院提起诉讼。双方当事人认为有必要的，可以自调解协议生效之日起三十日内共同向有管辖权的人民法院"
            "申请司法确认；经人民法院确认有效的协议，一方拒绝履行或者未全部履行的，对方可以申请强制执行。",
            "达不成调解协议的，调解终止，当事人可以依法通过仲裁、行政、司法等途径维护自己的权利。",
        ),
    ),
)


class PowerOfAttorney(Form):
    """授权委托书. General power covers acts of procedure; admitting, waiving, settling and receiving need special words."""

    code: ClassVar[str] = "power_of_attorney"
    title: ClassVar[str] = N_("授权委托书")
    basis: ClassVar[str] = "民法典第一百六十五条；司发通〔2010〕239号"
    place: ClassVar[int | None] = 4
    derived: ClassVar[tuple[str, ...]] = ("heading", "signers", "powers_numbered", "statement")

    principal: PartyContext
    trustees: tuple[AgentContext, ...]
    matter: Line
    scope: Annotated[Literal["general", "special"], Boxes({"general": "一般授权", "special": "特别授权"})]
    powers: tuple[Line, ...] = ()
    valid_until: Line = ""
    """A day or an event: 至本次调解终结之日止."""
    signed_on: date | None = None

    @property
    def statement(self) -> str:
        agents = "、".join(each.name for each in self.trustees)
        return f"现委托{agents}在{self.committee}调解{self.matter}中，作为委托人的代理人参加调解活动。代理权限如下："

    @property
    def powers_numbered(self) -> tuple[str, ...]:
        powers = self.powers or ("代为参加调解，陈述事实，提供证据。",)
        return tuple(f"{n}．{values.sentence(each)}" for n, each in enumerate(powers, 1))

    @property
    def signers(self) -> tuple[Signer, ...]:
        agents = tuple(Signer(label="受托人（签名）", name=each.name) for each in self.trustees)
        return (*party_signers((self.principal,), "委托人（签名、盖章或按指印）"), *agents)


class Receipt(Form):
    """登记回执: the moment of the request and its chain digest, the proof that limitation was interrupted.

    最高人民法院关于审理民事案件适用诉讼时效制度若干问题的规定（2020年修正）第十二条.
    """

    code: ClassVar[str] = "receipt"
    title: ClassVar[str] = N_("矛盾纠纷登记回执")
    basis: ClassVar[str] = "诉讼时效规定（2020年修正）第十二条"
    derived: ClassVar[tuple[str, ...]] = ("heading", "effect")

    registered_at: Moment
    query_code: Line
    registrar: Line = ""
    channel: Line = ""
    applicants: Parties
    respondents: tuple[PartyContext, ...] = ()
    brief: Prose
    requests: tuple[Prose, ...] = ()
    chain_hash: Line
    follow_at: Line = ""
    """Where and how the matter can be followed."""
    phone: Line = ""
    is_imported: bool = False

    @property
    def effect(self) -> str:
        made = (
            "本回执所载登记时间取自原登记资料，校验码由系统在转入时生成，提出请求的时间以原登记资料为准；"
            if self.is_imported
            else "本回执所载登记时间和校验码由系统在登记时生成，可以作为提出请求时间的证明；"
        )
        return (
            "依照最高人民法院关于审理民事案件适用诉讼时效制度若干问题的规定，权利人向人民调解委员会提出保护相应民事权利的"
            f"请求，诉讼时效从提出请求之日起中断。{made}登记不等于受理，是否受理另行告知。人民调解不收取任何费用。"
        )


class ReferralNotice(Letter):
    """纠纷处理途径告知书: the matter is not for people's mediation; names the organ that is competent."""

    code: ClassVar[str] = "referral_notice"
    title: ClassVar[str] = N_("纠纷处理途径告知书")
    basis: ClassVar[str] = "人民调解法第三条；司法部令第75号"

    matter: Prose
    reason: Prose
    rule: Line = ""
    organ: Line
    organ_address: Line = ""
    organ_phone: Line = ""
    note: Prose = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        where = "，".join(
            part
            for part in (
                self.organ_address and f"地址：{self.organ_address}",
                self.organ_phone and f"电话：{self.organ_phone}",
            )
            if part
        )
        return (
            f"你（单位）反映的{self.matter.rstrip('。')}，经审查，不属于人民调解的范围。",
            f"理由：{values.sentence(self.reason)}{f'依据：{values.sentence(self.rule)}' if self.rule else ''}",
            f"该事项请向{self.organ}提出{f'（{where}）' if where else ''}。",
            *((values.sentence(self.note),) if self.note else ()),
            "如有法定的申请、仲裁或者诉讼期限，请注意及时行使权利。",
        )


class DeclineNotice(Letter):
    """不予受理通知书 to a party, or 不予调解函 to the body that entrusted the matter."""

    code: ClassVar[str] = "decline_notice"
    title: ClassVar[str] = N_("不予受理通知书")
    basis: ClassVar[str] = "人民调解法第三条；司法部令第75号"

    decision: Literal["not_accepted", "not_mediated"] = "not_accepted"
    matter: Prose
    applied_on: date | None = None
    letter_number: Line = ""
    reason: Prose
    rule: Line = ""
    organ: Line = ""
    """Who is competent, if the committee can name it."""

    @property
    def heading(self) -> str:
        return "不予受理通知书" if self.decision == "not_accepted" else "不予调解函"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        when = values.date_words(self.applied_on) if self.applied_on else ""
        rule = f"依据：{values.sentence(self.rule)}" if self.rule else ""
        matter = self.matter.rstrip("。")
        if self.decision == "not_mediated":
            letter = f"以{self.letter_number}函" if self.letter_number else ""
            opening = f"你单位{when}{letter}委托移送调解的{matter}，经本委员会审查，不予调解。"
        else:
            opening = f"你（单位）{when}申请调解的{matter}，经本委员会审查，决定不予受理。"
        organ = f"可以向{self.organ}提出，或者" if self.organ else "可以"
        return (
            opening,
            f"理由：{values.sentence(self.reason)}{rule}",
            f"当事人{organ}依法通过仲裁、行政、司法等途径维护自己的权利，请注意有关期限。",
        )
