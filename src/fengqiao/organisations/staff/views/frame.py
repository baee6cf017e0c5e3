"""What the pages of one organisation share: head and tabs."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest
from fengqiao.accounts.permissions import Permission
from fengqiao.accounts.words import Dictionary
from fengqiao.core import audit
from fengqiao.core.clock import local_date
from fengqiao.core.text import said
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.organisations import access, queries
from fengqiao.organisations.models import Organisation
from fengqiao.ui.parts import Event, Tab


def rules_of(request: StaffRequest) -> RuleSet:
    """Return the rules of the day."""
    return current_ruleset(local_date(request.actor.at))


def kind_name(rules: RuleSet, organisation: Organisation) -> str:
    """Return what the jurisdiction calls a kind."""
    kind = rules.organisation_type(organisation.kind)
    return said(kind.name) if kind else organisation.kind


MOST_TOLD = 50
"""At most so many people, parts and events are shown on the page of an organisation."""


def story(subject_id: UUID) -> list[Event]:
    """Return what was done to a record, newest first, in words."""
    words = Dictionary()
    told = audit.history(subject_id).reverse()[:MOST_TOLD]
    return [Event(event.at, event.actor_name, words.verb(event), event.why) for event in told]


def frame(request: StaffRequest, organisation: Organisation, current: str) -> dict[str, Any]:
    """Return the context of every page of an organisation. current: the name of the tab's address."""
    rules = rules_of(request)
    kind = rules.organisation_type(organisation.kind)
    shape = kind.shape if kind else "organ"
    tabs = [("record", _("基本情况"))]
    if shape == "committee" or (kind and kind.full_time):
        tabs.append(("members", _("组成")))
    if shape == "centre":
        tabs.append(("centre", _("窗口和值班")))
    if shape != "organ":
        tabs.append(("venue", _("场所和印章")))
    if kind and kind.is_filed:
        tabs.append(("filed", _("备案")))
    if organisation.kind == queries.COURT or (kind and kind.mediates):
        tabs.append(("docking", _("诉调对接")))
    tabs.append(("lineage", _("沿革")))
    actor, active = request.actor, organisation.is_active
    return {
        "organisation": organisation,
        "kind": kind,
        "kind_name": kind_name(rules, organisation),
        "shape": shape,
        "tabs": [
            Tab(label, reverse(f"organisations:{name}", args=[organisation.pk]), current=name == current)
            for name, label in tabs
        ],
        "may_manage": active and access.may(actor, organisation, Permission.MANAGE_REGISTRY),
        "may_keep": active and access.may(actor, organisation, Permission.KEEP_ORGANISATION),
        "may_file": active and access.may(actor, organisation, Permission.FILE_ORGANISATION),
        "may_dock": active and access.may(actor, organisation, Permission.KEEP_DOCKING),
    }


def sections(request: StaffRequest, current: str) -> list[Tab]:
    """Return the tabs of the register: list, tree, composition, filings."""
    pages = (("list", _("名册")), ("tree", _("按地区")), ("compliance", _("组成情况")), ("filings", _("备案")))
    return [Tab(label, reverse(f"organisations:{name}"), current=name == current) for name, label in pages]
