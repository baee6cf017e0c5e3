"""The forms of intake, filled from the record: nothing that the record knows is asked again."""

from datetime import date, datetime

from django.utils import timezone

from fengqiao.core.actor import Actor
from fengqiao.core.language import official
from fengqiao.disputes import queries
from fengqiao.disputes.models import AgentRole, CrimeReport, Dispute, Door, Party, PartyAgent, PartyKind, Side
from fengqiao.disputes.rules.matter import kind_of_dispute
from fengqiao.documents.contexts.intake import AcceptanceRegister, Application, DeclineNotice, Receipt, ReferralNotice
from fengqiao.documents.contexts.letters import CrimeReport as CrimeReportLetter
from fengqiao.documents.contexts.letters import EntrustmentReceipt, TransferLetter
from fengqiao.documents.contexts.people import (
    AgentContext,
    GroupContext,
    MemberContext,
    OrganisationContext,
    PartyContext,
    PersonContext,
)
from fengqiao.jurisdictions.queries import current_ruleset

SEXES = {"m": "男", "f": "女"}
_CAPACITIES = {AgentRole.GUARDIAN: "statutory", AgentRole.AGENT: "entrusted"}


def local_day(at: datetime) -> date:
    """Return the local date of a moment."""
    return timezone.localtime(at).date()


def age(born: date | None, today: date) -> int | None:
    """Return the completed years of a person, None when the birth date is not known."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) if born else None


def _agent(agent: PartyAgent) -> AgentContext:
    return AgentContext(
        name=agent.name,
        capacity=_CAPACITIES[AgentRole(agent.role)],
        contact=agent.phone,
        relation=agent.relation,
    )


@official
def party_context(party: Party, today: date, *, with_id: bool = False) -> PartyContext:
    """Return a party as forms have it; with_id: also the identity number (court forms, power of attorney)."""
    agents = list(party.agents.all())
    acting = tuple(_agent(agent) for agent in agents if agent.role in _CAPACITIES)
    role = str(Side(party.side).label)
    if party.kind == PartyKind.ORGANISATION:
        return OrganisationContext(
            role=role,
            name=party.name,
            address=party.address,
            head=party.legal_representative,
            head_post=party.legal_representative_post,
            contact=party.phone,
            credit_code=party.credit_code,
            agents=acting,
        )
    if party.kind == PartyKind.GROUP:
        return GroupContext(
            role=role,
            name=party.name,
            headcount=party.headcount,
            representatives=tuple(
                PersonContext(name=agent.name, contact=agent.phone)
                for agent in agents
                if agent.role == AgentRole.REPRESENTATIVE
            ),
            members=tuple(
                MemberContext(name=agent.name, contact=agent.phone)
                for agent in agents
                if agent.role == AgentRole.MEMBER
            ),
            agents=acting,
        )
    return PersonContext(
        role=role,
        name=party.name,
        sex=SEXES.get(party.sex, ""),
        ethnicity=party.ethnicity,
        age=age(party.birth_on, today),
        occupation=party.occupation,
        contact=party.phone,
        address=party.address,
        id_number=party.id_number if with_id else "",
        born_on=party.birth_on if with_id else None,
        agents=acting,
    )


def party_contexts(dispute: Dispute, today: date, *, side: str = "", with_id: bool = False) -> tuple[PartyContext, ...]:
    """Return the parties of a dispute, or of one side, in their order."""
    parties = dispute.parties.prefetch_related("agents")
    return tuple(party_context(party, today, with_id=with_id) for party in parties if not side or party.side == side)


def _names(dispute: Dispute) -> tuple[str, ...]:
    return tuple(dispute.parties.values_list("name", flat=True))


def matter_line(dispute: Dispute) -> str:
    """Return the matter in one line with full names, as letters have it."""
    category = current_ruleset().categories.get(dispute.category)
    return f"{'与'.join(_names(dispute)[:2])}{kind_of_dispute(category) if category else '纠纷'}"


@official
def receipt(actor: Actor, dispute: Dispute) -> Receipt:
    """矛盾纠纷登记回执: carries the moment of the request and the hash of the chain (诉讼时效规定第12条)."""
    event = queries.registration_event(dispute)
    today = local_day(actor.at)
    return Receipt(
        committee=dispute.organisation.name,
        number=dispute.receipt_number,
        registered_at=dispute.requested_at,
        query_code=queries.follow_code(dispute.pk),
        registrar=dispute.registered_by_name,
        channel=str(dispute.get_door_display()),
        applicants=party_contexts(dispute, today, side=Side.APPLICANT) or party_contexts(dispute, today),
        respondents=party_contexts(dispute, today, side=Side.RESPONDENT),
        brief=dispute.narrative,
        chain_hash=event.hash if event else "",
        is_imported=dispute.door == Door.IMPORT,
        follow_at="门户网站“进度查询”，凭查询码和电话后四位",
        phone=current_ruleset().phone,
    )


def application(actor: Actor, dispute: Dispute) -> Application:
    """人民调解申请书."""
    today = local_day(actor.at)
    return Application(
        committee=dispute.organisation.name,
        number=dispute.file_number or "",
        applicants=party_contexts(dispute, today, side=Side.APPLICANT) or party_contexts(dispute, today),
        respondents=party_contexts(dispute, today, side=Side.RESPONDENT),
        brief=dispute.narrative,
        requests=("请求人民调解委员会就上述纠纷进行调解。",),
        applied_on=local_day(dispute.requested_at),
    )


def acceptance_register(actor: Actor, dispute: Dispute) -> AcceptanceRegister:
    """人民调解受理登记表."""
    category = current_ruleset().categories.get(dispute.category)
    return AcceptanceRegister(
        committee=dispute.organisation.name,
        number=dispute.file_number or "",
        received_on=local_day(dispute.accepted_at or dispute.registered_at),
        parties=party_contexts(dispute, local_day(actor.at)),
        category=category.name if category else dispute.category,
        source=dispute.source,
        entrusted_by=f"{dispute.entrusting_organ} {dispute.entrusting_reference}".strip(),
        brief=dispute.narrative,
        registrar=dispute.registered_by_name,
        registered_on=local_day(dispute.registered_at),
    )


def referral_notice(actor: Actor, dispute: Dispute) -> ReferralNotice:
    """纠纷处理途径告知书: not for people's mediation, with the competent organ named."""
    decision = queries.latest_suitability(dispute)
    finding = decision.finding if decision else {}
    return ReferralNotice(
        committee=dispute.organisation.name,
        addressees=_names(dispute)[:1],
        matter=matter_line(dispute),
        reason=finding.get("explanation", ""),
        rule=finding.get("basis", ""),
        organ=finding.get("organ", ""),
        issued_on=local_day(actor.at),
        contact=current_ruleset().phone,
    )


