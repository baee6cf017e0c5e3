"""Signing in to a course on a phone, without an account and without a script."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fengqiao.core import limits
from fengqiao.core.actor import Actor
from fengqiao.core.crypto import keyed_hash
from fengqiao.core.errors import DomainError
from fengqiao.training import actions
from fengqiao.ui import pages


class SignInForm(forms.Form):
    """Today's code of the venue, and who one is."""

    code = forms.CharField(
        label=gettext_lazy("会场今天的签到码"), max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "class": "chars-10"}),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("您的姓名"), max_length=60, widget=forms.TextInput({"autocomplete": "name"})
    )
    phone_tail = forms.CharField(
        label=gettext_lazy("登记电话的后四位"), min_length=4, max_length=4,
        widget=forms.TextInput({"inputmode": "numeric", "class": "chars-6"}),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in by code, name and the last four digits of the phone. Many phones of one hall share an address."""
    form = SignInForm(
        request.POST if request.method == "POST" else None, initial={"code": request.GET.get("code", "")[:20]}
    )
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        now, data = timezone.now(), form.cleaned_data
        actor = Actor(user_id=None, name=data["name"], at=now, device=_("手机签到"))
        try:
            limits.take(
                f"training-address:{keyed_hash(request.META['REMOTE_ADDR'])}", limit=300, seconds=3600, at=now
            )  # fmt: skip
            context["trainee"] = actions.sign_in_by_name(actor, data["code"], data["name"], data["phone_tail"])
        except DomainError as error:
            pages.refuse(form, error)
    return pages.page(request, "training/portal/sign_in.html", context, status=pages.status(form))
