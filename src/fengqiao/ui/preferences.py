"""How the reader wants to see pages: theme, size of type, language. Kept in cookies of the device, no account needed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

CHOICES = {"theme": ("auto", "light", "dark"), "size": ("normal", "elder")}
_YEAR = 365 * 24 * 3600


def chosen(request: HttpRequest) -> dict[str, str]:
    """Return the theme (auto, light, dark) and size (normal, elder) of this device."""
    return {
        name: value if (value := request.COOKIES.get(name, "")) in allowed else allowed[0]
        for name, allowed in CHOICES.items()
    }


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the theme, size or language given in the address, and go back to `next`. Unknown values change nothing."""
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    allowed = {**CHOICES, settings.LANGUAGE_COOKIE_NAME: tuple(code for code, _name in settings.LANGUAGES)}
    for name, values in allowed.items():
        value = request.GET.get("language" if name == settings.LANGUAGE_COOKIE_NAME else name, "")
        if value in values:
            response.set_cookie(name, value, max_age=_YEAR, samesite="Lax", secure=request.is_secure())
    return response
