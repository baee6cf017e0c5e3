"""`/registers`, `/imports`, `/exports`: shapes of registers, files handed in, checked, imported and taken back, files given out."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, File, Form, Query, Router, Schema, Status, UploadedFile

from fengqiao.accounts.permissions import Permission
from fengqiao.core.api import ApiRequest, Input, Paged, Paging, paged
from fengqiao.core.paging import keyset
from fengqiao.core.text import said
from fengqiao.exchange import access, actions, queries, workbooks
from fengqiao.exchange.models import ExportRun, ImportRun, Refusal
from fengqiao.exchange.rules.registers import REGISTERS, Register

router = Router(tags=["exchange"])
Code = Annotated[str, Field(max_length=40)]


class ColumnOut(Schema):
    """名册的一栏。"""

    code: str
    heading: str
    aliases: list[str]
    kind: str
    is_required: bool
    choices: dict[str, str]
    example: str
    note: str


class RegisterOut(Schema):
    """一种名册的格式；按 key_note 所说的各项认出同一条记录。"""

    code: str
    name: str
    note: str
    key_note: str
    columns: list[ColumnOut]


class ImportOut(Schema):
    """一次导入。matched：文件第几栏（从0起）对应哪一栏。"""

    id: UUID
    register_code: str
    file_name: str
    sha256: str
    headings: list[str]
    matched: dict[str, str]
    state: str
    is_dry: bool
    takes_all: bool
    updates: bool
    done: int
    total: int
    rows: int
    accepted: int
    known: int
    differs: int
    updated: int
    refused: int
    failed: str
    started_at: datetime
    finished_at: datetime | None


class ImportedRefusalOut(Schema):
    """一处不合格（或者与名册不一致），个人信息已隐去。"""

    line: int
    key: str
    column: str
    value: str
    reason: str
    is_note: bool


class UploadIn(Input):
    """导入哪一种名册。"""

    register_code: Code


class ColumnsIn(Input):
    """文件第几栏（从0起）对应哪一栏；不写的不导入。"""

    columns: dict[Annotated[str, Field(pattern=r"^\d{1,3}$")], Code] = Field(max_length=200)


class StartIn(Input):
    """怎么导入：is_dry 只核对；takes_all 有一行不合格就全部不导入；updates 用文件更新已有的记录。"""

    is_dry: bool = True
    takes_all: bool = False
    updates: bool = False


class UndoIn(Input):
    """撤销的理由。"""

    why: str = Field("", max_length=200)


class ExportIn(Input):
    """导出什么。is_masked 为假的，须有权限和理由。"""

    register_code: Code
    ending: Literal["xlsx", "csv"] = "xlsx"
    is_masked: bool = True
    why: str = Field("", max_length=200)


class ExportOut(Schema):
    """一次导出。"""

    id: UUID
    register_code: str
    ending: str
    is_masked: bool
    state: str
    done: int
    total: int
    failed: str
    file_name: str
    sha256: str
    started_at: datetime
    finished_at: datetime | None


def _register(shape: Register, words: Any) -> dict[str, Any]:
    columns = [
        {
            "code": column.code,
            "heading": column.heading,
            "aliases": list(column.aliases),
            "kind": column.kind.value,
            "is_required": column.is_required,
            "choices": dict(column.names(words)),
            "example": column.example,
            "note": said(column.note),
        }
        for column in shape.columns
    ]
    told = {"name": said(shape.name), "note": said(shape.note), "key_note": said(shape.key_note)}
    return {"code": shape.code, **told, "columns": columns}


@router.get("/registers", response=list[RegisterOut], url_name="registers")
def registers(request: ApiRequest) -> list[dict[str, Any]]:
    """可以导入、导出的名册，各有哪些栏。"""
    request.actor.require(Permission.VIEW_REGISTRY)
    words = queries.words(request.actor)
    return [_register(shape, words) for shape in REGISTERS.values()]


@router.get("/imports", response=Paged[ImportOut], url_name="imports")
def imports(request: ApiRequest, query: Query[Paging]) -> dict[str, Any]:
    """看得到的导入，新的在前。"""
    return paged(keyset(access.visible_to(request.actor), queries.ORDER, query.cursor, query.size))


@router.post("/imports", response={201: ImportOut}, url_name="imports")
def upload(request: ApiRequest, payload: Form[UploadIn], file: File[UploadedFile]) -> Status[Any]:
    """上传一份名册（.xlsx 或者 .csv），核对栏目；这时不写入任何记录。"""
    run: ImportRun = actions.upload(
        request.actor, register=payload.register_code, name=file.name or "", content=file.chunks()
    )
    return Status(201, run)


@router.get("/imports/{run_id}", response=ImportOut, url_name="import")
def one(request: ApiRequest, run_id: UUID) -> ImportRun:
    """一次导入，办到哪里。"""
    return access.get_for(request.actor, run_id)


@router.post("/imports/{run_id}/columns", response=ImportOut, url_name="import_columns")
def columns(request: ApiRequest, run_id: UUID, payload: ColumnsIn) -> ImportRun:
    """说明文件的哪一栏是什么；以后栏名相同的文件照此识别。"""
    chosen = {int(place): code for place, code in payload.columns.items()}
    return actions.match(request.actor, run_id, chosen)


@router.post("/imports/{run_id}/start", response={202: ImportOut}, url_name="import_start")
def start(request: ApiRequest, run_id: UUID, payload: StartIn) -> Status[Any]:
    """由后台核对（is_dry）或者导入。"""
    run: ImportRun = actions.start(request.actor, run_id, **payload.model_dump())
    return Status(202, run)


@router.post("/imports/{run_id}/cancel", response=ImportOut, url_name="import_cancel")
def cancel(request: ApiRequest, run_id: UUID) -> ImportRun:
    """取消；已经写入的行保留。"""
    return actions.cancel(request.actor, run_id)


@router.post("/imports/{run_id}/undo", response=ImportOut, url_name="import_undo")
def undo(request: ApiRequest, run_id: UUID, payload: UndoIn) -> ImportRun:
    """整批撤销；已经使用的，说明被什么使用，不撤销。超过1000条的由后台撤销，进展和结果见这次导入。"""
    return actions.undo(request.actor, run_id, why=payload.why)


@router.get("/imports/{run_id}/refusals", response=Paged[ImportedRefusalOut], url_name="import_refusals")
def refusals(request: ApiRequest, run_id: UUID, query: Query[Paging]) -> dict[str, Any]:
    """不合格和不一致的行：行、栏目、原值、原因。"""
    run = access.get_for(request.actor, run_id)
    page = keyset(queries.refusals(run), queries.REFUSALS, query.cursor, query.size)
    return {**paged(page), "items": [_refusal(row, run.register) for row in page.rows]}


def _refusal(row: Refusal, register: str) -> dict[str, Any]:
    told = {"line": row.line, "key": row.external_key, "column": row.column, "is_note": row.is_note}
    return {**told, "value": queries.shown(row, register), "reason": said(row.reason)}


@router.get("/exports", response=Paged[ExportOut], url_name="exports")
def exports(request: ApiRequest, query: Query[Paging]) -> dict[str, Any]:
    """自己的导出，新的在前。"""
    return paged(keyset(queries.exports(request.actor), queries.ORDER, query.cursor, query.size))


@router.post("/exports", response={202: ExportOut}, url_name="exports")
def export(request: ApiRequest, payload: ExportIn) -> Status[Any]:
    """由后台按导入的格式导出一种名册。"""
    given = payload.model_dump(exclude={"register_code"})
    run: ExportRun = actions.export(request.actor, register=payload.register_code, **given)
    return Status(202, run)


@router.get("/exports/{run_id}", response=ExportOut, url_name="export")
def one_export(request: ApiRequest, run_id: UUID) -> ExportRun:
    """一次导出，办到哪里。"""
    return access.export_for(request.actor, run_id)


@router.post("/exports/{run_id}/cancel", response=ExportOut, url_name="export_cancel")
def cancel_export(request: ApiRequest, run_id: UUID) -> ExportRun:
    """取消导出。"""
    return actions.cancel_export(request.actor, run_id)


@router.get("/exports/{run_id}/file", url_name="export_file")
def export_file(request: ApiRequest, run_id: UUID) -> HttpResponse:
    """导出的文件；谁下载过留痕。"""
    run, content = actions.fetch(request.actor, run_id)
    return HttpResponse(b"".join(content), content_type=workbooks.MEDIA[run.ending])
