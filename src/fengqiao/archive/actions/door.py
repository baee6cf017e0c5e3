"""The way to a file for every action of the archive."""

from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Forbidden, NotNow
from fengqiao.disputes import access
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.workflow import STATUS_NAMES, STEPS, Status, Verb

RULE = "人民调解法第27条"
ENDED = STEPS[Verb.ARCHIVE].sources


def own(actor: Actor, dispute_id: UUID, *, expected_revision: int | None = None) -> Dispute:
    """Return a locked dispute of the actor's own organisation.

    Raises NotFound out of scope, Forbidden without the permission or when another organisation keeps it, Stale.
    """
    dispute = access.get_for(actor, dispute_id, Permission.ARCHIVE, lock=True)
    keeps(actor, dispute)
    lifecycle.expect(dispute, expected_revision)
    return dispute


def keeps(actor: Actor, dispute: Dispute) -> None:
    """Raise Forbidden unless the actor's organisation keeps the matter."""
    if dispute.organisation_id != actor.organisation_id:
        raise Forbidden("not_your_turn", _("这件纠纷由其他单位承办。"), rule=RULE, next_step=_("请联系承办单位办理。"))


def binding(actor: Actor, dispute: Dispute) -> None:
    """Raise Forbidden or NotNow unless the actor may bind the file now."""
    keeps(actor, dispute)
    ended(dispute, _("整理卷宗"))


def supplementing(actor: Actor, dispute: Dispute) -> None:
    """Raise Forbidden, or NotNow unless the file is sealed."""
    keeps(actor, dispute)
    if Status(dispute.status) != Status.ARCHIVED:
        raise NotNow("file_not_sealed", _("卷宗尚未归档，请直接收入材料。"), next_step=_("归档以后才需要补充。"))


def unsealed(dispute: Dispute, what: str) -> None:
    """Raise NotNow when the file is sealed."""
    if dispute.status == Status.ARCHIVED:
        raise NotNow(
            "file_sealed",
            _("卷宗已经归档，不能%(what)s。") % {"what": what},
            rule=RULE,
            next_step=_("可以补充材料，写明理由；归档的卷宗不变。"),
        )


def ended(dispute: Dispute, what: str) -> None:
    """Raise NotNow unless the matter has ended and its file is not sealed."""
    unsealed(dispute, what)
    if Status(dispute.status) not in ENDED:
        raise NotNow(
            "not_ended",
            _("这件纠纷%(status)s，办结后才能%(what)s。")
            % {"status": _(STATUS_NAMES[Status(dispute.status)]), "what": what},
            rule=RULE,
        )
