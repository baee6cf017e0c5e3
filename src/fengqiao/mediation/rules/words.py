"""The codes of mediation and how they are called. Plain Python: models, forms, papers and the API read them here."""

from __future__ import annotations

from enum import StrEnum

from fengqiao.core.text import N_


class Part(StrEnum):
    """A mediator's part in a matter (人民调解工作若干规定: one presides, others may join)."""

    LEAD = "lead"
    CO = "co"


PART_NAMES = {Part.LEAD: N_("主持调解员"), Part.CO: N_("协助调解员")}


class Chooser(StrEnum):
    """Who chose the mediator (人民调解法第19条)."""

    PARTIES = "parties"
    COMMITTEE = "committee"
    COURT = "court"


CHOOSER_NAMES = {
    Chooser.PARTIES: N_("当事人选定"),
    Chooser.COMMITTEE: N_("调委会指定"),
    Chooser.COURT: N_("人民法院指定"),
}


class Mode(StrEnum):
    """How somebody's word was taken down."""

    PAPER = "paper"
    PAD = "pad"
    ORAL = "oral_recorded"


MODE_NAMES = {Mode.PAPER: N_("纸质签名"), Mode.PAD: N_("手写板签名"), Mode.ORAL: N_("口头表示并记录")}


class Answer(StrEnum):
    """A party's answer to whether it wants mediation (人民调解法第17条、第23条)."""

    GIVES = "gives"
    REFUSES = "refuses"


ANSWER_NAMES = {Answer.GIVES: N_("同意调解"), Answer.REFUSES: N_("明确拒绝调解")}


class Publicity(StrEnum):
    """Whether a party wants the mediation in public (人民调解法第23条)."""

    OPEN = "open"
    CLOSED = "closed"


PUBLICITY_NAMES = {Publicity.OPEN: N_("公开进行"), Publicity.CLOSED: N_("不公开进行")}


class InviteeKind(StrEnum):
    """Whom a mediator may invite when the parties agree (人民调解法第20条)."""

    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    COLLEAGUE = "colleague"
    EXPERT = "expert"
    ORGANISATION = "organisation"


INVITEE_NAMES = {
    InviteeKind.RELATIVE: N_("亲属"),
    InviteeKind.NEIGHBOUR: N_("邻里"),
    InviteeKind.COLLEAGUE: N_("同事"),
    InviteeKind.EXPERT: N_("具有专门知识、特定经验的人员"),
    InviteeKind.ORGANISATION: N_("有关社会组织的人员"),
}


class SessionMode(StrEnum):
    """Where and how the parties meet."""

    ON_SITE = "on_site"
    ON_THE_SPOT = "on_the_spot"
    PHONE = "phone"
    VIDEO = "video"


SESSION_MODE_NAMES = {
    SessionMode.ON_SITE: N_("调解场所"),
    SessionMode.ON_THE_SPOT: N_("就地调解"),
    SessionMode.PHONE: N_("电话调解"),
    SessionMode.VIDEO: N_("视频调解"),
}


