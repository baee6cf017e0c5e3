from django.urls import path

from fengqiao.ui import preferences
from fengqiao.ui.catalogue import views

app_name = "ui"
urlpatterns = [
    path("preferences", preferences.choose, name="preferences"),
    path("catalogue", views.catalogue, name="catalogue"),
    path("catalogue/options", views.options, name="catalogue_options"),
    path("catalogue/progress", views.progress, name="catalogue_progress"),
    path("catalogue/echo", views.echo, name="catalogue_echo"),
]
