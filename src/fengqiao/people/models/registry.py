"""People who work in mediation, the posts that they hold, and what bears on their holding them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengqiao.core import masking
from fengqiao.core.fields import EncryptedText
from fengqiao.core.models import Record, StoredFile
from fengqiao.organisations.models import Organisation
from fengqiao.people.models.choices import (
    MEDIATING_POSTS,
    Education,
    Ended,
    Origin,
    Politics,
    Post,
    Sex,
    TieKind,
    Verified,
)


class Person(Record):
    """A person of the register. Identity number and phone are encrypted, beside keyed hashes by which they are found.

    ``employer``: where the person works besides. ``hours``: half days at which the person can be had, "1a" (Monday morning) to
    "7p". ``away_from`` to ``away_until``: not to be had at all. ``verified_on``: the day the identity was checked.
    """

    name = models.CharField(max_length=60)
    pinyin = models.CharField(max_length=160, blank=True)
    sex = models.CharField(max_length=6, choices=Sex, blank=True)
    birth_on = models.DateField(null=True, blank=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    education = models.CharField(max_length=10, choices=Education, blank=True)
    politics = models.CharField(max_length=10, choices=Politics, blank=True)
    employer = models.CharField(max_length=120, blank=True)
    id_number = EncryptedText()
    id_number_hash = models.CharField(max_length=64, blank=True)
    phone = EncryptedText()
    phone_hash = models.CharField(max_length=64, blank=True, db_index=True)
    phone_tail = models.CharField(max_length=4, blank=True)
    specialities: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=40), default=list, blank=True
    )
    languages: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=20), default=list, blank=True
    )
    hours: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    interests = models.TextField(blank=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verified_on = models.DateField(null=True, blank=True)
    verified_how = models.CharField(max_length=10, choices=Verified, blank=True)
    tokens = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("tokens", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id_number_hash"], condition=~Q(id_number_hash=""), name="person_once"),
            models.CheckConstraint(
                condition=Q(away_until__isnull=True) | Q(away_from__isnull=False, away_until__gte=F("away_from")),
                name="person_away_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["pinyin", "id"], name="person_by_pinyin"),
            GinIndex(fields=["search"], name="person_search"),
            GinIndex(fields=["specialities"], name="person_specialities"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_phone(self) -> str:
        """The phone as it may be shown without a reason."""
        return masking.mask_phone(self.phone)

    @property
    def masked_id_number(self) -> str:
        """The identity number as it may be shown without a reason."""
        return masking.mask_id(self.id_number)


class Appointment(Record):
    """A post that a person holds at an organisation, from ``starts_on`` to ``ends_on`` (both included; None: open).

    ``term_ends_on`` is the end of the term given at the start. ``body``: who elected or appointed, by name; that body alone
    removes or dismisses. ``certificate`` is the number of the certificate held, with who gave it and how long it is good.
    ``ended_by``: who ended it, ``renews`` the term before this one.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="appointments")
    post = models.CharField(max_length=20, choices=Post)
    origin = models.CharField(max_length=10, choices=Origin, blank=True)
    is_full_time = models.BooleanField(default=False)
    is_purchased = models.BooleanField(default=False)
    starts_on = models.DateField()
    term_ends_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    body = models.CharField(max_length=120, blank=True)
    certificate = models.CharField(max_length=40, blank=True)
    certificate_issuer = models.CharField(max_length=120, blank=True)
    certificate_from = models.DateField(null=True, blank=True)
    certificate_until = models.DateField(null=True, blank=True)
    ended_how = models.CharField(max_length=10, choices=Ended, blank=True)
    ended_by = models.CharField(max_length=120, blank=True)
    ended_why = models.CharField(max_length=1000, blank=True)
    renews = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "post"],
                condition=Q(ends_on__isnull=True),
                name="appointment_open_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="appointment_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(term_ends_on__isnull=True) | Q(term_ends_on__gte=F("starts_on")),
                name="appointment_term_in_order",
            ),
            models.CheckConstraint(
                condition=Q(certificate_until__isnull=True)
                | Q(certificate_from__isnull=True)
                | Q(certificate_until__gte=F("certificate_from")),
                name="appointment_certificate_in_order",
            ),
            models.CheckConstraint(
                condition=Q(ended_how="") | Q(ends_on__isnull=False), name="appointment_ended_when_said_how"
            ),
            models.CheckConstraint(
                condition=~Q(post__in=MEDIATING_POSTS) | ~Q(origin=""), name="appointment_mediator_has_origin"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "post"], name="appointment_by_organisation"),
            models.Index(fields=["certificate"], condition=~Q(certificate=""), name="appointment_by_certificate"),
            models.Index(
                fields=["term_ends_on", "id"],
                condition=Q(ends_on__isnull=True, term_ends_on__isnull=False),
                name="appointment_term",
            ),
            models.Index(
                fields=["certificate_until", "id"],
                condition=Q(ends_on__isnull=True, certificate_until__isnull=False),
                name="appointment_certificate_end",
            ),
            models.Index(
                fields=["post", "organisation"], condition=Q(ends_on__isnull=True), name="appointment_open_post"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_post_display()}"


class Tie(Record):
    """Somebody, or an organisation, for whose sake the person should step aside: declared, or entered by who keeps the register.

    Hashes are those under which parties are found (their identity number, their phone), so that a match needs no clear text.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ties")
    kind = models.CharField(max_length=10, choices=TieKind)
    name = models.CharField(max_length=120)
    id_hash = models.CharField(max_length=64, blank=True)
    phone_hash = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "kind"], name="tie_by_person")]

    def __str__(self) -> str:
        return self.name


class Suspension(Record):
    """A time in which a person may not be given a matter; open while ``ends_on``, the first day after it, is empty."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="suspensions")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=1000)
    lifted_why = models.CharField(max_length=1000, blank=True)
    complaint = models.ForeignKey("people.Complaint", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ends_on__isnull=True), name="suspension_open_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="suspension_in_order"
            ),
        ]
        indexes = [models.Index(fields=["person", "starts_on"], name="suspension_by_person")]

    def __str__(self) -> str:
        return self.why


class Review(Record):
    """An admission 准入审核 before a post is given, or an exit 退出审核 after a failed assessment, decided by a second person.

    ``proposed``: of an admission, the post as it would be given (plain values); ``appointment``: of an exit, the post that is
    to end, of an admission the one that came of it. ``checks``: what was found when it was decided, with its source.
    """

    class Kind(models.TextChoices):
        """Which way it goes."""

        ADMISSION = "admission", _("准入审核")
        EXIT = "exit", _("退出审核")

    class State(models.TextChoices):
        """Where it stands."""

        SUBMITTED = "submitted", _("待审核")
        APPROVED = "approved", _("审核通过")
        REFUSED = "refused", _("审核不通过")
        WITHDRAWN = "withdrawn", _("已撤回")

    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    proposed: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    reason = models.CharField(max_length=2000)
    submitted_by_id = models.UUIDField(null=True)
    submitted_by_name = models.CharField(max_length=60)
    checks: "models.JSONField[list[Any], list[Any]]" = models.JSONField(default=list)
    opinion = models.CharField(max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "kind"], condition=Q(state="submitted"), name="review_open_once"
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at", "id"], name="review_by_state")]

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()}"
