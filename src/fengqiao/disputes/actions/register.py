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
from fengqiao.disputes.actions import deadlines, intake, lifecycle
from fengqiao.disputes.actions.parties import save_parties
from fengqiao.disputes.models import Dispute, Involvement
from fengqiao.disputes.rules import matter as matters
from fengqiao.disputes.rules import similarity
from fengqiao.disputes.rules.matter import NewMatter
from fengqiao.disputes.rules.parties import NewParty
from fengqiao.disputes.workflow import By, Desk, Status, Verb
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import queries as organisations
from fengqiao.organisations.models import Organisation
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


def involve(dispute: Dispute, organisation_id: UUID, part: str) -> None:
    """Let an organisation see the dispute because it has a part in it."""
    Involvement.objects.get_or_create(
        dispute=dispute,
        organisation_id=organisation_id,
        defaults={"part": part, "registered_at": dispute.registered_at},
    )


def _keeper(actor: Actor, region_code: str) -> Organisation:
    """Return who keeps a new matter: the actor's organisation when it can go on with it, else the desk of the place."""
    own = organisations.get(actor.organisation_id) if actor.organisation_id else None
    if own is None:
        raise Forbidden("no_organisation", _("您的账号没有所属单位，不能登记纠纷。"), next_step=_("请联系管理员。"))
    if own.mediates or own.kind in queries.DESKS:
        return own
    return queries.desk_of(region_code) or own


def _build(actor: Actor, matter: NewMatter, checked_title: str, keeper: Organisation) -> Dispute:
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
        organisation=keeper,
        next_organisation=keeper,
        next_desk=Desk.TRIAGE if keeper.kind in queries.DESKS else Desk.RECEIVER,
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
    dispute.search = tokens_of(matter.parties, matter, dispute.receipt_number, dispute.title)
    return dispute


def register(
    actor: Actor, matter: NewMatter, *, keeper_id: UUID | None = None, reopened_from: Dispute | None = None
) -> Dispute:
    """Register a matter and return it; its requested_at interrupts limitation (诉讼时效规定第12条).

    keeper_id: the organisation that keeps it until somebody accepts (the portal's desk); else the actor's own when it mediates or
    triages, else the desk of the place, so that what a court, the police or a grid worker enters does not lie with them.
    Whoever may grade also answers the suitability questions and grades in the same transaction.
    Raises Malformed naming the field, Forbidden outside the actor's reach; then nothing is written.
    """
    actor.require(Permission.REGISTER)
    rules = current_ruleset()
    checked, category = matters.check(matter, rules, actor.at, timezone.localtime(actor.at).date())
    if regions.get(checked.region_code) is None:
        raise Malformed("region_unknown", _("没有这个地区。"), field="region_code", next_step=_("请从地区列表中选择。"))
    keeper = organisations.get(keeper_id) if keeper_id else None
    keeper = keeper or _keeper(actor, checked.region_code)
    with transaction.atomic():
        dispute = _build(actor, checked, matters.title(checked.parties, category), keeper)
        dispute.reopened_from = reopened_from
        dispute.save(force_insert=True)
        save_parties(dispute, checked.parties)
        involve(dispute, keeper.pk, "keeper")
        if actor.organisation_id and actor.organisation_id != keeper.pk:
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
        if actor.may(Permission.GRADE) and lifecycle.is_theirs(actor, dispute, By.HOLDER_OR_SCOPE):
            intake.assess(actor, dispute, checked.answers)
            intake.grade(actor, dispute, occasion="registration")
        events.publish("dispute.register", actor=actor, dispute=dispute)
    return dispute
