from django.urls import path

from fengqiao.organisations.staff.views import filings, overview, parts, register

app_name = "organisations"
ONE = "organisations/<uuid:organisation_id>"
FILING = "organisations/filings/<uuid:filing_id>"
NOTICE = "organisations/notices/<uuid:notice_id>"
urlpatterns = [
    path("organisations/", register.index, name="list"),
    path("organisations/options", register.options, name="options"),
    path("organisations/committees", register.committees, name="committees"),
    path("organisations/tree", overview.tree, name="tree"),
    path("organisations/composition", overview.compliance, name="compliance"),
    path("organisations/new", register.new, name="new"),
    path(ONE, register.record, name="record"),
    path(f"{ONE}/edit", register.edit, name="edit"),
    path(f"{ONE}/deactivate", register.deactivate, name="deactivate"),
    path(f"{ONE}/members", overview.members, name="members"),
    path(f"{ONE}/venue", parts.venue, name="venue"),
    path(f"{ONE}/centre", parts.centre, name="centre"),
    path(f"{ONE}/docking", parts.docking, name="docking"),
    path(f"{ONE}/lineage", parts.lineage, name="lineage"),
    path(f"{ONE}/add/<slug:part>", parts.add, name="add"),
    path(f"{ONE}/end/<slug:part>/<uuid:row_id>", parts.end, name="end"),
    path(f"{ONE}/photos/<uuid:photo_id>", parts.photo, name="photo"),
    path(f"{ONE}/seals/<uuid:seal_id>", parts.seal, name="seal"),
    path(f"{ONE}/memoranda/<uuid:memorandum_id>", parts.memorandum, name="memorandum"),
    path(f"{ONE}/filings", filings.filed, name="filed"),
    path(f"{ONE}/filings/new", filings.new, name="file"),
    path("organisations/filings/", filings.index, name="filings"),
    path(FILING, filings.record, name="filing"),
    path(f"{FILING}/papers", filings.add_paper, name="add_paper"),
    path(f"{FILING}/papers/<uuid:paper_id>", filings.paper, name="paper"),
    path(f"{FILING}/papers/<uuid:paper_id>/remove", filings.remove_paper, name="remove_paper"),
    path(f"{FILING}/notify", filings.notify, name="notify"),
    path(f"{FILING}/take/<slug:verb>", filings.step, name="step"),
    path(f"{NOTICE}/receipt", filings.receive, name="receive"),
    path(f"{NOTICE}.<slug:kind>", filings.letter, name="letter"),
]
