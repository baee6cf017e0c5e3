"""People who work in mediation and the posts that they hold."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengqiao.core import masking
from fengqiao.core.fields import EncryptedText
from fengqiao.core.models import Record
from fengqiao.organisations.models import Organisation


class Sex(models.TextChoices):
    """As on the identity card."""

    MALE = "male", _("男")
    FEMALE = "female", _("女")


class Post(models.TextChoices):
    """What a person is at an organisation."""

    DIRECTOR = "director", _("主任")
    DEPUTY_DIRECTOR = "deputy_director", _("副主任")
    MEMBER = "member", _("委员")
    CHIEF_MEDIATOR = "chief_mediator", _("首席调解员")
    MEDIATOR = "mediator", _("调解员")
    HEAD = "head", _("负责人")
    JUDGE = "judge", _("法官")
    OFFICER = "officer", _("工作人员")
    CLERK = "clerk", _("窗口人员")
    INFORMANT = "informant", _("网格员、信息员")


MEDIATING_POSTS = (Post.DIRECTOR, Post.DEPUTY_DIRECTOR, Post.MEMBER, Post.CHIEF_MEDIATOR, Post.MEDIATOR)
"""Posts whose holders mediate (人民调解法第13条：委员和聘任的调解员)."""


class Origin(models.TextChoices):
    """How a mediator came to the post (人民调解法第9条、第13条)."""

    ELECTED = "elected", _("推选")
    APPOINTED = "appointed", _("聘任")


class Person(Record):
    """A person of the register. Identity number and phone are encrypted, beside keyed hashes by which they are found."""

    name = models.CharField(max_length=60)
    pinyin = models.CharField(max_length=160, blank=True)
    sex = models.CharField(max_length=6, choices=Sex, blank=True)
    birth_on = models.DateField(null=True, blank=True)
    id_number = EncryptedText()
    id_number_hash = models.CharField(max_length=64, blank=True)
    phone = EncryptedText()
    phone_hash = models.CharField(max_length=64, blank=True, db_index=True)
    phone_tail = models.CharField(max_length=4, blank=True)
    specialities: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=40), default=list, blank=True
    )
    interests = models.TextField(blank=True)
    tokens = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("tokens", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id_number_hash"], condition=~Q(id_number_hash=""), name="person_once"),
        ]
        indexes = [
            models.Index(fields=["pinyin", "id"], name="person_by_pinyin"),
            GinIndex(fields=["search"], name="person_search"),
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

    ``term_ends_on`` is the end of the term given at the start; ``certificate`` the number of the certificate held.
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
    certificate = models.CharField(max_length=40, blank=True)

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
                condition=~Q(post__in=MEDIATING_POSTS) | ~Q(origin=""), name="appointment_mediator_has_origin"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "post"], name="appointment_by_organisation"),
            models.Index(fields=["certificate"], condition=~Q(certificate=""), name="appointment_by_certificate"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_post_display()}"
