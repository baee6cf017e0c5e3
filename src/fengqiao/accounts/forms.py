"""The forms of signing in and of one's own account. Shapes only; what is allowed is decided by the actions."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fengqiao.accounts import access, actions, rules
from fengqiao.accounts.adapters import CODE_REFUSED
from fengqiao.accounts.models import User
from fengqiao.accounts.origin import device_of, network_of
from fengqiao.ui.forms import ChoiceChecks

PASSWORD_HINT = _("至少10位，不要用姓名、生日、常见词或全数字。")


def _name(field: forms.Field, label: Any, help_text: Any = "") -> None:
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["login"], _("账号"))
        _name(self.fields["password"], _("密码"))
        self.fields["login"].widget.attrs |= {"autofocus": True, "autocapitalize": "none", "spellcheck": "false"}


class PasswordAgainForm(ReauthenticateForm):
    """One's password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["password"], _("密码"))


class _Counted:
    """Counts a wrong one-time code like a wrong password, and takes none while the account is locked."""

    user: User
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(
            self.fields["code"], _("验证码"), _("打开手机上的验证器应用，输入6位数字；手机不在身边，可输入一个备用码。")
        )
        self.fields["code"].widget.attrs |= {"autofocus": True, "inputmode": "numeric", "class": "chars-10"}

    def clean_code(self) -> str:
        """Return the code. Raises ValidationError for a wrong one, and for any while the account is locked."""
        at = timezone.now()
        if not access.may_try_code(self.user.pk, at):
            raise ValidationError(CODE_REFUSED)
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # of the allauth form beside this mixin
        except ValidationError:
            request = context.request
            actions.refuse_code(self.user, at=at, network=network_of(request), device=device_of(request))
            raise
        return code


class CodeForm(_Counted, AuthenticateForm):
    """The second step of signing in."""


class CodeOnceMoreForm(_Counted, CodeAgainForm):
    """A one-time code once more, before something that matters."""


class ActivateForm(ActivateTOTPForm):
    """The first code of a new device proves that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["code"], _("验证码"), _("应用里显示的6位数字。"))
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "chars-10"}


class PasswordForm(forms.Form):
    """Changing one's password."""

    old = forms.CharField(
        label=_("现在的密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "chars-20"}),
    )
    password = forms.CharField(
        label=_("新密码"),
        strip=False,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "chars-20"}),
    )
    again = forms.CharField(
        label=_("再输一次新密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "chars-20"}),
    )

    def clean(self) -> dict[str, Any]:
        """Require the same new password twice."""
        data = self.cleaned_data
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("两次输入的新密码不一样。"))
        return data


class TokenForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(label=_("用途"), max_length=60, help_text=_("写明给哪个系统用，例如：与法院系统对接。"))
    days = forms.IntegerField(
        label=_("有效期（天）"),
        initial=rules.TOKEN_DAYS,
        min_value=1,
        max_value=rules.TOKEN_DAYS_LONGEST,
        widget=forms.NumberInput(attrs={"class": "chars-4"}),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"] = forms.MultipleChoiceField(label=_("可用的权限"), choices=choices, widget=ChoiceChecks)
