"""Venue, signs, photographs and seals of an organisation."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, files
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.organisations.actions import door
from fengqiao.organisations.actions.entry import line
from fengqiao.organisations.models import Organisation, Photo, Room, RoomKind, Seal, Sign, SignageCheck, SignState

KEEP = Permission.KEEP_ORGANISATION
IMAGES = ("png", "jpeg")


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: its name and its bytes."""

    name: str
    content: bytes


@transaction.atomic
def add_room(
    actor: Actor,
    organisation_id: UUID,
    *,
    kind: str,
    name: str,
    seats: int | None = None,
    area: Decimal | None = None,
    note: str = "",
    since: date | None = None,
) -> Room:
    """Enter a room of the venue and return it (人民调解法第12条). area: square metres. Raises Malformed, NotNow, Forbidden."""
    organisation = door.open_to(actor, organisation_id, KEEP)
    row = room_of(actor, organisation_id, kind=kind, name=name, seats=seats, area=area, note=note, since=since)
    door.kept(row, code="room_known", reason=_("已有同名的房间。"), field="name")
    audit.record(actor, organisation, "add_room", data={"name": row.name, "kind": row.kind})
    return row


def room_of(
    actor: Actor,
    organisation_id: UUID,
    *,
    kind: str,
    name: str,
    seats: int | None = None,
    area: Decimal | None = None,
    note: str = "",
    since: date | None = None,
) -> Room:
    """Return a room that may be entered, not yet written. Raises Malformed."""
    if seats is not None and not 0 < seats <= 2000 or area is not None and not 0 < area <= 100000:
        field = "seats" if seats is not None and not 0 < seats <= 2000 else "area"
        raise Malformed("room_size", _("请填写合理的座位数（1至2000）和面积。"), field=field)
    return Room(
        organisation_id=organisation_id,
        kind=door.chosen(kind, RoomKind, "kind"),
        name=line(name, "name", 60, needed=_("请填写房间名称。")),
        seats=seats,
        area=area,
        note=line(note, "note", 200),
        since=door.began(actor, since),
        created_at=actor.at,
    )


@transaction.atomic
def close_room(actor: Actor, organisation_id: UUID, room_id: UUID, *, on: date | None = None) -> Room:
    """End the use of a room and return it."""
    organisation = door.open_to(actor, organisation_id, KEEP)
    row = door.part(Room.objects.filter(organisation=organisation), room_id)
    day = door.ended(actor, row, on)
    audit.record(actor, organisation, "close_room", data={"name": row.name, "on": day, "part": row.pk})
    return row


@transaction.atomic
def check_sign(
    actor: Actor, organisation_id: UUID, *, sign: str, state: str, checked_on: date | None = None, note: str = ""
) -> SignageCheck:
    """Enter how one of the signs was found and return the entry; what is wrong needs a note."""
    organisation = door.open_to(actor, organisation_id, KEEP)
    row = sign_of(actor, organisation_id, sign=sign, state=state, checked_on=checked_on, note=note)
    row.save(force_insert=True)
    audit.record(actor, organisation, "check_sign", data={"sign": row.sign, "state": row.state})
    return row


def sign_of(
    actor: Actor, organisation_id: UUID, *, sign: str, state: str, checked_on: date | None = None, note: str = ""
) -> SignageCheck:
    """Return what may be entered of a sign, not yet written. Raises Malformed."""
    needed = _("请写明哪里不规范。") if state == SignState.IRREGULAR else ""
    return SignageCheck(
        organisation_id=organisation_id,
        sign=door.chosen(sign, Sign, "sign"),
        state=door.chosen(state, SignState, "state"),
        checked_on=door.began(actor, checked_on, "checked_on"),
        note=line(note, "note", 200, needed=needed),
        created_at=actor.at,
    )


