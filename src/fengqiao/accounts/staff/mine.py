"""Everybody's own account: post, password, one-time codes, tokens, sign-ins."""

from typing import Any
from uuid import UUID

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts import access, actions, queries
from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.forms import PasswordForm, TokenForm
from fengqiao.accounts.origin import device_of, network_of
from fengqiao.accounts.permissions import PERMISSION_NAMES, Permission
from fengqiao.accounts.staff.posts import lines
from fengqiao.core.errors import DomainError, Malformed
from fengqiao.ui import pages


@require_GET
@staff()
def home(request: StaffRequest) -> HttpResponse:
    """My account."""
    return _home(request, _token_form(request))


def _token_form(request: StaffRequest, data: Any = None) -> TokenForm:
    held = [permission for permission in Permission if request.actor.may(permission)]
    return TokenForm(data, choices=[(one.value, _(PERMISSION_NAMES[one])) for one in held])


def _home(request: StaffRequest, form: TokenForm, **more: Any) -> HttpResponse:
    posts = access.current_assignments(request.user, request.actor.at)
    here = (request.actor.organisation_id, request.actor.region_scope)
    context = {
        "posts": lines(posts, lambda post: access.place_of(post) == here),
        "several_places": len({access.place_of(post) for post in posts}) > 1,
        "second_factor": queries.has_second_factor(request.user.pk),
        "tokens": list(queries.tokens_of(request.actor)),
        "sessions": list(access.own_sessions(request.actor)),
        "current_key": request.session.session_key,
        "sign_ins": queries.sign_ins_of(request.user.pk),
        "form": form,
        **more,
    }
    return pages.page(request, "accounts/mine.html", context, status=pages.status(form))


@require_POST
@staff()
def choose_place(request: StaffRequest) -> HttpResponse:
    """Work at the place of another of my posts from now on."""
    wanted = request.POST.get("post", "")
    posts = access.current_assignments(request.user, request.actor.at)
    if not any(str(post.pk) == wanted for post in posts):
        raise Malformed("post_unknown", _("没有这个岗位。"), field="post", next_step=_("请从列表中选择。"))
    request.session[access.PLACE] = wanted
    return pages.go(request, reverse("accounts:mine"), notice=_("已切换岗位。"))


@require_http_methods(["GET", "POST"])
@staff(with_old_password=True)
def password(request: StaffRequest) -> HttpResponse:
    """Change my password."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _check_old(request, form.cleaned_data["old"])
            key = request.session.session_key or ""
            user = actions.change_password(request.actor, form.cleaned_data["password"], session_key=key)
        except DomainError as error:
            pages.refuse(form, error)
        else:
            update_session_auth_hash(request, user)
            return pages.go(request, reverse("accounts:mine"), notice=_("密码已修改，其他登录都已失效。"))
    context = {"form": form, "must": request.user.must_change_password}
    return pages.page(request, "accounts/password.html", context, status=pages.status(form))


def _check_old(request: StaffRequest, old: str) -> None:
    origin = {"network": network_of(request), "device": device_of(request)}
    if actions.check_password(request.user.username, old, at=request.actor.at, **origin) is None:
        raise Malformed(
            "password_wrong", _("现在的密码不正确。"), field="old", next_step=_("请重新输入；忘记了请找管理员重置。")
        )


@require_POST
@staff()
def issue_token(request: StaffRequest) -> HttpResponse:
    """A new key for a program, shown on this answer only."""
    form = _token_form(request, request.POST)
    if form.is_valid():
        try:
            token, key = actions.issue_token(request.actor, **form.cleaned_data)
        except DomainError as error:
            pages.refuse(form, error)
        else:
            return _home(request, _token_form(request), new_token=token, key=key)
    return _home(request, form)


@require_POST
@staff()
def revoke_token(request: StaffRequest, token_id: UUID) -> HttpResponse:
    """The end of a key."""
    actions.revoke_token(request.actor, token_id)
    return pages.go(request, reverse("accounts:mine"), notice=_("令牌已作废。"))


@require_POST
@staff()
def end_session(request: StaffRequest, number: str) -> HttpResponse:
    """Sign out of one browser."""
    actions.end_session(request.actor, number)
    return pages.go(request, reverse("accounts:mine"), notice=_("这个登录已结束。"))


@require_POST
@staff()
def end_other_sessions(request: StaffRequest) -> HttpResponse:
    """Sign out of all other browsers."""
    ended = actions.end_other_sessions(request.actor, request.session.session_key or "")
    return pages.go(request, reverse("accounts:mine"), notice=_("已结束%(count)d个其他登录。") % {"count": ended})
