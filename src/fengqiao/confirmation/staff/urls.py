"""Addresses of the confirmation pages for staff."""

from django.urls import path

from fengqiao.confirmation.staff import views

app_name = "confirmation"
urlpatterns = [
    path("disputes/<uuid:pk>/confirmation", views.apply, name="apply"),
    path("disputes/<uuid:pk>/confirmation/prepare", views.prepare, name="prepare"),
    path("disputes/<uuid:pk>/confirmation/file", views.file, name="file"),
    path("disputes/<uuid:pk>/confirmation/docket", views.docket, name="docket"),
    path("disputes/<uuid:pk>/confirmation/result", views.result, name="result"),
    path("disputes/<uuid:pk>/confirmation/interested", views.interested, name="interested"),
    path("disputes/<uuid:pk>/confirmation/withdraw", views.withdraw, name="withdraw"),
    path("disputes/<uuid:pk>/confirmation/<uuid:application>/pack.pdf", views.pack, name="pack"),
    path("disputes/<uuid:pk>/confirmation/<uuid:application>/ruling", views.ruling, name="ruling"),
]
