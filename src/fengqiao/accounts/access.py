"""Who acts in a request, and the doors to accounts and what belongs to them."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from fengqiao.accounts.models import Assignment, Session, Token, User
from fengqiao.accounts.origin import device_of
from fengqiao.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from fengqiao.core.actor import Actor
from fengqiao.core.errors import NotFound

PLACE = "place"
"""Session key: the assignment at whose place (organisation and region) the person chose to work."""

NOBODY = UUID(int=0)

Place = tuple[UUID | None, str]


def current_assignments(user: User, at: datetime) -> list[Assignment]:
    """Return the posts that a user holds at a moment, the oldest first; none when the account is stopped."""
    if not user.is_active:
        return []
    return list(user.assignments.on(timezone.localdate(at)).order_by("starts_on", "id"))


def place_of(post: Assignment) -> Place:
    """Return where a post is held: permissions of one place are never used at another."""
    return post.organisation_id, post.region_scope


def actor_at(user: User, at: datetime, place: Place, posts: list[Assignment], device: str = "") -> Actor:
    """Return the user as actor at one place, with the permissions of all posts held there."""
    here = [ROLE_PERMISSIONS[Role(post.role)] for post in posts if place_of(post) == place]
    return Actor(
        user_id=user.pk,
        name=user.name,
        at=at,
        permissions=frozenset(permission.value for permissions in here for permission in permissions),
        organisation_id=place[0],
        region_scope=place[1],
        person_id=user.person_id,
        device=device,
    )


def _of_session(user: User, at: datetime, chosen: str, device: str) -> Actor:
    posts = current_assignments(user, at)
    post = next((post for post in posts if str(post.pk) == chosen), posts[0] if posts else None)
    return actor_at(user, at, place_of(post) if post else (None, ""), posts, device)


def actor_of_token(token: Token, at: datetime) -> Actor:
    """Return the owner as actor at the token's place, narrowed to its scopes."""
    actor = actor_at(
        token.user,
        at,
        (token.organisation_id, token.region_scope),
        current_assignments(token.user, at),
        device=_("接口令牌 %(prefix)s") % {"prefix": token.prefix},
    )
    return replace(actor, permissions=actor.permissions & frozenset(token.scopes))


def actor_for(request: HttpRequest) -> Actor:
    """Return who acts in this request; nobody, without any permission, when nobody signed in.

    Permissions are the union over the current assignments at the place chosen in the session (the oldest assignment's
    when none was chosen). The moment is read here, once a request.
    """
    at = timezone.now()
    if not request.user.is_authenticated:
        return Actor(user_id=None, name="", at=at, device=device_of(request))
    return _of_session(request.user, at, request.session.get(PLACE, ""), device_of(request))


def actor_of(user: User, at: datetime) -> Actor:
    """Return a user as actor at his oldest current post, for commands and jobs that act in his name."""
    return _of_session(user, at, "", "")


def _gone() -> NotFound:
    return NotFound("account_not_found", _("没有找到这个账号或记录。"), next_step=_("请返回列表重新选择。"))


def visible_to(actor: Actor) -> QuerySet[User]:
    """Return the accounts that an actor may see: all of the jurisdiction for who manages them, else only his own."""
    accounts = User.objects.all()
    return accounts if actor.may(Permission.MANAGE_ACCOUNTS) else accounts.filter(pk=actor.user_id or NOBODY)


def get_for(actor: Actor, user_id: UUID, permission: Permission, *, lock: bool = False) -> User:
    """Return an account; raises Forbidden without the permission, NotFound when there is none in sight."""
    actor.require(permission)
    accounts = visible_to(actor)
    try:
        return (accounts.select_for_update() if lock else accounts).get(pk=user_id)
    except User.DoesNotExist:
        raise _gone() from None


def own(actor: Actor, *, lock: bool = False) -> User:
    """Return the actor's own account; raises NotFound for nobody."""
    accounts = User.objects.select_for_update() if lock else User.objects.all()
    try:
        return accounts.get(pk=actor.user_id or NOBODY)
    except User.DoesNotExist:
        raise _gone() from None


def of_session(user_id: Any) -> User | None:
    """Return the account whose id a session names, None when it was stopped."""
    return User.objects.filter(pk=user_id, is_active=True).first()


def may_try_code(user_id: UUID, at: datetime) -> bool:
    """Whether an account may try a one-time code: it is neither stopped nor locked."""
    unlocked = Q(locked_until=None) | Q(locked_until__lte=at)
    return User.objects.filter(unlocked, pk=user_id, is_active=True).exists()


def second_factors(user: User) -> list[Authenticator]:
    """Return what can tell a one-time code of an account: a device, recovery codes; nothing when none is asked for."""
    return list(Authenticator.objects.filter(user=user).order_by("-type"))


def by_key(key: str, at: datetime) -> Token | None:
    """Return the token of a program's key, with its owner; None when it is unknown, revoked, run out, or its owner stopped.

    The key is looked up by its digest, so that no comparison of secrets takes a time that tells something.
    """
    digest = sha256(key.encode()).hexdigest()
    tokens = Token.objects.select_related("user").filter(revoked_at=None, expires_at__gt=at, user__is_active=True)
    return tokens.filter(digest=digest).first()


def own_token(actor: Actor, token_id: UUID, *, lock: bool = False) -> Token:
    """Return one of the actor's own tokens; raises NotFound."""
    tokens = Token.objects.filter(user_id=actor.user_id or NOBODY)
    try:
        return (tokens.select_for_update() if lock else tokens).get(pk=token_id)
    except Token.DoesNotExist:
        raise _gone() from None


def own_sessions(actor: Actor) -> QuerySet[Session]:
    """Return the browsers in which the actor is signed in."""
    return Session.objects.filter(user_id=actor.user_id or NOBODY, expire_date__gt=actor.at).order_by("-started_at")
