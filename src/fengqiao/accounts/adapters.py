"""Where allauth's sign-in meets our accounts."""

import base64
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengqiao.accounts import actions
from fengqiao.accounts.access import actor_for
from fengqiao.accounts.models import User
from fengqiao.accounts.origin import address_of, device_of, network_of
from fengqiao.accounts.sessions import note_origin
from fengqiao.core import crypto

REFUSED = _("账号或密码不正确，或者账号暂时不能登录。连续输错5次，账号锁定15分钟。")
CODE_REFUSED = _("验证码不正确或已经用过。请等应用显示下一个验证码后再试；连续输错5次，账号锁定15分钟。")
TOO_MANY = _("尝试次数过多，请过一会儿再试。")

_VERBS = {
    "mfa/email/totp_activated": "activate_second_factor",
    "mfa/email/totp_deactivated": "deactivate_second_factor",
    "mfa/email/recovery_codes_generated": "make_recovery_codes",
}
"""What allauth would write a mail about; here it goes into the account's history."""


class AccountAdapter(DefaultAccountAdapter):
    """No public sign-up, no mail, no toasts; one message for every refused sign-in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": REFUSED,
        "incorrect_password": _("密码不正确。"),
        "incorrect_code": CODE_REFUSED,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the client's address; one word for all whose address is unknown, as behind a Unix socket."""
        return address_of(request) or "unknown"

    def is_ajax(self, request: HttpRequest) -> bool:
        """Programs use the API with a token; the pages answer as pages."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the page that follows shows what happened."""

    def send_notification_mail(self, template_prefix: str, user: AbstractBaseUser, *args: Any, **kwargs: Any) -> None:
        """Write into the account's history instead."""
        if verb := _VERBS.get(template_prefix):
            actions.note_second_factor(actor_for(self.request), verb)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Note the sign-in, then go on, or first to the change of a one-time password."""
        account = cast(User, user)
        actor = actor_for(request)
        note_origin(request, actor.at.isoformat())
        actions.signed_in(account, at=actor.at, network=network_of(request), device=device_of(request))
        response = super().post_login(request, user, **kwargs)
        return HttpResponseRedirect(reverse("accounts:password")) if account.must_change_password else response


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of one-time codes lie encrypted in the database."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": CODE_REFUSED}

    def encrypt(self, text: str) -> str:
        """Return the text under the installation's data key."""
        return base64.b64encode(crypto.encrypt(text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was encrypted."""
        return crypto.decrypt(base64.b64decode(encrypted_text))
