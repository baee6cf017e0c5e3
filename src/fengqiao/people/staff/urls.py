from django.urls import path

from fengqiao.people.staff import views

app_name = "people"
urlpatterns = [
    path("people/", views.index, name="list"),
    path("people/new", views.new, name="new"),
    path("people/<uuid:person_id>", views.record, name="record"),
    path("people/<uuid:person_id>/edit", views.edit, name="edit"),
    path("people/<uuid:person_id>/reveal", views.reveal, name="reveal"),
    path("people/<uuid:person_id>/posts", views.appoint, name="appoint"),
    path("people/<uuid:person_id>/posts/<uuid:appointment_id>/end", views.end, name="end"),
]
