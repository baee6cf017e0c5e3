"""Addresses of the publicity of assessments and grades, open to everybody."""

from django.urls import path

from fengqiao.assessment.portal import views

app_name = "portal_assessment"
urlpatterns = [
    path("publicity/assessments", views.index, name="list"),
    path("publicity/assessments/<uuid:pk>", views.round_page, name="round"),
    path("publicity/assessments/scores/<uuid:pk>", views.object_to, name="object"),
    path("publicity/grades", views.grades, name="grades"),
    path("publicity/grades/<uuid:pk>", views.object_to_grade, name="object_to_grade"),
]
