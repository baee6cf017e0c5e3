"""Addresses of the publicity of subsidies, open to everybody."""

from django.urls import path

from fengqiao.subsidies.portal import views

app_name = "portal_subsidies"
urlpatterns = [
    path("publicity/subsidies", views.index, name="list"),
    path("publicity/subsidies/<uuid:pk>", views.batch, name="batch"),
    path("publicity/subsidies/lines/<uuid:pk>", views.object_to, name="object"),
]
