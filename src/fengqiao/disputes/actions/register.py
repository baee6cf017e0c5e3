"""Registering a matter: the moment from which the request counts."""

from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, crypto, events
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Forbidden, Malformed
from fengqiao.core.tokens import index_tokens
from fengqiao.disputes import queries
from fengqiao.disputes.actions import deadlines, intake
from fengqiao.disputes.models import Dispute, Involvement, Party, PartyAgent
from fengqiao.disputes.rules import matter as matters
from fengqiao.disputes.rules import similarity
from fengqiao.disputes.rules.matter import NewMatter
from fengqiao.disputes.rules.parties import NewAgent, NewParty
from fengqiao.disputes.workflow import Desk, Status, Verb
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.regions import queries as regions


def _receipt_number(today: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('disputes_receipt_seq')")
        serial: int = cursor.fetchone()[0]
    return f"D{today}-{serial:06d}"


def tokens_of(parties: tuple[NewParty, ...], matter: Dispute | NewMatter, *numbers: str) -> str:
    """Return the search tokens of a matter: numbers, title, names, phone tails, place, entrusting organ and narrative."""
    names = [
        text for party in parties for text in (party.name, party.phone[-4:], *(agent.name for agent in party.agents))
    ]
    return index_tokens(
        *numbers,
        *names,
        matter.place,
        matter.entrusting_organ,
        matter.entrusting_reference,
        matter.narrative,
    )


def build_party(dispute: Dispute, order: int, party: NewParty) -> Party:
    """Return the unsaved row of a checked party."""
    return Party(
        dispute=dispute,
        order=order,
        side=party.side,
        kind=party.kind,
        name=party.name,
        sex=party.sex,
        ethnicity=party.ethnicity,
        birth_on=party.birth_on,
        occupation=party.occupation,
        id_number=party.id_number,
        id_hash=crypto.keyed_hash(party.id_number) if party.id_number else "",
        credit_code=party.credit_code,
        legal_representative=party.legal_representative,
        legal_representative_post=party.legal_representative_post,
        phone=party.phone,
        phone_hash=crypto.keyed_hash(party.phone) if party.phone else "",
        phone_tail=party.phone[-4:],
        address=party.address,
        headcount=party.headcount,
    )


def _build_agent(party: Party, order: int, agent: NewAgent) -> PartyAgent:
    return PartyAgent(
        party=party,
        order=order,
        role=agent.role,
        name=agent.name,
        relation=agent.relation,
        authority=agent.authority,
        id_number=agent.id_number,
        id_hash=crypto.keyed_hash(agent.id_number) if agent.id_number else "",
        phone=agent.phone,
    )


def save_parties(dispute: Dispute, parties: tuple[NewParty, ...], *, first: int = 1) -> list[Party]:
    """Write the parties of a locked dispute, with those who stand for them."""
    rows = Party.objects.bulk_create(build_party(dispute, first + n, party) for n, party in enumerate(parties))
    PartyAgent.objects.bulk_create(
        _build_agent(row, order, agent)
        for row, party in zip(rows, parties, strict=True)
        for order, agent in enumerate(party.agents, start=1)
    )
    return rows


def involve(dispute: Dispute, organisation_id: UUID, part: str) -> None:
    """Let an organisation see the dispute because it has a part in it."""
    Involvement.objects.get_or_create(
        dispute=dispute,
        organisation_id=organisation_id,
        defaults={"part": part, "registered_at": dispute.registered_at},
    )


def _build(actor: Actor, matter: NewMatter, checked_title: str, keeper: UUID) -> Dispute:
    rules = current_ruleset()
    today = timezone.localtime(actor.at).strftime("%Y%m%d")
    dispute = Dispute(
        receipt_number=_receipt_number(today),
        title=checked_title,
        narrative=matter.narrative,
        category=matter.category,
        category_version=rules.categories.version,
        category_confirmed=matter.category_confirmed,
        amount=matter.amount,
        region_code=matter.region_code,
        county_code=matter.region_code[:6],
        street_code=matter.region_code[:9],
        place=matter.place,
        source=matter.source,
        entruster=matter.entruster,
        entrusting_organ=matter.entrusting_organ,
        entrusting_reference=matter.entrusting_reference,
        court_stage=matter.court_stage,
        door=matter.door,
        occurred_on=matter.occurred_on,
        requested_at=matter.requested_at or actor.at,
        status=Status.REGISTERED,
        organisation_id=keeper,
        next_organisation_id=keeper,
        next_desk=Desk.TRIAGE,
        registered_at=actor.at,
        registered_by_id=actor.user_id,
        registered_by_name=actor.name,
        people_count=sum(party.headcount for party in matter.parties),
        is_difficult=matter.is_difficult,
        ruleset_version=rules.version,
        narrative_bands=similarity.bands(matter.narrative),
        created_at=actor.at,
    )
    dispute.follow_code_hash = crypto.keyed_hash(queries.follow_code(dispute.pk))
    dispute.tokens = tokens_of(matter.parties, matter, dispute.receipt_number, dispute.title)
    return dispute


def register(
    actor: Actor, matter: NewMatter, *, keeper_id: UUID | None = None, reopened_from: Dispute | None = None
) -> Dispute:
    """Register a matter and return it; its requested_at interrupts limitation (诉讼时效规定第12条).

    keeper_id: the organisation that keeps it until somebody accepts, when not the actor's own (the portal's desk).
    Whoever may grade also answers the suitability questions and grades in the same transaction.
    Raises Malformed naming the field, Forbidden outside the actor's reach; then nothing is written.
    """
    actor.require(Permission.REGISTER)
    keeper = keeper_id or actor.organisation_id
    if keeper is None:
        raise Forbidden("no_organisation", _("您的账号没有所属单位，不能登记纠纷。"), next_step=_("请联系管理员。"))
    rules = current_ruleset()
    checked, category = matters.check(matter, rules, actor.at, timezone.localtime(actor.at).date())
    if regions.get(checked.region_code) is None:
        raise Malformed("region_unknown", _("没有这个地区。"), field="region_code", next_step=_("请从地区列表中选择。"))
    with transaction.atomic():
        dispute = _build(actor, checked, matters.title(checked.parties, category), keeper)
        dispute.reopened_from = reopened_from
        dispute.save(force_insert=True)
        save_parties(dispute, checked.parties)
        involve(dispute, keeper, "keeper")
        if actor.organisation_id and actor.organisation_id != keeper:
            involve(dispute, actor.organisation_id, "registrar")
        deadlines.start(actor, dispute, "limitation", "LIMITATION_3Y", dispute.requested_at)
        audit.record(
            actor,
            dispute,
            Verb.REGISTER,
            after=dispute.status,
            data={
                "receipt_number": dispute.receipt_number,
                "requested_at": dispute.requested_at,
                "parties": [matters.shown_name(p.kind, p.name, p.headcount) for p in checked.parties],
                "ruleset": rules.version,
            },
        )
        if actor.may(Permission.GRADE):
            intake.assess(actor, dispute, checked.answers)
            intake.grade(actor, dispute, occasion="registration")
        events.publish("dispute.register", actor=actor, dispute=dispute)
    return dispute
