"""Who may look at an application's papers: they hold identity copies and telephones."""

from uuid import UUID

from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.confirmation.models import Application
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound
from fengqiao.disputes import access
from fengqiao.disputes.models import Dispute


def for_papers(actor: Actor, dispute_id: UUID) -> Dispute:
    """Return a dispute whose application papers the actor may read: the committee that applies, or the court.

    Raises NotFound out of scope, Forbidden for everybody else.
    """
    dispute = access.get_for(actor, dispute_id, Permission.VIEW_DISPUTES)
    if not actor.may(Permission.RECORD_COURT_RESULT):
        actor.require(Permission.CONFIRM)
    return dispute


def application_of(dispute: Dispute, application_id: UUID) -> Application:
    """Return an application of this dispute; raises NotFound for another's."""
    found = (
        Application.objects.filter(dispute=dispute, pk=application_id).select_related("pack", "ruling__file").first()
    )
    if found is None:
        raise NotFound("application_not_found", _("没有找到这件司法确认申请。"))
    return found
