"""Addresses of a jurisdiction's host. Packages are mounted here and nowhere else."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
