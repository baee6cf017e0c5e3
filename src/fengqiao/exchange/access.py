"""The doors to imports and exports: an import is seen by who may import into its region, an export by who asked for it."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound
from fengqiao.exchange.models import ExportRun, ImportRun


def visible_to(actor: Actor) -> QuerySet[ImportRun]:
    """Return the imports that the actor may see: the own ones, and all within the region. Raises Forbidden."""
    actor.require(Permission.IMPORT)
    own = Q(started_by_id=actor.user_id) if actor.user_id else Q(pk__in=[])
    within = Q(region_scope__startswith=actor.region_scope) if actor.region_scope else Q(pk__in=[])
    return ImportRun.objects.filter(own | within)


def get_for(actor: Actor, run_id: UUID, *, lock: bool = False) -> ImportRun:
    """Return one import; lock: hold it until commit. Raises Forbidden, NotFound out of sight."""
    found = visible_to(actor).filter(pk=run_id)
    run = (found.select_for_update() if lock else found).first()
    if run is None:
        raise NotFound("import_not_found", _("没有找到这次导入。"), next_step=_("请从导入列表中查找。"))
    return run


def exports_visible_to(actor: Actor) -> QuerySet[ExportRun]:
    """Return the exports that the actor asked for."""
    return ExportRun.objects.filter(started_by_id=actor.user_id) if actor.user_id else ExportRun.objects.none()


def export_for(actor: Actor, run_id: UUID, *, lock: bool = False) -> ExportRun:
    """Return one of the own exports; lock: hold it until commit. Raises NotFound."""
    found = exports_visible_to(actor).filter(pk=run_id)
    run = (found.select_for_update() if lock else found).first()
    if run is None:
        raise NotFound("export_not_found", _("没有找到这次导出。"), next_step=_("请重新导出。"))
    return run
