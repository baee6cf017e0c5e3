"""Addresses of the portal, open to everybody."""

from django.urls import path

from fengqiao.disputes.portal import clock, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("apply", views.apply, name="start"),
    path("apply/<slug:page>", views.apply, name="apply"),
    path("receipt/<uuid:pk>", views.receipt, name="receipt"),
    path("receipt/<uuid:pk>.pdf", views.receipt_pdf, name="receipt_pdf"),
    path("follow", views.follow, name="follow"),
    path("limits", clock.clock, name="clock"),
]
