"""What belongs to an organisation: venue and seals, a centre's units and roster, docking, history; adding to it and ending it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core import files
from fengqiao.core.clock import local_date
from fengqiao.core.errors import DomainError, NotFound
from fengqiao.core.models import StoredFile
from fengqiao.core.text import N_
from fengqiao.organisations import access, actions, queries
from fengqiao.organisations.staff.forms import parts as forms
from fengqiao.organisations.staff.views.frame import frame
from fengqiao.ui import pages

VIEW = Permission.VIEW_REGISTRY
KEEP, DOCK, MANAGE = Permission.KEEP_ORGANISATION, Permission.KEEP_DOCKING, Permission.MANAGE_REGISTRY


@dataclass(frozen=True)
class Part:
    """Something that is added to an organisation by a small form: the action, who may, where it is shown."""

    form: type[forms.PartForm]
    add: Callable[..., Any]
    who: Permission
    title: str
    tab: str


@dataclass(frozen=True)
class End:
    """Something that is ended or taken away: the action, whether it wants a reason, where it was shown."""

    end: Callable[..., Any]
    tab: str
    needs_why: bool = False


ADD = {
    "room": Part(forms.RoomForm, actions.add_room, KEEP, N_("登记房间"), "venue"),
    "sign": Part(forms.SignForm, actions.check_sign, KEEP, N_("登记标牌检查"), "venue"),
    "photo": Part(forms.PhotoForm, actions.add_photo, KEEP, N_("上传照片"), "venue"),
    "seal": Part(forms.SealForm, actions.register_seal, KEEP, N_("登记印章"), "venue"),
    "unit": Part(forms.UnitForm, actions.add_unit, KEEP, N_("登记入驻单位"), "centre"),
    "window": Part(forms.WindowForm, actions.open_window, KEEP, N_("开设窗口"), "centre"),
    "duty": Part(forms.DutyForm, actions.assign_duty, KEEP, N_("排班"), "centre"),
    "memorandum": Part(forms.MemorandumForm, actions.sign_memorandum, DOCK, N_("登记对接备忘录"), "docking"),
    "invitation": Part(forms.InvitationForm, actions.invite, DOCK, N_("列入特邀名册"), "docking"),
    "judge": Part(forms.JudgeForm, actions.name_judge, DOCK, N_("确定业务指导法官"), "docking"),
    "merger": Part(forms.MergeForm, actions.merge, MANAGE, N_("并入其他组织"), "lineage"),
    "split": Part(forms.SplitForm, actions.split, MANAGE, N_("分立"), "lineage"),
}
END = {
    "room": End(actions.close_room, "venue"),
    "photo": End(actions.remove_photo, "venue", needs_why=True),
    "seal": End(actions.end_seal, "venue", needs_why=True),
    "unit": End(actions.end_unit, "centre"),
    "window": End(actions.close_window, "centre"),
    "duty": End(actions.drop_duty, "centre"),
    "memorandum": End(actions.end_memorandum, "docking", needs_why=True),
    "invitation": End(actions.end_invitation, "docking", needs_why=True),
    "judge": End(actions.end_judge, "docking"),
}
_FIELDS = {
    "organisation_id": "organisation", "unit_id": "unit", "region_code": "region", "name": "name", "fields": "fields_",
    "sources": "source", "targets": "target", "parent_id": "source",
}  # fmt: skip


@require_GET
@staff(VIEW)
def venue(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """Rooms, signs, photographs and seals."""
    organisation = access.get_for(request.actor, organisation_id, VIEW)
    context = {**frame(request, organisation, "venue"), "venue": queries.venue(organisation.pk)}
    return pages.page(request, "organisations/venue.html", context)


@require_GET
@staff(VIEW)
def centre(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """Resident units, windows and the duty roster of the next two weeks."""
    organisation = access.get_for(request.actor, organisation_id, VIEW)
    found = queries.centre_parts(organisation.pk, local_date(request.actor.at))
    context = {**frame(request, organisation, "centre"), "centre": found}
    return pages.page(request, "organisations/centre.html", context)


@require_GET
@staff(VIEW)
def docking(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """A court's memoranda, roster, guiding judges and the notices that it got; or an organisation's part in such."""
    organisation = access.get_for(request.actor, organisation_id, VIEW)
    is_court = organisation.kind == queries.COURT
    context = {
        **frame(request, organisation, "docking"),
        "is_court": is_court,
        "docking": queries.docking_of(organisation, local_date(request.actor.at), is_court=is_court),
        "notices": list(queries.notices_to(organisation.pk)[:50]) if is_court else [],
    }
    return pages.page(request, "organisations/docking.html", context)


@require_GET
@staff(VIEW)
def lineage(request: StaffRequest, organisation_id: UUID) -> HttpResponse:
    """Former names, what an organisation came out of and what came out of it."""
    organisation = access.get_for(request.actor, organisation_id, VIEW)
    context = {**frame(request, organisation, "lineage"), "lineage": queries.lineage(organisation.pk)}
    return pages.page(request, "organisations/lineage.html", context)


@require_http_methods(["GET", "POST"])
@staff(VIEW)
def add(request: StaffRequest, organisation_id: UUID, part: str) -> HttpResponse:
    """The form of something that is added."""
    known = ADD.get(part)
    if known is None:
        raise NotFound("page_not_found", _("没有这一页。"))
    organisation = access.get_for(request.actor, organisation_id, known.who)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = known.form(*sent, organisation=organisation, actor=request.actor, initial=request.GET.dict())
    back = reverse(f"organisations:{known.tab}", args=[organisation.pk])
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        uploads = [facts.pop("upload")] if part in ("photo", "seal") and "upload" in facts else []
        try:
            known.add(request.actor, organisation.pk, *uploads, **facts)
        except DomainError as error:
            error.field = error.field if error.field in form.fields else _FIELDS.get(error.field, error.field)
            pages.refuse(form, error)
        else:
            return pages.go(request, back, notice=_("已登记。"))
    context = {"form": form, "title": _(known.title), "lead": organisation.name, "back": back}
    return pages.page(request, "organisations/form.html", context, status=pages.status(form))


@require_POST
@staff(VIEW)
def end(request: StaffRequest, organisation_id: UUID, part: str, row_id: UUID) -> HttpResponse:
    """The end of something, today."""
    known = END.get(part)
    if known is None:
        raise NotFound("page_not_found", _("没有这一页。"))
    why = {"why": request.POST.get("reason", "").replace("\0", "")[:1000]} if known.needs_why else {}
    known.end(request.actor, organisation_id, row_id, **why)
    back = reverse(f"organisations:{known.tab}", args=[organisation_id])
    return pages.go(request, back, notice=_("已办理。"))


@require_GET
@staff(VIEW)
def photo(request: StaffRequest, organisation_id: UUID, photo_id: UUID) -> HttpResponse:
    """A photograph."""
    organisation = access.get_for(request.actor, organisation_id, VIEW)
    found = queries.photo(organisation.pk, photo_id)
    return given_out(found.file if found else None)


@require_GET
@staff(VIEW)
def seal(request: StaffRequest, organisation_id: UUID, seal_id: UUID) -> HttpResponse:
    """The impression of a seal, for those who keep it."""
    organisation = access.get_for(request.actor, organisation_id, KEEP)
    found = queries.seal(organisation.pk, seal_id)
    return given_out(found.image if found else None)


@require_GET
@staff(VIEW)
def memorandum(request: StaffRequest, organisation_id: UUID, memorandum_id: UUID) -> HttpResponse:
    """The scan of a memorandum."""
    organisation = access.get_for(request.actor, organisation_id, VIEW)
    found = queries.memorandum(organisation.pk, memorandum_id)
    return given_out(found.file if found else None)


def given_out(stored: StoredFile | None, name: str = "") -> HttpResponse:
    """Return a kept file as it was stored; raises NotFound for none."""
    if stored is None:
        raise NotFound("file_not_found", _("没有找到这份文件。"))
    response = HttpResponse(files.read(stored), content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(False, name or stored.name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response
