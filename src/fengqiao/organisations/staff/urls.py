from django.urls import path

from fengqiao.organisations.staff import views

app_name = "organisations"
urlpatterns = [
    path("organisations/", views.index, name="list"),
    path("organisations/options", views.options, name="options"),
    path("organisations/new", views.new, name="new"),
    path("organisations/<uuid:organisation_id>", views.record, name="record"),
    path("organisations/<uuid:organisation_id>/edit", views.edit, name="edit"),
    path("organisations/<uuid:organisation_id>/deactivate", views.deactivate, name="deactivate"),
]