class SessionStatus(StrEnum):
    """What became of a session."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


SESSION_STATUS_NAMES = {
    SessionStatus.PLANNED: N_("已安排"),
    SessionStatus.HELD: N_("已进行"),
    SessionStatus.CANCELLED: N_("已取消"),
}


class Capacity(StrEnum):
    """In which capacity somebody takes part in a session."""

    PARTY = "party"
    AGENT = "agent"
    MEDIATOR = "mediator"
    RECORDER = "recorder"
    INVITEE = "invitee"


CAPACITY_NAMES = {
    Capacity.PARTY: N_("当事人"),
    Capacity.AGENT: N_("代理人、代表人"),
    Capacity.MEDIATOR: N_("人民调解员"),
    Capacity.RECORDER: N_("记录人"),
    Capacity.INVITEE: N_("受邀参加人"),
}


class RecordResult(StrEnum):
    """How a session ended, as the record has it."""

    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    CONTINUE = "continue"


RECORD_RESULT_NAMES = {
    RecordResult.AGREED: N_("达成协议"),
    RecordResult.NOT_AGREED: N_("未达成协议"),
    RecordResult.CONTINUE: N_("有待继续调解"),
}


class CheckOutcome(StrEnum):
    """What a party did with the record that it was shown (人民调解工作若干规定: check and sign)."""

    SIGNED = "signed"
    REFUSED = "refused"


CHECK_NAMES = {CheckOutcome.SIGNED: N_("核对无误并签名"), CheckOutcome.REFUSED: N_("拒绝签名")}


class Copy(StrEnum):
    """What kind of thing a piece of evidence is."""

    ORIGINAL = "original"
    COPY = "copy"
    ELECTRONIC = "electronic"


COPY_NAMES = {Copy.ORIGINAL: N_("原件"), Copy.COPY: N_("复印件"), Copy.ELECTRONIC: N_("电子数据")}


class AgreementForm(StrEnum):
    """Written or oral (人民调解法第28条)."""

    WRITTEN = "written"
    ORAL = "oral"


FORM_NAMES = {AgreementForm.WRITTEN: N_("书面协议"), AgreementForm.ORAL: N_("口头协议")}


class ObligationKind(StrEnum):
    """What somebody promises."""

    PAY = "pay"
    DELIVER = "deliver"
    ACT = "act"
    REFRAIN = "refrain"
    APOLOGISE = "apologise"


OBLIGATION_NAMES = {
    ObligationKind.PAY: N_("给付金钱"),
    ObligationKind.DELIVER: N_("交付财物"),
    ObligationKind.ACT: N_("作出一定行为"),
    ObligationKind.REFRAIN: N_("不作出一定行为"),
    ObligationKind.APOLOGISE: N_("赔礼道歉"),
}


class SignerKind(StrEnum):
    """Who stands behind a signature (人民调解法第29条)."""

    PARTY = "party"
    AGENT = "agent"
    MEDIATOR = "mediator"
    RECORDER = "recorder"
    SEAL = "seal"


SIGNER_NAMES = {
    SignerKind.PARTY: N_("当事人"),
    SignerKind.AGENT: N_("代理人、代表人"),
    SignerKind.MEDIATOR: N_("人民调解员"),
    SignerKind.RECORDER: N_("记录人"),
    SignerKind.SEAL: N_("人民调解委员会印章"),
}


class EndReason(StrEnum):
    """Why mediation ended without an agreement (人民法院在线调解规则第25条, with transfer, crime and unsuitable matters)."""

    REFUSED = "refused"
    SETTLED_PRIVATELY = "settled_privately"
    WITHDRAWN = "withdrawn"
    UNREACHABLE = "unreachable"
    TOO_FAR_APART = "too_far_apart"
    TIME_LIMIT = "time_limit"
    REFUSED_TO_SIGN = "refused_to_sign"
    TRANSFERRED = "transferred"
    CRIMINAL = "criminal"
    UNSUITABLE = "unsuitable"
    OTHER = "other"


END_REASON_NAMES = {
    EndReason.REFUSED: N_("一方当事人明确拒绝继续调解"),
    EndReason.SETTLED_PRIVATELY: N_("当事人自行和解"),
    EndReason.WITHDRAWN: N_("当事人撤回调解申请"),
    EndReason.UNREACHABLE: N_("在期限内无法与当事人取得联系"),
    EndReason.TOO_FAR_APART: N_("当事人分歧较大，难以达成协议"),
    EndReason.TIME_LIMIT: N_("调解期限届满，当事人未同意延长"),
    EndReason.REFUSED_TO_SIGN: N_("达成协议后当事人拒绝签名"),
    EndReason.TRANSFERRED: N_("移送有关机关处理"),
    EndReason.CRIMINAL: N_("涉嫌刑事犯罪，转由公安机关处理"),
    EndReason.UNSUITABLE: N_("不适宜人民调解"),
    EndReason.OTHER: N_("其他原因"),
}
