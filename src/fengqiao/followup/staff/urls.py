"""Addresses of the follow-up pages for staff."""

from django.urls import path

from fengqiao.followup.staff import views

app_name = "followup"
urlpatterns = [
    path("disputes/<uuid:pk>/performance", views.overview, name="overview"),
    path("disputes/<uuid:pk>/performance/new", views.performance, name="performance"),
    path("disputes/<uuid:pk>/performance/<uuid:performance>/strike", views.strike, name="strike"),
    path("disputes/<uuid:pk>/performance/<uuid:performance>/voucher", views.voucher, name="voucher"),
    path("disputes/<uuid:pk>/defaults/new", views.default, name="default"),
    path("disputes/<uuid:pk>/defaults/<uuid:default>/settle", views.settle, name="settle"),
    path("disputes/<uuid:pk>/visits/new", views.visit, name="visit"),
    path("disputes/<uuid:pk>/visits/<uuid:visit>/drop", views.drop, name="drop"),
    path("disputes/<uuid:pk>/close", views.close, name="close"),
]
