"""Addresses of the statistics pages."""

from django.urls import path

from fengqiao.statistics.staff import views

app_name = "statistics"
urlpatterns = [
    path("statistics/cases", views.cases, name="cases"),
    path("statistics/cases/export.<slug:ending>", views.export, name="export"),
    path("statistics/cases/close", views.close, name="close"),
    path("statistics/cases/restatements", views.restatements, name="restatements"),
    path("statistics/cases/rate", views.rate, name="rate"),
    path("statistics/cases/<slug:cell>", views.cell, name="cell"),
    path("statistics/cases/<slug:cell>/export.xlsx", views.cell_export, name="cell_export"),
]
