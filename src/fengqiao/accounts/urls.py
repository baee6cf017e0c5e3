"""Signing in and out, and the second factor: allauth's views under our addresses. There is no public sign-up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("sign-in", account.login, name="account_login"),
    path("sign-in/code", mfa.authenticate, name="mfa_authenticate"),
    path("sign-out", account.logout, name="account_logout"),
    path("account/confirm", account.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/codes", RedirectView.as_view(pattern_name="accounts:mine"), name="mfa_index"),
    path("account/codes/activate", totp.activate_totp, name="mfa_activate_totp"),
    path("account/codes/deactivate", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/codes/recovery", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/codes/recovery/new", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("", include("fengqiao.accounts.staff.urls")),
]
