"""Addresses of a jurisdiction's host. Packages are mounted here and nowhere else."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("ui/", include("fengqiao.ui.urls")),
    path("", include("fengqiao.accounts.urls")),
]
