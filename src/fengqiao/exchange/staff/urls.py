"""Addresses of imports and exports for staff."""

from django.urls import path

from fengqiao.exchange.staff import exports, imports

app_name = "exchange"
urlpatterns = [
    path("imports", imports.index, name="list"),
    path("imports/new", imports.upload, name="upload"),
    path("imports/templates/<slug:register>.xlsx", imports.template, name="template"),
    path("imports/<uuid:pk>", imports.run, name="run"),
    path("imports/<uuid:pk>/match", imports.match, name="match"),
    path("imports/<uuid:pk>/start", imports.start, name="start"),
    path("imports/<uuid:pk>/progress", imports.progress, name="progress"),
    path("imports/<uuid:pk>/cancel", imports.cancel, name="cancel"),
    path("imports/<uuid:pk>/undo", imports.undo, name="undo"),
    path("imports/<uuid:pk>/report.xlsx", imports.report, name="report"),
    path("exports", exports.index, name="exports"),
    path("exports/new", exports.new, name="export"),
    path("exports/<uuid:pk>/progress", exports.progress, name="export_progress"),
    path("exports/<uuid:pk>/cancel", exports.cancel, name="export_cancel"),
    path("exports/<uuid:pk>/file", exports.file, name="export_file"),
]