@transaction.atomic
def add_photo(
    actor: Actor, organisation_id: UUID, upload: Upload, *, caption: str, taken_on: date | None = None
) -> Photo:
    """Keep a photograph of the venue or a sign (PNG or JPEG) and return it. Raises Malformed as ``files.store`` does."""
    organisation = door.open_to(actor, organisation_id, KEEP)
    row = Photo(
        organisation=organisation,
        file=files.store(actor, upload.name, upload.content, allow=IMAGES),
        caption=line(caption, "caption", 100, needed=_("请写明照片拍的是什么。")),
        taken_on=door.began(actor, taken_on, "taken_on"),
        created_at=actor.at,
    )
    door.kept(row, code="photo_known", reason=_("这张照片已经上传过。"), field="file")
    audit.record(actor, organisation, "add_photo", data={"caption": row.caption, "sha256": row.file.sha256})
    return row


@transaction.atomic
def remove_photo(actor: Actor, organisation_id: UUID, photo_id: UUID, *, why: str) -> Photo:
    """Take a photograph off the page and return it; the file stays for the history."""
    organisation = door.open_to(actor, organisation_id, KEEP)
    row = door.part(Photo.objects.filter(organisation=organisation, removed_at=None), photo_id)
    _reason(why)
    row.removed_at = actor.at
    row.save(update_fields=["removed_at"])
    audit.record(actor, organisation, "remove_photo", why=why.strip(), data={"caption": row.caption})
    return row


@transaction.atomic
def register_seal(
    actor: Actor,
    organisation_id: UUID,
    upload: Upload,
    *,
    custodian_name: str,
    custodian_id: UUID | None = None,
    valid_from: date | None = None,
) -> Seal:
    """Enter the seal of an organisation by its impression and return it (人民调解法第29条: an agreement bears the seal).

    A seal that is in use must be ended first. One that was imported without its image gets it here, and stays as it was
    imported. Raises NotNow while another is in use, Malformed for a wrong image or day.
    """
    organisation = door.open_to(actor, organisation_id, KEEP)
    stored = files.store(actor, upload.name, upload.content, allow=IMAGES)
    if (known := _without_image(organisation, stored.sha256)) is not None:
        known.image, known.sha256 = stored, stored.sha256
        known.save(update_fields=["image", "sha256"])
        audit.record(actor, organisation, "register_seal", data={"sha256": known.sha256, "part": known.pk})
        return known
    if Seal.objects.filter(organisation=organisation, valid_to=None).exists():
        raise NotNow("seal_in_use", _("已有在用的印章。"), next_step=_("请先登记旧印章的停用日期。"))
    since = door.began(actor, valid_from, "valid_from")
    if Seal.objects.filter(organisation=organisation, valid_to__gte=since).exists():
        raise Malformed("seal_overlap", _("启用日期应晚于上一枚印章的停用日期。"), field="valid_from")
    row = Seal(
        organisation=organisation,
        image=stored,
        sha256=stored.sha256,
        custodian_id=custodian_id,
        custodian_name=line(custodian_name, "custodian_name", 60, needed=_("请填写保管人。")),
        valid_from=since,
        created_at=actor.at,
    )
    row.save(force_insert=True)
    audit.record(
        actor,
        organisation,
        "register_seal",
        data={"sha256": row.sha256, "custodian": row.custodian_name, "from": since},
    )
    return row


@transaction.atomic
def end_seal(actor: Actor, organisation_id: UUID, seal_id: UUID, *, on: date | None = None, why: str) -> Seal:
    """End the validity of a seal with a local date as its last day, and return it."""
    organisation = door.open_to(actor, organisation_id, KEEP)
    row = door.part(Seal.objects.filter(organisation=organisation), seal_id)
    _reason(why)
    row.ended_why = line(why, "why", 200)
    row.save(update_fields=["ended_why"])
    day = door.ended(actor, row, on, since="valid_from", until="valid_to")
    audit.record(
        actor, organisation, "end_seal", why=row.ended_why, data={"sha256": row.sha256, "on": day, "part": row.pk}
    )
    return row


def _without_image(organisation: Organisation, sha256: str) -> Seal | None:
    """Return the seal of which this is the impression: by its hash, else the one in use of which no hash is known."""
    bare = Seal.objects.select_for_update().filter(organisation=organisation, image=None)
    return bare.filter(sha256=sha256).first() or bare.filter(sha256="", valid_to=None).first()


def _reason(why: str) -> None:
    if not why.strip():
        raise Malformed("reason_missing", _("请写明原因。"), field="why")
