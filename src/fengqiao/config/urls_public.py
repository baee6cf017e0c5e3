"""Addresses of the bare host, which belongs to no jurisdiction and has no users and sessions."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("fengqiao.shells.portal.urls_front")),
]
