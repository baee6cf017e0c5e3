"""The tables and the cases behind their figures as files: XLSX, and PDF/A through the documents package."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from fengqiao.core import sheets
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotNow
from fengqiao.core.text import said
from fengqiao.disputes.models import Source
from fengqiao.documents.contexts import CaseBlock, CaseRow, CaseTable
from fengqiao.documents.typesetting import render_pdf
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import queries as organisations
from fengqiao.statistics.models import CaseFact, Closing
from fengqiao.statistics.queries.reports import Line, Report
from fengqiao.statistics.rules.cells import BASES, BASIS, NAME

MOST_ROWS = 20_000


@dataclass(frozen=True)
class Printed:
    """A table as it goes on paper or into a workbook. when: the period or the day; blocks: name and lines."""

    name: str
    basis: str
    place: str
    when: str
    blocks: tuple[tuple[str, Sequence[Line]], ...]
    notes: tuple[str, ...]
    state: str = ""


def printed(report: Report) -> Printed:
    """Return the case table as it is printed."""
    blocks = [(said(part.block.name), part.lines) for part in report.parts] + [(_("上报"), report.levels)]
    state = _("本期已结账") if report.closing else _("本期未结账")
    notes = tuple(remarks(report))
    return Printed(_(NAME), BASIS, report.scope.name, report.period.name, tuple(blocks), notes, state)


def figure_of(line: Line) -> str:
    """Return a figure as printed."""
    return _("未采集") if line.shown is None else str(line.shown)


def remarks(report: Report) -> list[str]:
    """Return what is printed below the table: definitions, rounding, gaps, closing and restatements."""
    categories = current_ruleset().categories
    told = [_(text) for text in BASES]
    told.append(
        _("案件分类采用%(version)s版目录，共%(count)d类。")
        % {"version": categories.version, "count": len(categories.items)}
    )
    told += [
        _("%(name)s：%(rate)s，%(rule)s。") % {"name": said(name), "rate": said(rate.printed), "rule": said(rate.rule)}
        for _code, name, rate in report.rates
    ]
    told += [
        _("%(text)s：不成立，差%(gap)s。") % {"text": said(gap.text), "gap": f"{gap.gap:+,}"} for gap in report.gaps
    ]
    if report.closing:
        told.append(_closed(report.closing))
        if report.is_restated:
            told.append(_("结账后的变化不改本表，列入以后期间的往期调整。"))
    for adjustment in report.adjustments:
        changes = "；".join(f"{said(line.cell.label)} {_signed(line)} {said(line.unit)}" for line in adjustment.lines)
        told.append(
            _("往期调整（%(period)s）：%(changes)s。") % {"period": said(adjustment.period.name), "changes": changes}
        )
    return told


def _closed(closing: Closing) -> str:
    return _("本期由%(who)s于%(when)s结账，数据指纹（SHA-256）：%(snapshot)s。") % {
        "who": closing.closed_by_name,
        "when": f"{timezone.localtime(closing.closed_at):%Y-%m-%d %H:%M}",
        "snapshot": closing.snapshot,
    }


def _signed(line: Line) -> str:
    return f"{line.shown.value:+,}" if line.shown is not None else ""


def _sheet(book: Workbook, title: str, widths: Sequence[int]) -> WriteOnlyWorksheet:
    sheet = book.create_sheet(title)
    for number, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    return cast(WriteOnlyWorksheet, sheet)


def _append(sheet: WriteOnlyWorksheet, values: Iterable[Any], *, bold: bool = False) -> None:
    sheet.append([sheets.cell(sheet, value, bold=bold, wrap=isinstance(value, str)) for value in values])


def table_xlsx(table: Printed) -> bytes:
    """Return a table as a workbook: figures as numbers with unit and definition, remarks below."""
    book = Workbook(write_only=True)
    sheet = _sheet(book, "统计表", (34, 16, 8, 16, 70))
    _append(sheet, [table.name, "", "", "", table.basis], bold=True)
    _append(sheet, [f"{_('统计范围')}：{table.place}", "", "", "", f"{_('统计期间')}：{table.when}"])
    heads = [_("指标"), _("数值"), _("单位"), _("结账后变化"), _("定义")]
    _append(sheet, heads, bold=True)
    for name, lines in table.blocks:
        _append(sheet, [name], bold=True)
        for line in lines:
            _append(sheet, _table_row(line))
    for text in table.notes:
        _append(sheet, [text])
    return sheets.bytes_of(book)


def _table_row(line: Line) -> list[Any]:
    label = f"{'　' * line.cell.depth}{said(line.cell.label)}"
    value = figure_of(line) if line.shown is None else line.shown.value
    change = line.shown_change.value if line.shown_change is not None else ""
    return [label, value, said(line.unit), change, said(line.cell.definition)]


def cases_xlsx(cases: QuerySet[CaseFact], title: str) -> bytes:
    """Return the cases behind a figure as a workbook, in the order of the list.

    Raises NotNow when there are more than MOST_ROWS: then a shorter period is to be chosen.
    """
    rows = list(cases.order_by("-accepted_on", "-id")[: MOST_ROWS + 1])
    if len(rows) > MOST_ROWS:
        raise NotNow(
            "export_too_long",
            _("超过%(most)d件，不能一次导出。") % {"most": MOST_ROWS},
            next_step=_("请缩短统计期间，或者选择一个地区或单位。"),
        )
    names = {item.code: item.name for item in current_ruleset().categories.items}
    book = Workbook(write_only=True)
    sheet = _sheet(book, "案件", (30, 40, 14, 36, 12, 18, 10, 14, 10, 10))
    _append(sheet, [title], bold=True)
    heads = (
        "卷号",
        "纠纷",
        "受理日期",
        "受理单位",
        "类型",
        "来源",
        "当事人数",
        "协议金额（元）",
        "协议履行",
        "司法确认",
    )
    _append(sheet, heads, bold=True)
    for row in rows:
        case = row.dispute
        yes = ("是" if done else "否" for done in (row.is_performed, row.is_confirmed))
        given = (case.file_number or "", case.title, row.accepted_on, row.organisation.name)
        kind, source = names.get(row.category, row.category), str(Source(row.source).label)
        sheets.line(sheet, [*given, kind, source, row.people, Decimal(row.fen) / 100 if row.form else "", *yes])
    return sheets.bytes_of(book)


def rows_xlsx(title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Return the rows behind a figure as a workbook. Raises NotNow when there are more than MOST_ROWS."""
    if len(rows) > MOST_ROWS:
        raise NotNow(
            "export_too_long",
            _("超过%(most)d行，不能一次导出。") % {"most": MOST_ROWS},
            next_step=_("请选择一个地区或者单位。"),
        )
    book = Workbook(write_only=True)
    sheet = _sheet(book, "明细", (30, 46, 24, 18, 40))
    _append(sheet, [title], bold=True)
    _append(sheet, heads, bold=True)
    for row in rows:
        sheets.line(sheet, row)
    return sheets.bytes_of(book)


def table_pdf(actor: Actor, table: Printed) -> bytes:
    """Return a table as PDF/A, as the official form has it."""
    own = organisations.get(actor.organisation_id) if actor.organisation_id else None
    form = CaseTable(
        committee=own.name if own else table.place,
        name=table.name,
        period=table.when,
        region=table.place,
        blocks=tuple(CaseBlock(name=name, rows=tuple(map(_case_row, lines))) for name, lines in table.blocks),
        notes=table.notes,
        state=table.state,
        maker=actor.name,
        made_on=timezone.localtime(actor.at).date(),
    )
    return render_pdf(form, moment=actor.at)


def _case_row(line: Line) -> CaseRow:
    note = f"结账后{line.shown_change.value:+,}" if line.shown_change is not None else ""
    return CaseRow(
        depth=line.cell.depth, label=said(line.cell.label), figure=figure_of(line), unit=said(line.unit), note=note
    )


def file_name(table: Printed, ending: str, at: datetime) -> str:
    """Return how an exported file is called."""
    return f"{table.name}_{table.place}_{said(table.when)}_{timezone.localtime(at):%Y%m%d}.{ending}"
