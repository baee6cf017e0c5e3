"""Addresses about mediators, open to everybody."""

from django.urls import path

from fengqiao.people.portal import views

app_name = "mediators"
urlpatterns = [
    path("mediators", views.mediators, name="list"),
    path("complaints/new", views.complain, name="complain"),
    path("complaints/<uuid:pk>", views.receipt, name="receipt"),
    path("complaints/<uuid:pk>.pdf", views.receipt_pdf, name="receipt_pdf"),
    path("complaints/follow", views.follow, name="follow"),
    path("commendations", views.commendations, name="commendations"),
]
