"""The way into a matter for every action of mediation that is no step of the life-cycle."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import files
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError, Forbidden, Malformed, NotNow
from fengqiao.core.models import StoredFile
from fengqiao.core.text import listed, said
from fengqiao.disputes import access
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute, Party
from fengqiao.disputes.workflow import STATUS_NAMES, Status
from fengqiao.mediation.given import Upload, Word
from fengqiao.mediation.queries import case
from fengqiao.mediation.rules import hands, standing
from fengqiao.mediation.rules.words import Mode

BEFORE_AGREEMENT = frozenset({Status.ACCEPTED, Status.MEDIATING, Status.SUSPENDED})
MEDIATING = frozenset({Status.MEDIATING})
WORKING = BEFORE_AGREEMENT | {Status.AGREED}


def own(actor: Actor, dispute_id: UUID, *, expected_revision: int | None = None) -> Dispute:
    """Return a dispute of the actor's own committee, locked.

    Raises NotFound out of scope, Forbidden without the permission or when another organisation keeps it, Stale when it
    changed since the person read it.
    """
    dispute = access.get_for(actor, dispute_id, Permission.MEDIATE, lock=True)
    if dispute.organisation_id != actor.organisation_id:
        raise Forbidden(
            "not_your_turn",
            _("这件纠纷由其他单位承办。"),
            rule="人民调解法第19条",
            next_step=_("请联系承办单位办理。"),
        )
    lifecycle.expect(dispute, expected_revision)
    return dispute


def within(dispute: Dispute, statuses: Collection[Status], what: str, *, rule: str = "", next_step: str = "") -> None:
    """Raise NotNow unless the dispute stands in one of the statuses; what: what the person wanted to do."""
    if Status(dispute.status) not in statuses:
        raise NotNow(
            "not_in_this_state",
            _("这件纠纷%(status)s，不能%(what)s。") % {"status": _(STATUS_NAMES[Status(dispute.status)]), "what": what},
            rule=rule,
            next_step=next_step or _("请先办理前面的步骤。"),
            extra={"status": dispute.status},
        )


def filled(field: str, value: str, message: str, *, rule: str = "", longest: int = 0) -> str:
    """Return a text without outer blanks; raises Malformed when it is empty or longer than ``longest``."""
    value = value.strip()
    if not value:
        raise Malformed(f"{field}_missing", message, field=field, rule=rule)
    return bounded(field, value, longest) if longest else value


def bounded(field: str, value: str, longest: int) -> str:
    """Return a text without outer blanks; raises Malformed when it is too long or holds what no text holds."""
    value = value.strip()
    if "\x00" in value:
        raise Malformed(f"{field}_unreadable", _("含有无效字符。"), field=field)
    if len(value) > longest:
        text = _("不得超过%(most)s字，现有%(now)s字。") % {"most": longest, "now": len(value)}
        raise Malformed(f"{field}_too_long", text, field=field, next_step=_("请精简后再保存。"))
    return value


def one_of(field: str, value: str, allowed: Collection[str]) -> str:
    """Return a code; raises Malformed when it is not one of those allowed."""
    if value not in allowed:
        text = _("“%(value)s”不在可选范围内。") % {"value": value[:40]}
        raise Malformed(f"{field}_unknown", text, field=field, extra={"allowed": sorted(allowed)})
    return value


@contextmanager
def naming(row: str) -> Iterator[None]:
    """Let a refusal of what is done within name the row of the form that it concerns: answers[1].witness."""
    try:
        yield
    except DomainError as error:
        error.field = f"{row}.{error.field}" if error.field else row
        raise


def party_of(dispute: Dispute, party_id: UUID, *, field: str = "party_id") -> Party:
    """Return a party of this dispute with those who stand for it; raises Malformed for any other."""
    party = dispute.parties.filter(pk=party_id).prefetch_related("agents").first()
    if party is None:
        raise Malformed(
            "party_unknown", _("当事人不属于这件纠纷。"), field=field, next_step=_("请刷新页面后重新选择。")
        )
    return party


def keep(actor: Actor, upload: Upload | None, *, allow: tuple[str, ...] = files.EVIDENCE) -> StoredFile | None:
    """Keep an uploaded file, None when there is none; raises Malformed when its kind or size is refused."""
    return files.store(actor, upload.name, upload.content, allow=allow) if upload else None


def spoken(actor: Actor, party: Party, word: Word, on_behalf: standing.Standing) -> dict[str, Any]:
    """Return the columns of a party's word, after checking that this person may speak for the party.

    Raises Malformed when a minor speaks alone, a stranger speaks for the party, or an oral word is not proved.
    """
    mode = one_of("mode", word.mode, [each.value for each in Mode])
    if on_behalf.missing:
        text = f"{party.name}{on_behalf.missing}。"
        raise Malformed("guardian_missing", text, field="by_agent_id", rule=on_behalf.source,
                        next_step=_("请先在当事人页登记法定代理人。"))  # fmt: skip
    if not on_behalf.admits(word.by_agent_id):
        allowed = said(listed(dict.fromkeys(each.name for way in on_behalf.ways for each in way)))
        raise Malformed(
            "may_not_speak",
            _("%(party)s应由%(who)s表示意见、签名。") % {"party": party.name, "who": allowed},
            field="by_agent_id",
            rule=on_behalf.source,
            next_step=_(on_behalf.why) if on_behalf.why else _("请选择可以代表该当事人的人。"),
        )
    if mode == Mode.ORAL and word.evidence is None and not word.witness.strip():
        raise Malformed("oral_word_unproved", _("口头表示的，须上传录音或者写明在场见证人。"), field="witness",
                        rule="人民调解法第27条")  # fmt: skip
    agent = next((each for each in party.agents.all() if each.pk == word.by_agent_id), None)
    return {
        "by_agent": agent,
        "by_name": agent.name if agent else party.name,
        "mode": mode,
        "strokes": hands.strokes(word.strokes) if mode == Mode.PAD else None,
        "evidence": keep(actor, word.evidence),
        "witness": bounded("witness", word.witness, 120),
        "device": actor.device,
        "taken_by_name": actor.name,
    }


def standing_of(actor: Actor, party: Party) -> standing.Standing:
    """Return how a party, fetched with its agents, acts today."""
    return standing.standing(case.plain(party), local_date(actor.at))
