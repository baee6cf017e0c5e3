"""Addresses of the mediation pages for staff."""

from django.urls import path

from fengqiao.mediation.staff.views import agreement, calendar, ending, people, process, quick

app_name = "mediation"
urlpatterns = [
    path("calendar", calendar.calendar, name="calendar"),
    path("quick", quick.quick, name="quick"),
    path("disputes/<uuid:pk>/settled", quick.settled, name="settled"),
    path("disputes/<uuid:pk>/packet.pdf", quick.packet, name="packet"),
    path("disputes/<uuid:pk>/assign", people.assign, name="assign"),
    path("disputes/<uuid:pk>/replace", people.replace, name="replace"),
    path("disputes/<uuid:pk>/opening", people.opening, name="opening"),
    path("disputes/<uuid:pk>/invite", people.invite, name="invite"),
    path("disputes/<uuid:pk>/invitees/<uuid:invitee>/welcome/<uuid:party>", people.welcome, name="welcome"),
    path("disputes/<uuid:pk>/start", ending.start, name="start"),
    path("disputes/<uuid:pk>/suspend", ending.suspend, name="suspend"),
    path("disputes/<uuid:pk>/resume", ending.resume, name="resume"),
    path("disputes/<uuid:pk>/extend", ending.extend, name="extend"),
    path("disputes/<uuid:pk>/terminate", ending.terminate, name="terminate"),
    path("disputes/<uuid:pk>/withdraw", ending.withdraw, name="withdraw"),
    path("disputes/<uuid:pk>/records", process.records, name="records"),
    path("disputes/<uuid:pk>/sessions/new", process.plan, name="plan"),
    path("disputes/<uuid:pk>/sessions/<uuid:session>/hold", process.hold, name="hold"),
    path("disputes/<uuid:pk>/sessions/<uuid:session>/cancel", process.cancel, name="cancel"),
    path("disputes/<uuid:pk>/sessions/<uuid:session>/record", process.write, name="write"),
    path("disputes/<uuid:pk>/records/<uuid:kept>/check", process.check, name="check"),
    path("disputes/<uuid:pk>/investigations/new", process.investigate, name="investigate"),
    path("disputes/<uuid:pk>/evidence/new", process.add_evidence, name="add_evidence"),
    path("disputes/<uuid:pk>/evidence/<uuid:evidence>", process.evidence, name="evidence"),
    path("disputes/<uuid:pk>/evidence/<uuid:evidence>/share", process.share, name="share"),
    path("disputes/<uuid:pk>/print/<slug:code>", process.paper, name="paper"),
    path("disputes/<uuid:pk>/print/<slug:code>/<slug:part>", process.paper, name="paper_part"),
    path("disputes/<uuid:pk>/agreement", agreement.agreement, name="agreement"),
    path("disputes/<uuid:pk>/agreement/edit", agreement.edit, name="edit"),
    path("disputes/<uuid:pk>/agreement/preview", agreement.preview, name="preview"),
    path("disputes/<uuid:pk>/agreement/agree", agreement.agree, name="agree"),
    path("disputes/<uuid:pk>/agreement/revise", agreement.revise, name="revise"),
    path("disputes/<uuid:pk>/agreement/sign", agreement.sign, name="sign"),
]
