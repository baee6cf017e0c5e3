"""The rules in force and their sources, for those who work here."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.clock import local_date
from fengqiao.core.errors import NotFound
from fengqiao.jurisdictions import queries
from fengqiao.jurisdictions.ruleset import RuleSet
from fengqiao.jurisdictions.staff.sections import PARTS
from fengqiao.ui import pages
from fengqiao.ui.parts import Column, Tab


@require_GET
@staff(Permission.VIEW_RULES)
def rules(request: StaffRequest) -> HttpResponse:
    """One part of the rules (?part=), of the present version or of an earlier one (?version=)."""
    current = queries.current_ruleset(local_date(request.actor.at))
    asked = request.GET.get("version", "")
    shown = _version(asked) if asked else current
    part = request.GET.get("part", "")
    part = part if part in PARTS else next(iter(PARTS))
    kept = {"version": asked} if asked else {}
    tables = PARTS[part][1](shown)
    context = {
        "rules": shown,
        "current": current,
        "versions": queries.versions()[:50],
        "part": part,
        "tabs": [
            Tab(_(name), f"?{urlencode({'part': code, **kept})}", current=code == part)
            for code, (name, _tables) in PARTS.items()
        ],
        "tables": [(table, [Column(name) for name in (*table.head, _("依据"))]) for table in tables],
    }
    return pages.page(request, "jurisdictions/rules.html", context)


def _version(version: str) -> RuleSet:
    try:
        return queries.ruleset(version.replace("\0", ""))
    except queries.NoRules:
        raise NotFound("rules_not_found", _("没有这个规则版本。"), next_step=_("请从版本列表中选择。")) from None
