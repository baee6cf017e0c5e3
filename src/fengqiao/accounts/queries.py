"""What others may read about accounts: lists, posts, keys, sign-ins, and the history of every record."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from fengqiao.accounts.access import NOBODY, visible_to
from fengqiao.accounts.models import Assignment, SignIn, SignInResult, Token, User
from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, events
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed
from fengqiao.core.models import AuditEvent
from fengqiao.core.paging import Page, keyset

_MOST_PEOPLE = 50


def by_username(username: str) -> User | None:
    """Return the account of this name whatever the reader may see, for the installer; None when there is none."""
    return User.objects.filter(username=username).first()


def exist() -> bool:
    """Whether the jurisdiction has any account."""
    return User.objects.exists()


def accounts(actor: Actor, *, q: str = "", cursor: str = "") -> Page[User]:
    """Return a page of accounts by user name.

    q: the beginning of a user name or of a name. Raises Forbidden, Malformed for a foreign cursor.
    """
    actor.require(Permission.MANAGE_ACCOUNTS)
    found = visible_to(actor)
    if q := q.strip():
        found = found.filter(Q(username__startswith=q.lower()) | Q(name__startswith=q))
    return keyset(found, "username", cursor)


def current_posts(users: Iterable[User], at: datetime) -> Mapping[UUID, list[Assignment]]:
    """Return the posts that accounts hold at a moment, the oldest first, by account."""
    posts: defaultdict[UUID, list[Assignment]] = defaultdict(list)
    found = Assignment.objects.on(timezone.localdate(at)).filter(user__in=[user.pk for user in users])
    for post in found.order_by("starts_on", "id"):
        posts[post.user_id].append(post)
    return posts


def posts_of(user: User) -> QuerySet[Assignment]:
    """Return all posts that an account ever held, the newest first."""
    return user.assignments.order_by("-starts_on", "-id")


def tokens_of(actor: Actor) -> QuerySet[Token]:
    """Return the actor's own tokens, the newest first."""
    return Token.objects.filter(user_id=actor.user_id or NOBODY).order_by("-created_at")


def has_second_factor(user_id: UUID) -> bool:
    """Whether an account asks for one-time codes."""
    return Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).exists()


def sign_ins_of(user_id: UUID, most: int = 10) -> list[SignIn]:
    """Return the last attempts to come into an account, the newest first."""
    return list(SignIn.objects.filter(user_id=user_id).order_by("-at", "-id")[:most])


def sign_ins(actor: Actor, *, who: str = "", failed: bool = False, cursor: str = "") -> Page[SignIn]:
    """Return a page of the sign-in log, the newest first.

    who: the beginning of a user name or of a name. failed: only those that were refused. Raises Forbidden, Malformed.
    """
    actor.require(Permission.VIEW_AUDIT)
    found = SignIn.objects.select_related("user")
    if failed:
        found = found.exclude(result=SignInResult.SUCCESS)
    if who.strip():
        found = found.filter(user_id__in=_people(who))
    return keyset(found, "-at,-id", cursor)


def _people(who: str) -> list[UUID]:
    who = who.strip()
    found = User.objects.filter(Q(username__startswith=who.lower()) | Q(name__startswith=who))
    return list(found.values_list("pk", flat=True)[:_MOST_PEOPLE])


@dataclass(frozen=True)
class AuditFilter:
    """What part of the history to show. subject: a record's id; since, until: moments."""

    who: str = ""
    verb: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


def history(actor: Actor, wanted: AuditFilter, cursor: str = "") -> Page[AuditEvent]:
    """Return a page of everything that was done in the jurisdiction, the newest first. Raises Forbidden, Malformed."""
    actor.require(Permission.VIEW_AUDIT)
    found = AuditEvent.objects.all()
    if wanted.who.strip():
        found = found.filter(actor_id__in=_people(wanted.who))
    if wanted.verb:
        found = found.filter(verb=wanted.verb)
    if wanted.subject:
        found = found.filter(subject_id=subject_id(wanted.subject))
    if wanted.since:
        found = found.filter(at__gte=wanted.since)
    if wanted.until:
        found = found.filter(at__lt=wanted.until)
    return keyset(found, "-at,-id", cursor)


def subject_id(text: str) -> UUID:
    """Return the id of a record as typed or pasted. Raises Malformed."""
    found = re.search(r"[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}", text)
    if not found:
        raise Malformed(
            "subject_invalid",
            _("记录编号不正确。"),
            field="subject",
            next_step=_("请从记录页面的地址中复制编号。"),
        )
    return UUID(found[0])


@dataclass(frozen=True)
class Chain:
    """The history of one record, oldest first, and the first link that does not fit, if any."""

    events: list[AuditEvent]
    broken: AuditEvent | None


def chain(actor: Actor, subject: UUID) -> Chain:
    """Return the checked history of one record. Raises Forbidden."""
    actor.require(Permission.VIEW_AUDIT)
    return Chain(list(audit.history(subject)), audit.broken_link(subject))


def organisation_names(ids: Iterable[UUID | None]) -> Mapping[UUID | None, str]:
    """Return the names of organisations, asked of the package above that knows them (question "organisation_names")."""
    wanted = frozenset(one for one in ids if one)
    answers = events.collect("organisation_names", ids=wanted) if wanted else []
    return {one: name for answer in answers for one, name in answer.items()}
