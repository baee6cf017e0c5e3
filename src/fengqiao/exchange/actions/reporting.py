"""The report of an import as a workbook."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.text import said
from fengqiao.exchange import access, workbooks
from fengqiao.exchange.models import ImportRun


@transaction.atomic
def fetch_report(actor: Actor, run_id: UUID) -> tuple[ImportRun, bytes]:
    """Return an import with its report as a workbook, values in the clear, and log who fetched it. Raises Forbidden, NotFound."""
    run = access.get_for(actor, run_id, lock=True)
    audit.record(actor, run, "fetch_report")
    headings = (_("行"), _("记录"), _("栏目"), _("原值"), _("结果"), _("原因"))
    refused, noted = _("不合格，未导入"), _("已有而不同，未改动")
    rows = (
        (
            str(row.line),
            row.external_key,
            row.column,
            str(row.value),
            noted if row.is_note else refused,
            said(row.reason),
        )
        for row in run.refusals.iterator(1000)
    )
    return run, workbooks.sheet_of(_("不合格行"), headings, rows)
