"""Where an organisation works and by what it is known: rooms, signs, photographs, seals (人民调解法第12条、第29条)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengqiao.core.models import Record, StoredFile
from fengqiao.organisations.models.register import Organisation


class RoomKind(models.TextChoices):
    """What a room is for."""

    OFFICE = "office", _("办公室")
    MEDIATION = "mediation", _("调解室")
    RECEPTION = "reception", _("接待室（大厅）")
    VIDEO = "video", _("视频调解室")
    OTHER = "other", _("其他")


class Room(Record):
    """A room of the organisation's venue, used from ``since`` to ``until`` (the first day without it)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rooms")
    kind = models.CharField(max_length=10, choices=RoomKind)
    name = models.CharField(max_length=60)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    area = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=Q(until__isnull=True), name="room_name_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="room_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sign(models.TextChoices):
    """What is owed to the eye of somebody who comes (全国人民调解工作规范: 标识)."""

    PLAQUE = "plaque", _("名称标牌")
    LOGO = "logo", _("人民调解标识")
    RULES = "rules", _("上墙制度")
    MEMBERS = "members", _("人员公示")
    FREE = "free", _("不收费公示")


class SignState(models.TextChoices):
    """How a sign was found."""

    PROPER = "proper", _("规范")
    IRREGULAR = "irregular", _("不规范")
    MISSING = "missing", _("没有")


class SignageCheck(Record):
    """How one of the signs was found on a local date; the latest of each sign is what holds."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="signage")
    sign = models.CharField(max_length=10, choices=Sign)
    state = models.CharField(max_length=10, choices=SignState)
    checked_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "sign", "-checked_on", "-id"], name="signage_latest")]

    def __str__(self) -> str:
        return f"{self.get_sign_display()} {self.get_state_display()}"


class Photo(Record):
    """A photograph of a room or a sign, as evidence of the venue (人民调解法第12条)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=100)
    taken_on = models.DateField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "file"], condition=Q(removed_at__isnull=True), name="photo_once"
            )
        ]

    def __str__(self) -> str:
        return self.caption


class Seal(Record):
    """The seal of an organisation: its impression by image and hash, who keeps it, from when to when it is valid.

    ``valid_to`` is the last day; None while it is in use. An organisation has one seal in use. ``image`` None: imported, for
    files of registers hold no images; then ``sha256`` is the hash as the file has it, "" when it has none.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seals")
    image = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    custodian_id = models.UUIDField(null=True, blank=True)
    custodian_name = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(valid_to__isnull=True), name="seal_in_use_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="seal_dates_in_order"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-valid_from"], name="seal_by_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.valid_from}"
