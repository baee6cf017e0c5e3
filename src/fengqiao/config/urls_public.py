"""Addresses of the bare host, which belongs to no jurisdiction and has no users and sessions."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
