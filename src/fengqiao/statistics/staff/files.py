"""Sending a table, or the rows behind a figure, as a file."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from fengqiao.accounts.decorators import StaffRequest
from fengqiao.core.sheets import XLSX
from fengqiao.statistics import exports

PDF = "application/pdf"


def answer(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return a file to be kept under a name."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def table_file(request: StaffRequest, table: exports.Printed, ending: str) -> HttpResponse:
    """Return a table as XLSX or PDF/A."""
    name = exports.file_name(table, ending, request.actor.at)
    if ending == "xlsx":
        return answer(exports.table_xlsx(table), XLSX, name)
    return answer(exports.table_pdf(request.actor, table), PDF, name)