def decline_notice(actor: Actor, dispute: Dispute, *, reason: str, competent_organ: str) -> DeclineNotice:
    """不予受理通知书."""
    return DeclineNotice(
        committee=dispute.organisation.name,
        addressees=_names(dispute)[:1],
        matter=matter_line(dispute),
        reason=reason,
        organ=competent_organ,
        issued_on=local_day(actor.at),
        contact=current_ruleset().phone,
    )


def transfer_letter(actor: Actor, dispute: Dispute, *, reason: str, organ: str) -> TransferLetter:
    """移送函 to the competent organ."""
    today = local_day(actor.at)
    return TransferLetter(
        committee=dispute.organisation.name,
        addressees=(organ,),
        parties=party_contexts(dispute, today),
        matter=matter_line(dispute),
        registered_on=local_day(dispute.registered_at),
        brief=dispute.narrative,
        reason=reason,
        issued_on=today,
        receipt_slip=True,
    )


def crime_report(dispute: Dispute, report: CrimeReport, *, nature: str) -> CrimeReportLetter:
    """激化（违法犯罪线索）报告 to the police (人民调解法第25条)."""
    return CrimeReportLetter(
        committee=dispute.organisation.name,
        addressees=(report.recipient,),
        nature=nature,
        matter=matter_line(dispute),
        parties=party_contexts(dispute, local_day(report.reported_at)),
        found_at=report.reported_at,
        found_where=dispute.place,
        facts=report.content,
        measures=report.measures,
        reported_at=report.reported_at,
        reported_by=report.reported_by_name,
        issued_on=local_day(report.reported_at),
        receipt_slip=True,
    )


def entrustment_receipt(actor: Actor, dispute: Dispute) -> EntrustmentReceipt:
    """委托（委派）调解接收回执 to the organ that sent the matter."""
    clock = dispute.clocks.filter(clock="mediation_period").order_by("-started_at").first()
    return EntrustmentReceipt(
        committee=dispute.organisation.name,
        addressees=(dispute.entrusting_organ,),
        letter_number=dispute.entrusting_reference,
        received_at=dispute.accepted_at or dispute.registered_at,
        parties=party_contexts(dispute, local_day(actor.at)),
        matter=matter_line(dispute),
        handler=actor.name,
        due_on=local_day(clock.due_at) if clock else None,
        issued_on=local_day(actor.at),
    )
