"""The parties after registration: who was left out, and what was written down wrongly. Each change stays in the history."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import crypto, masking
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotFound, NotNow
from fengqiao.core.text import N_
from fengqiao.core.tokens import index_tokens
from fengqiao.disputes import access
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute, Party, PartyAgent
from fengqiao.disputes.rules import matter as matters
from fengqiao.disputes.rules.parties import NewAgent, NewParty, check_party
from fengqiao.disputes.workflow import STATUS_NAMES, Status
from fengqiao.jurisdictions.queries import current_ruleset

OPEN_TO_CHANGE = frozenset({Status.REGISTERED, Status.REFERRED, Status.ACCEPTED, Status.MEDIATING, Status.SUSPENDED})
"""Until an agreement is reached: from then on its paper names the parties, and it is revised first."""
NAMES: dict[str, str] = {
    "side": N_("身份"),
    "kind": N_("类别"),
    "name": N_("姓名或者名称"),
    "sex": N_("性别"),
    "ethnicity": N_("民族"),
    "birth_on": N_("出生日期"),
    "occupation": N_("职业或者职务"),
    "id_number": N_("身份证号码"),
    "credit_code": N_("统一社会信用代码"),
    "legal_representative": N_("法定代表人（负责人）"),
    "legal_representative_post": N_("法定代表人职务"),
    "phone": N_("电话"),
    "address": N_("单位或者住址"),
    "headcount": N_("人数"),
    "agents": N_("代表人、代理人、监护人、成员"),
}
"""What can be set right about a party, by its name in ``NewParty``."""
_MASKS = {"id_number": masking.mask_id, "phone": masking.mask_phone}


def _row(dispute: Dispute, order: int, party: NewParty) -> Party:
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


def _agent_row(party: Party, order: int, agent: NewAgent) -> PartyAgent:
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
    rows = Party.objects.bulk_create(_row(dispute, first + n, party) for n, party in enumerate(parties))
    PartyAgent.objects.bulk_create(
        _agent_row(row, order, agent)
        for row, party in zip(rows, parties, strict=True)
        for order, agent in enumerate(party.agents, start=1)
    )
    return rows


def given(party: Party) -> NewParty:
    """Return a party as it was entered, with those who stand for it (prefetch ``agents`` for many)."""
    agents = tuple(NewAgent(a.role, a.name, a.relation, a.authority, a.id_number, a.phone) for a in party.agents.all())
    own = {field.name: getattr(party, field.name) for field in fields(NewParty) if field.name != "agents"}
    return NewParty(**own, agents=agents)


def _door(actor: Actor, dispute_id: UUID, what: str, expected_revision: int | None) -> Dispute:
    dispute = access.get_for(actor, dispute_id, Permission.REGISTER, lock=True)
    lifecycle.keeper_only(actor, dispute, what)
    lifecycle.expect(dispute, expected_revision)
    status = Status(dispute.status)
    if status not in OPEN_TO_CHANGE:
        raise NotNow(
            "parties_settled",
            _("这件纠纷%(status)s，不能再“%(what)s”。") % {"status": _(STATUS_NAMES[status]), "what": what},
            rule="人民调解法第28条、第29条",
            next_step=_("协议尚未生效的，请先修改协议；已经办结的，请在卷宗情况说明中注明。"),
        )
    return dispute


def _checked(actor: Actor, party: NewParty) -> NewParty:
    limits = current_ruleset().limits
    try:
        return check_party(party, 0, max_representatives=limits.max_representatives, today=local_date(actor.at))
    except Malformed as error:
        error.field = error.field.removeprefix("parties[0].")
        raise


def _settle(dispute: Dispute, party: NewParty) -> None:
    """Let title, head count and search follow the parties; the old words stay searchable beside the new."""
    members = tuple(given(each) for each in dispute.parties.prefetch_related("agents"))
    category = current_ruleset().categories.get(dispute.category)
    if category is not None:
        dispute.title = matters.title(members, category)
    dispute.people_count = sum(member.headcount for member in members)
    words = index_tokens(party.name, party.phone[-4:], dispute.title, *(agent.name for agent in party.agents))
    dispute.search = f"{dispute.search} {words}"
    dispute.save(update_fields=["title", "people_count", "search"])


def add_party(
    actor: Actor, dispute_id: UUID, party: NewParty, *, why: str, expected_revision: int | None = None
) -> Party:
    """Add a party that registration left out, for the organisation that keeps the matter.

    why: how it turned out. Raises Malformed naming the field, Forbidden for another organisation, NotNow once an agreement is
    reached; then nothing is written.
    """
    if not why.strip():
        raise Malformed("reason_missing", _("请写明追加的缘由。"), field="why")
    with transaction.atomic():
        dispute = _door(actor, dispute_id, _("追加当事人"), expected_revision)
        orders = list(dispute.parties.values_list("order", flat=True))
        if len(orders) >= matters.MOST_PARTIES:
            raise Malformed("too_many_parties", _("一方人数众多的，请作为“多人一方”登记。"), field="kind")
        party = _checked(actor, party)
        [added] = save_parties(dispute, (party,), first=max(orders, default=0) + 1)
        _settle(dispute, party)
        shown = matters.shown_name(party.kind, party.name, party.headcount)
        data = {"text": _("追加当事人%(name)s") % {"name": shown}, "party": str(added.pk), "side": party.side}
        lifecycle.touch(actor, dispute, "add_party", why=why.strip(), data=data)
    return added


def correct_party(
    actor: Actor,
    dispute_id: UUID,
    party_id: UUID,
    changes: Mapping[str, Any],
    *,
    why: str,
    expected_revision: int | None = None,
) -> Party:
    """Set right what is written of a party, for the organisation that keeps the matter.

    changes: by the names of ``NewParty``; what is left out stays; agents are those who stand for the party from now on. The
    history keeps old and new values, numbers masked. Raises Malformed naming the field or when nothing changes, NotFound,
    Forbidden for another organisation, NotNow once an agreement is reached or for somebody who already acted.
    """
    if not why.strip():
        raise Malformed("reason_missing", _("请写明更正的缘由。"), field="why")
    with transaction.atomic():
        dispute = _door(actor, dispute_id, _("更正当事人信息"), expected_revision)
        old = dispute.parties.filter(pk=party_id).first()
        if old is None:
            raise NotFound("party_not_found", _("没有找到该当事人。"))
        before = given(old)
        after = _checked(actor, replace(before, **changes))
        changed = [name for name in NAMES if getattr(before, name) != getattr(after, name)]
        if not changed:
            raise Malformed("nothing_changed", _("没有改动任何一项。"), next_step=_("请改好再保存，或者返回。"))
        row = _row(dispute, old.order, after)
        row.pk, row.created_at = old.pk, old.created_at
        row.save(force_update=True)
        if "agents" in changed:
            _keep_agents(row, after.agents)
        _settle(dispute, after)
        lifecycle.touch(actor, dispute, "correct_party", why=why.strip(), data=_told(before, after, changed, row))
    return row


def _told(before: NewParty, after: NewParty, changed: list[str], row: Party) -> dict[str, Any]:
    """Return what the history says of a correction."""

    def shown(party: NewParty, name: str) -> Any:
        if name == "agents":
            return [f"{agent.role}:{agent.name}" for agent in party.agents]
        value = getattr(party, name)
        return _MASKS[name](value) if value and name in _MASKS else value

    whose = matters.shown_name(before.kind, before.name, before.headcount)
    what = "、".join(_(NAMES[name]) for name in changed)
    return {
        "text": _("更正当事人%(name)s的%(what)s") % {"name": whose, "what": what},
        "party": str(row.pk),
        "before": {name: shown(before, name) for name in changed},
        "after": {name: shown(after, name) for name in changed},
    }


def _keep_agents(party: Party, agents: tuple[NewAgent, ...]) -> None:
    """Let those who stand for a party be these: who stays keeps the row, to which signatures and consents refer."""
    standing = {(row.role, row.name): row for row in party.agents.all()}
    free = max((row.order for row in standing.values()), default=0)
    for agent in dict.fromkeys(agents):
        row = standing.pop((agent.role, agent.name), None)
        if row is None:
            free += 1
            _agent_row(party, free, agent).save(force_insert=True)
        elif asdict(agent) != asdict(
            NewAgent(row.role, row.name, row.relation, row.authority, row.id_number, row.phone)
        ):
            new = _agent_row(party, row.order, agent)
            new.pk, new.created_at = row.pk, row.created_at
            new.save(force_update=True)
    for row in standing.values():
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError as error:
            raise NotNow(
                "agent_has_acted",
                _("%(name)s已经在本案中表态、到场或者签名，不能去掉。") % {"name": row.name},
                next_step=_("请保留，另行补充新的代理人。"),
            ) from error
