"""Addresses of the bare host: the list of jurisdictions and how to see it."""

from django.urls import include, path

from fengqiao.shells.portal import views
from fengqiao.ui import preferences

urlpatterns = [
    path("", views.installation, name="installation"),
    path("ui/", include(([path("preferences", preferences.choose, name="preferences")], "ui"))),
]
