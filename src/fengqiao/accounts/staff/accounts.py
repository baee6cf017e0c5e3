"""The administrator's desk: who has an account, in which posts."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fengqiao.accounts import access, actions, queries, rules
from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.models import User
from fengqiao.accounts.permissions import Permission
from fengqiao.accounts.staff.forms import NewAccountForm, PostForm
from fengqiao.accounts.staff.posts import lines
from fengqiao.core.errors import DomainError
from fengqiao.ui import pages

MANAGE = Permission.MANAGE_ACCOUNTS


@require_GET
@staff(MANAGE)
def index(request: StaffRequest) -> HttpResponse:
    """The accounts of the jurisdiction."""
    page = queries.accounts(request.actor, q=request.GET.get("q", ""), cursor=request.GET.get("cursor", ""))
    posts = queries.current_posts(page.rows, request.actor.at)
    told = lines(post for held in posts.values() for post in held)
    rows = [
        {"user": user, "state": _state(request, user), "posts": [line for line in told if line.post.user_id == user.pk]}
        for user in page.rows
    ]
    context = {"page": page, "rows": rows}
    return pages.page(request, "accounts/list.html", context, fragment="accounts/_list.html")


def _state(request: StaffRequest, user: User) -> tuple[str, str]:
    if not user.is_active:
        return _("已停用"), "bad"
    if rules.locked(user.locked_until, request.actor.at):
        return _("连续失败锁定中"), "wait"
    return _("可登录"), "good"


@require_http_methods(["GET", "POST"])
@staff(MANAGE)
def new(request: StaffRequest) -> HttpResponse:
    """A new account."""
    given = request.POST if request.method == "POST" else None
    form = NewAccountForm(given, initial={"password": rules.one_time_password()})
    if given is not None and form.is_valid():
        try:
            user = actions.create_user(request.actor, **form.cleaned_data)
        except DomainError as error:
            pages.refuse(form, error)
        else:
            notice = _("账号已建立。请把密码当面或用信封交给本人，首次登录须修改。")
            return pages.go(request, reverse("accounts:record", args=[user.pk]), notice=notice)
    return pages.page(request, "accounts/new.html", {"form": form}, status=pages.status(form))


@require_GET
@staff(MANAGE)
def record(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """One account: its posts, what can be done to it, its last sign-ins."""
    user = access.get_for(request.actor, user_id, MANAGE)
    form = PostForm(initial={"starts_on": timezone.localdate(request.actor.at)})
    return _record(request, user, form)


def _record(request: StaffRequest, user: User, form: PostForm, **more: Any) -> HttpResponse:
    today = timezone.localdate(request.actor.at)
    context = {
        "account": user,
        "own": user.pk == request.actor.user_id,
        "state": _state(request, user),
        "locked": rules.locked(user.locked_until, request.actor.at),
        "posts": lines(queries.posts_of(user), lambda post: post.in_force(today)),
        "second_factor": queries.has_second_factor(user.pk),
        "sign_ins": queries.sign_ins_of(user.pk),
        "may_audit": request.actor.may(Permission.VIEW_AUDIT),
        "form": form,
        **more,
    }
    return pages.page(request, "accounts/record.html", context, status=pages.status(form))


@require_POST
@staff(MANAGE)
def assign(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """A new post for the account."""
    form = PostForm(request.POST)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            place = {"organisation_id": facts.pop("organisation"), "region_scope": facts.pop("region")}
            actions.assign(request.actor, user_id, **place, **facts)
        except DomainError as error:
            pages.refuse(form, error)
        else:
            return pages.go(request, reverse("accounts:record", args=[user_id]), notice=_("岗位已分配。"))
    return _record(request, access.get_for(request.actor, user_id, MANAGE), form)


@require_POST
@staff(MANAGE)
def end_assignment(request: StaffRequest, user_id: UUID, assignment_id: UUID) -> HttpResponse:
    """The end of a post."""
    actions.end_assignment(request.actor, assignment_id, why=_why(request))
    return pages.go(request, reverse("accounts:record", args=[user_id]), notice=_("岗位已结束。"))


def _why(request: HttpRequest) -> str:
    return request.POST.get("reason", "").strip()[:1000]


@require_POST
@staff(MANAGE)
def lock(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Stop the account."""
    actions.lock(request.actor, user_id, why=_why(request))
    return pages.go(request, reverse("accounts:record", args=[user_id]), notice=_("账号已停用，登录和令牌都已失效。"))


@require_POST
@staff(MANAGE)
def unlock(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Let the account in again."""
    actions.unlock(request.actor, user_id, why=_why(request))
    return pages.go(request, reverse("accounts:record", args=[user_id]), notice=_("账号已恢复。"))


@require_POST
@staff(MANAGE)
def reset_password(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """A one-time password, shown on this answer only."""
    password = actions.reset_password(request.actor, user_id, why=_why(request))
    user = access.get_for(request.actor, user_id, MANAGE)
    form = PostForm(initial={"starts_on": timezone.localdate(request.actor.at)})
    return _record(request, user, form, one_time_password=password)


@require_POST
@staff(MANAGE)
def remove_second_factor(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """Remove the one-time codes of a lost device."""
    actions.remove_second_factor(request.actor, user_id, why=_why(request))
    return pages.go(request, reverse("accounts:record", args=[user_id]), notice=_("动态验证码已解除。"))
