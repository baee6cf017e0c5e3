"""Somebody outside the agreement learns that a confirmed agreement touches what is theirs."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.confirmation.actions import door
from fengqiao.confirmation.actions.door import OBJECTION_LAW as LAW
from fengqiao.confirmation.queries import THIRD_OBJECTION
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date, start_of
from fengqiao.core.errors import Malformed
from fengqiao.core.text import N_
from fengqiao.disputes import access
from fengqiao.disputes.actions import deadlines, lifecycle
from fengqiao.disputes.models import DueMoment


def note_interested_party(
    actor: Actor, dispute_id: UUID, *, name: str, knew_on: date, note: str = "", expected_revision: int | None = None
) -> DueMoment:
    """Note that an interested party learned on a day that the ruling touches its rights, and return the clock that runs from then.

    It may object at the court of the ruling within six months, a period that nothing stops or lengthens (民诉法解释第127条、
    第372条); each interested party has its own. For the court's own account (RECORD_COURT_RESULT) or the committee (CONFIRM).
    Raises Malformed naming the field, NotNow when no court has ruled the agreement valid.
    """
    if not name.strip():
        raise Malformed("name_missing", _("请填写利害关系人的姓名或者名称。"), field="name", rule=LAW)
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.VIEW_DISPUTES, lock=True)
        lifecycle.expect(dispute, expected_revision)
        ruled = door.ruled(actor, dispute)
        if not (ruled.decided_on and ruled.decided_on <= knew_on <= local_date(actor.at)):
            raise Malformed(
                "knew_on_out_of_range", _("知道的日期应当在裁定之日至今天之间。"), field="knew_on", rule=LAW
            )
        moment = deadlines.start(actor, dispute, THIRD_OBJECTION, "JC_OBJECTION_6M", start_of(knew_on), beside=True)
        told = {"text": N_("利害关系人%(name)s知道裁定影响其权益") % {"name": name.strip()[:60]}, "knew_on": knew_on,
                "due_at": moment.due_at}  # fmt: skip
        lifecycle.touch(actor, dispute, "note_interested_party", why=note.strip()[:500], data=told)
    return moment
