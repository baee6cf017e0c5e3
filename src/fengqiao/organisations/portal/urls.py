"""Addresses of the public directory of committees, open to everybody."""

from django.urls import path

from fengqiao.organisations.portal import views

app_name = "directory"
urlpatterns = [
    path("committees", views.index, name="list"),
    path("committees/<uuid:organisation_id>", views.record, name="record"),
]
