"""The web application as a server calls it."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from fengqiao.config.bodies import BodiesFirst
from fengqiao.core.loading import loading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengqiao.config.settings")

with loading():
    application = BodiesFirst(wrap_wsgi_with_proxy_headers(get_wsgi_application(), settings.PROXIES))
    # Before any request: two threads that import the addresses at once see each other's half-made modules.
    for addresses in (settings.ROOT_URLCONF, settings.PUBLIC_SCHEMA_URLCONF):
        import_module(addresses)
