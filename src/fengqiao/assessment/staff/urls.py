"""Addresses of the pages of assessment and grades."""

from django.urls import path

from fengqiao.assessment.staff import applications, entries, register, rounds, scores

app_name = "assessment"
urlpatterns = [
    path("assessments", rounds.index, name="list"),
    path("assessments/new", rounds.new, name="new"),
    path("assessments/library", entries.library, name="library"),
    path("assessments/entries", entries.index, name="entries"),
    path("assessments/entries/new", entries.new, name="enter"),
    path("assessments/entries/<uuid:pk>/file", entries.file, name="entry_file"),
    path("assessments/entries/<uuid:pk>/strike", entries.strike, name="strike"),
    path("assessments/scores/<uuid:pk>", scores.score, name="score"),
    path("assessments/scores/<uuid:pk>/appeal", scores.appeal, name="appeal"),
    path("assessments/scores/<uuid:pk>/<slug:code>/<slug:part>", scores.cases, name="cases"),
    path("assessments/<uuid:pk>", rounds.round_page, name="round"),
    path("assessments/<uuid:pk>/progress", rounds.progress, name="progress"),
    path("assessments/<uuid:pk>/scores.xlsx", rounds.export, name="export"),
    path("assessments/<uuid:pk>/appeals/<uuid:appeal>", scores.answer, name="answer"),
    path("assessments/<uuid:pk>/<slug:verb>", rounds.act, name="act"),
    path("grades", register.index, name="grades"),
    path("grades/schemes", register.schemes, name="schemes"),
    path("grades/applications", applications.index, name="applications"),
    path("grades/applications/new", applications.new, name="apply"),
    path("grades/applications/<uuid:pk>", applications.application, name="application"),
    path("grades/applications/<uuid:pk>/objections/<uuid:objection_id>", applications.settle, name="settle"),
    path("grades/applications/<uuid:pk>/<slug:verb>", applications.act, name="move"),
    path("grades/<uuid:pk>", register.grade, name="grade"),
    path("grades/<uuid:pk>/certificate", register.certificate, name="certificate"),
    path("grades/<uuid:pk>/withdraw", register.withdraw, name="withdraw"),
    path("grades/<uuid:pk>/papers/<uuid:paper_id>.<slug:kind>", register.paper, name="paper"),
]
