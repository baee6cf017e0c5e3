"""Addresses of the statistics pages."""

from django.urls import path

from fengqiao.statistics.staff import staffing, views

app_name = "statistics"
urlpatterns = [
    path("statistics/cases", views.cases, name="cases"),
    path("statistics/cases/export.<slug:ending>", views.export, name="export"),
    path("statistics/cases/close", views.close, name="close"),
    path("statistics/cases/restatements", views.restatements, name="restatements"),
    path("statistics/cases/rate", views.rate, name="rate"),
    path("statistics/cases/<slug:cell>", views.cell, name="cell"),
    path("statistics/cases/<slug:cell>/export.xlsx", views.cell_export, name="cell_export"),
    path("statistics/organisations", staffing.staffing_table, name="staffing"),
    path("statistics/organisations/export.<slug:ending>", staffing.staffing_export, name="staffing_export"),
    path("statistics/organisations/<slug:cell>", staffing.staffing_cell, name="staffing_cell"),
    path(
        "statistics/organisations/<slug:cell>/export.xlsx", staffing.staffing_cell_export, name="staffing_cell_export"
    ),
]
