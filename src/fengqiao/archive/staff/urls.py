"""Addresses of the archive pages for staff."""

from django.urls import path

from fengqiao.archive.staff import views

app_name = "archive"
urlpatterns = [
    path("disputes/<uuid:pk>/file", views.file, name="file"),
    path("disputes/<uuid:pk>/file/bind", views.bind, name="bind"),
    path("disputes/<uuid:pk>/file/progress/<uuid:assembly>", views.progress, name="progress"),
    path("disputes/<uuid:pk>/file/seal", views.seal, name="seal"),
    path("disputes/<uuid:pk>/file/file.pdf", views.pdf, name="pdf"),
    path("disputes/<uuid:pk>/file/annexes/new", views.supplement, name="supplement"),
    path("disputes/<uuid:pk>/file/annexes/<uuid:annex>", views.annex, name="annex"),
    path("disputes/<uuid:pk>/file/remarks/new", views.remark, name="remark"),
    path("disputes/<uuid:pk>/file/remarks/<uuid:line>/take-back", views.take_back_remark, name="take_back_remark"),
    path("disputes/<uuid:pk>/file/papers/new", views.add_paper, name="add_paper"),
    path("disputes/<uuid:pk>/file/papers/<uuid:paper>", views.paper, name="paper"),
    path("disputes/<uuid:pk>/file/papers/<uuid:paper>/remove", views.remove_paper, name="remove_paper"),
]
