"""The notice of rights and duties with the parties' answers, and the power of attorney."""

from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.disputes import papers as intake
from fengqiao.disputes.models import Dispute, PartyAgent
from fengqiao.documents.contexts import AgentContext, NoticeAnswer, PowerOfAttorney, RightsNotice, Signature
from fengqiao.mediation.papers.hands import drawn
from fengqiao.mediation.queries import case
from fengqiao.mediation.rules.words import Answer


def rights_notice(actor: Actor, dispute: Dispute) -> RightsNotice:
    """Return 权利义务告知书 with what each party has signed and answered so far (人民调解法第23条、第24条)."""
    parties = case.party_rows(dispute)
    state = case.opening(dispute, parties)
    answers = []
    for party in parties:
        notice, consent = state.notices.get(party.pk), state.latest.get(party.pk)
        answers.append(
            NoticeAnswer(
                name=party.name,
                consents={Answer.GIVES: "yes", Answer.REFUSES: "no"}.get(Answer(consent.answer)) if consent else None,
                publicity=consent.publicity or None if consent else None,
                mediator_choice=consent.mediator_choice if consent else "",
                answered_on=local_date(notice.signed_at) if notice else None,
                signature=Signature(
                    label="当事人", name=party.name, strokes=drawn(notice.strokes), signed_at=notice.signed_at
                )
                if notice and notice.strokes
                else None,
            )
        )
    told = min((row.signed_at for row in state.notices.values()), default=None)
    return RightsNotice(
        committee=dispute.organisation.name,
        number=dispute.file_number or "",
        matter=intake.matter_line(dispute),
        mediators=tuple(each.person.name for each in case.mediators(dispute)),
        answers=tuple(answers),
        told_on=local_date(told) if told else local_date(actor.at),
    )


def power_of_attorney(actor: Actor, dispute: Dispute, agent: PartyAgent) -> PowerOfAttorney:
    """Return 授权委托书 by which a party appoints an agent; special powers when its authority names more than attending."""
    special = any(word in agent.authority for word in ("特别", "承认", "放弃", "变更", "和解", "代收", "签署"))
    return PowerOfAttorney(
        committee=dispute.organisation.name,
        number=dispute.file_number or "",
        principal=intake.party_context(agent.party, local_date(actor.at), with_id=True),
        trustees=(AgentContext(name=agent.name, capacity="entrusted", relation=agent.relation, contact=agent.phone),),
        matter=intake.matter_line(dispute),
        scope="special" if special else "general",
        powers=(agent.authority,) if agent.authority else (),
        valid_until="至本次调解终结之日止",
    )
