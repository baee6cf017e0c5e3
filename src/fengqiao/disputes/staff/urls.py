"""Addresses of the disputes pages for staff."""

from django.urls import path

from fengqiao.disputes.staff import lists, parties, record, register, steps

app_name = "disputes"
urlpatterns = [
    path("todo", lists.todo, name="todo"),
    path("disputes", lists.listing, name="list"),
    path("disputes/register", register.register, name="register"),
    path("disputes/register/analyse", register.analyse, name="analyse"),
    path("disputes/<uuid:pk>", record.story, name="record"),
    path("disputes/<uuid:pk>/parties", parties.parties, name="parties"),
    path("disputes/<uuid:pk>/parties/<uuid:party>/reveal", parties.reveal, name="reveal"),
    path("disputes/<uuid:pk>/parties/add", parties.add_party, name="add_party"),
    path("disputes/<uuid:pk>/parties/<uuid:party>/correct", parties.correct_party, name="correct_party"),
    path("disputes/<uuid:pk>/papers", record.papers, name="papers"),
    path("disputes/<uuid:pk>/papers/make/<slug:form>", record.make_paper, name="make_paper"),
    path("disputes/<uuid:pk>/papers/<uuid:document>.<slug:kind>", record.paper, name="paper"),
    path("disputes/<uuid:pk>/assess", steps.assess, name="assess"),
    path("disputes/<uuid:pk>/grade", steps.grade, name="grade"),
    path("disputes/<uuid:pk>/category", steps.category, name="category"),
    path("disputes/<uuid:pk>/route", steps.route, name="route"),
    path("disputes/<uuid:pk>/accept", steps.accept, name="accept"),
    path("disputes/<uuid:pk>/return", steps.return_offer, name="return"),
    path("disputes/<uuid:pk>/decline", steps.decline, name="decline"),
    path("disputes/<uuid:pk>/transfer", steps.transfer, name="transfer"),
    path("disputes/<uuid:pk>/reopen", steps.reopen, name="reopen"),
    path("disputes/<uuid:pk>/report-offence", steps.report_offence, name="report_offence"),
    path("disputes/<uuid:pk>/void-number", steps.void_number, name="void_number"),
]
