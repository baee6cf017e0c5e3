"""Removing cases of history that were entered by mistake, by an import that is taken back."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit_bulk, bulk, numbering
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotNow
from fengqiao.disputes.actions.bulk import series_of
from fengqiao.disputes.models import Dispute, DueMoment, FileNumber, Involvement, Party, PartyAgent

_SUBJECT = Dispute._meta.label_lower


def hold(ids: Sequence[UUID]) -> None:
    """Hold cases until commit: nobody begins to work on them before they are gone."""
    list(Dispute.objects.filter(pk__in=bulk.among(ids)).select_for_update().values_list("pk"))


@transaction.atomic
def take_back(actor: Actor, ids: Sequence[UUID], *, why: str) -> None:
    """Remove cases and give their file numbers back; that they were there stays in the history.

    ids: of an import that the actor may take back, held. What other packages wrote with them is gone already: the database refuses it
    where anything refers to one. Raises Forbidden, NotNow when a committee has given a later number since: its series would have
    a gap.
    """
    actor.require(Permission.IMPORT)
    _give_numbers_back(ids)
    told = {pk: [audit_bulk.Fact("take_back", actor.at, "", {}, why=why)] for pk in ids}
    audit_bulk.append(actor, _SUBJECT, told, is_held=True)
    parties = list(Party.objects.filter(dispute__in=bulk.among(ids)).values_list("pk", flat=True))
    bulk.remove(PartyAgent, parties, of="party")
    for model in (Party, DueMoment, Involvement, FileNumber):
        bulk.remove(model, ids, of="dispute")
    bulk.remove(Dispute, ids)


def _give_numbers_back(ids: Sequence[UUID]) -> None:
    given: dict[str, list[int]] = defaultdict(list)
    numbers = FileNumber.objects.filter(dispute__in=bulk.among(ids))
    for keeper, year, serial in numbers.values_list("organisation", "year", "serial"):
        given[series_of(keeper, year)].append(serial)
    if passed := numbering.give_back(given):
        raise NotNow(
            "numbers_given_out",
            _("导入以后有%(count)d个调解组织又编了卷号，撤销会使编号中断。") % {"count": len(passed)},
            next_step=_("请逐件办理这些案件。"),
            extra={"series": passed[:20]},
        )
