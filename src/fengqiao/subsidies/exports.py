"""The payment file of a batch as XLSX and CSV: one row a payee, and each line behind it."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook

from fengqiao.core import sheets
from fengqiao.core.errors import NotNow
from fengqiao.subsidies.models import Batch, BatchState, Line
from fengqiao.subsidies.queries import batches
from fengqiao.subsidies.staff.words import subject


def check(batch: Batch) -> None:
    """Raise NotNow for a batch that nobody has approved: nothing may be paid from it."""
    if batch.state not in (BatchState.APPROVED, BatchState.PUBLIC, BatchState.PAID):
        raise NotNow("not_approved", _("审批以后才有发放清单。"), next_step=_("请先提交审批。"))


def _heads() -> tuple[list[str], list[str]]:
    return (
        [_("序号"), _("姓名"), _("单位"), _("笔数"), _("金额（元）")],
        [_("序号"), _("姓名"), _("单位"), _("事项"), _("标准"), _("依据"), _("金额（元）")],
    )


def _details(batch: Batch) -> Iterable[Sequence[Any]]:
    standing: Iterable[Line] = batches.lines(batch).filter(is_live=True).order_by("position")
    for number, line in enumerate(standing, 1):
        yield (
            number,
            line.person_name,
            line.organisation.name,
            subject(line),
            line.rule_name,
            line.amount_source,
            line.amount,
        )


def xlsx(batch: Batch) -> bytes:
    """Return the payment file as a workbook; texts are never formulas."""
    check(batch)
    book = Workbook(write_only=True)
    people, details = _heads()
    rows = [(n, *row) for n, row in enumerate(batches.by_person(batch), 1)]
    for title, head, content in ((_("发放清单"), people, rows), (_("明细"), details, _details(batch))):
        sheet = book.create_sheet(title)
        for letter, width in zip("ABCDEFG", (8, 16, 40, 30, 24, 50, 14), strict=True):
            sheet.column_dimensions[letter].width = width
        sheets.line(sheet, [batch.number], bold=True)
        sheets.line(sheet, head, bold=True)
        for row in content:
            sheets.line(sheet, row)
    return sheets.bytes_of(book)


def csv_file(batch: Batch) -> bytes:
    """Return the rows a payee as CSV that spreadsheet programs open in the right encoding; no cell is a formula."""
    check(batch)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_heads()[0])
    for number, row in enumerate(batches.by_person(batch), 1):
        writer.writerow([number, *map(sheets.harmless, row)])
    return out.getvalue().encode("utf-8-sig")
