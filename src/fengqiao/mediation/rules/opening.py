"""What must be there before mediation opens: notices, consents, no refusal, mediators fit to mediate. Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from fengqiao.core.text import N_, listed
from fengqiao.disputes.workflow import Finding
from fengqiao.mediation.rules.standing import Party, principals
from fengqiao.mediation.rules.words import Answer

CONSENT = "人民调解法第17条、第23条"
NOTICE = "人民调解工作若干规定；人民调解法第23条、第24条"
INVITATION = "人民调解法第20条"
PUBLICITY = "人民调解法第23条；人民调解工作若干规定"
MEDIATORS = "人民调解法第19条；profile.limits"


def _names(parties: Collection[Party]) -> str:
    return listed(party.name for party in parties)


def notices_signed(parties: Collection[Party], signed: Collection[UUID]) -> Finding:
    """Whether every party of both sides signed for the notice of rights and duties; signed: ids of those who did."""
    missing = [party for party in principals(parties) if party.id not in signed]
    return Finding(not missing, N_("%(names)s尚未签收权利义务告知书。") % {"names": _names(missing)} if missing else "")


def consents_given(parties: Collection[Party], answers: Mapping[UUID, Answer]) -> Finding:
    """Whether every party of both sides said yes; answers: the latest answer of each."""
    missing = [party for party in principals(parties) if answers.get(party.id) != Answer.GIVES]
    return Finding(not missing, N_("%(names)s尚未表示同意调解。") % {"names": _names(missing)} if missing else "")


def no_refusal(parties: Collection[Party], answers: Mapping[UUID, Answer]) -> Finding:
    """Whether nobody of both sides refuses."""
    refusing = [party for party in principals(parties) if answers.get(party.id) == Answer.REFUSES]
    return Finding(not refusing, N_("%(names)s明确拒绝调解。") % {"names": _names(refusing)} if refusing else "")


def invitee_welcome(name: str, parties: Collection[Party], consented: Collection[UUID]) -> Finding:
    """Whether every party of both sides agrees to an invited person; consented: ids of those who did."""
    missing = [party for party in principals(parties) if party.id not in consented]
    told = {"name": name, "names": _names(missing)}
    return Finding(not missing, N_("邀请%(name)s参加，尚未取得%(names)s同意。") % told if missing else "")


def closed_by_wish(parties: Collection[Party], wishes: Mapping[UUID, str]) -> str:
    """Return why a session may not be public: who asked for it; empty when nobody did."""
    asking = [party for party in parties if wishes.get(party.id) == "closed"]
    return N_("%(names)s要求不公开进行") % {"names": _names(asking)} if asking else ""


def mediators_fit(count: int, presiding: int, most: int) -> str:
    """Return what is wrong with the number of current mediators; empty when nothing is."""
    if count < 1:
        return N_("至少要有一名调解员。")
    if count > most:
        return N_("同时参加调解的调解员不超过%(most)s名，现有%(now)s名。") % {"most": most, "now": count}
    if presiding != 1:
        return N_("应当有且只有一名调解员主持调解。")
    return ""
