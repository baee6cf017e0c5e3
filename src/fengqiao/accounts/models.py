"""Accounts, the posts in which they work, and the traces of their coming in."""

from datetime import date
from hashlib import sha256

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengqiao.accounts.permissions import ROLE_NAMES, Role
from fengqiao.core.fields import EncryptedText
from fengqiao.core.ids import uuid7
from fengqiao.core.models import Record

USERNAME = r"^[a-z0-9][a-z0-9._-]{2,39}$"
SCOPE = r"^\d{2,15}$"


class UserManager(BaseUserManager["User"]):
    """Django asks the manager for an account by its name; accounts are made by `actions.create_user` only."""


class User(Record, AbstractBaseUser):
    """Somebody who can sign in. What they may do follows from their current assignments alone."""

    username = models.CharField(
        _("账号"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(USERNAME, _("账号由3至40个小写字母、数字、点、横线组成，以字母或数字开头。"))],
    )
    name = models.CharField(_("姓名"), max_length=60)
    phone = EncryptedText()
    is_active = models.BooleanField(_("可登录"), default=True)
    person_id = models.UUIDField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    must_change_password = models.BooleanField(default=False)
    notices_read_at = models.DateTimeField(null=True, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(username__regex=USERNAME), name="user_username_form"),
            models.UniqueConstraint(fields=["person_id"], name="user_person_once"),
        ]
        indexes = [models.Index(fields=["name"], name="user_by_name", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def on(self, day: date) -> "AssignmentQuerySet":
        """Those in force on a day: the last day counts, one that was ended early does not."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day, ended_at=None)


class Assignment(Record):
    """A post: a role, for an organisation, within a region, from a day to a day (both included) unless ended early."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(_("岗位"), max_length=20)
    organisation_id = models.UUIDField(_("单位"), null=True, blank=True)
    region_scope = models.CharField(
        _("管辖范围"),
        max_length=15,
        blank=True,
        validators=[RegexValidator(SCOPE, _("管辖范围是区划代码的前几位数字。"))],
    )
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="assignment_role_known"),
            models.CheckConstraint(
                condition=Q(region_scope="") | Q(region_scope__regex=SCOPE), name="assignment_scope_form"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="assignment_days_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "starts_on"], name="assignment_by_user"),
            models.Index(fields=["organisation_id", "role"], name="assignment_by_organisation"),
        ]

    def __str__(self) -> str:
        return self.role_name

    def in_force(self, day: date) -> bool:
        """Whether the post is held on a day."""
        return self.ended_at is None and self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)

    @property
    def role_name(self) -> str:
        """The role as people call it."""
        return gettext(ROLE_NAMES[Role(self.role)])


class SignInResult(models.TextChoices):
    """How an attempt to come in ended."""

    SUCCESS = "success", _("登录成功")
    REFUSED = "refused", _("账号或密码不正确")
    CODE_REFUSED = "code_refused", _("动态验证码不正确")
    LOCKED = "locked", _("账号锁定期间尝试")
    INACTIVE = "inactive", _("账号已停用")


class SignIn(models.Model):
    """One attempt to come in. An unknown name leaves only its keyed hash; of an address only its network is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="sign_ins")
    username_hash = models.CharField(max_length=64)
    network = models.CharField(max_length=45, blank=True)
    device = models.CharField(max_length=120, blank=True)
    result = models.CharField(max_length=12, choices=SignInResult.choices)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(result__in=SignInResult.values), name="sign_in_result_known")]
        indexes = [
            models.Index(fields=["-at", "-id"], name="sign_in_by_time"),
            models.Index(fields=["user", "-at", "-id"], name="sign_in_by_user"),
            models.Index(
                fields=["-at", "-id"], name="sign_in_failed_by_time", condition=~Q(result=SignInResult.SUCCESS.value)
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_result_display())


class Token(Record):
    """A program's key to the API: acts for its owner, at one of the owner's posts, with at most the named permissions.

    Only the SHA-256 of the key is kept; ``prefix`` is what people recognise it by.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(_("用途"), max_length=60)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=40))
    organisation_id = models.UUIDField(null=True)
    region_scope = models.CharField(max_length=15, blank=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="token_by_user")]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """A browser that came in, listed for its owner, who can end it. Written by `sessions.SessionStore`."""

    session_key = models.CharField(max_length=40, primary_key=True)
    session_data = models.TextField()
    expire_date = models.DateTimeField(db_index=True)
    user_id = models.UUIDField(null=True, db_index=True)
    started_at = models.DateTimeField(null=True)
    network = models.CharField(max_length=45, blank=True)
    device = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What names the session in a page without giving its key away."""
        return sha256(self.session_key.encode()).hexdigest()[:16]
