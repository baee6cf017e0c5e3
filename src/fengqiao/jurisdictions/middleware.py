"""The host name chooses the jurisdiction, and with it the database schema, of a request."""

from copy import copy
from time import monotonic
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django_tenants.middleware.main import TenantMainMiddleware

from fengqiao.jurisdictions.models import Jurisdiction

KEPT_SECONDS = 60
_kept: dict[str, tuple[float, Jurisdiction]] = {}


class JurisdictionMiddleware(TenantMainMiddleware):
    """Set `request.tenant` and the schema by the host name; a host's jurisdiction is looked up once in 60 seconds and process.

    Hosts of settings.FRONT_HOSTS get the installation's own pages, an unknown host a bare 404 that touches no user or session.
    """

    def get_tenant(self, domain_model: Any, hostname: str) -> Jurisdiction:
        """Return a copy of its own for this request; raises Domain.DoesNotExist."""
        until, found = _kept.get(hostname, (0.0, None))
        if found is None or until < monotonic():
            found = super().get_tenant(domain_model, hostname)  # type: ignore[no-untyped-call]  # as the library is
            _kept[hostname] = (monotonic() + KEPT_SECONDS, found)
        return copy(found)

    def no_tenant_found(self, request: HttpRequest, hostname: str) -> HttpResponse | None:
        """Route the front hosts to the public pages, refuse any other."""
        if hostname in settings.FRONT_HOSTS:
            # The public schema has no sessions in which to look this up.
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
            self.setup_url_routing(request, force_public=True)  # type: ignore[no-untyped-call]  # as the library is
            return None
        text = "没有使用这个地址的地区。\nNo jurisdiction uses this address.\n"
        return HttpResponseNotFound(text, content_type="text/plain; charset=utf-8")
