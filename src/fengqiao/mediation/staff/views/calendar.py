"""The month of the committee's sessions."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.decorators import StaffRequest, staff
from fengqiao.accounts.permissions import Permission
from fengqiao.core.clock import local_date
from fengqiao.mediation.queries import calendar as month_of
from fengqiao.ui import pages


def _month(text: str, today: date) -> date:
    year, _sep, month = text.partition("-")
    if year.isdigit() and month.isdigit() and 2000 <= int(year) <= 2199 and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return today.replace(day=1)


@staff(Permission.MEDIATE)
def calendar(request: StaffRequest) -> HttpResponse:
    """All sessions of a month, as weeks; on a narrow screen as a list of days."""
    today = local_date(request.actor.at)
    month = _month(request.GET.get("month", ""), today)
    found = list(month_of.sessions_of_month(request.actor, month))
    days = month_of.by_day(found)
    first = month - timedelta(days=month.weekday())
    weeks = []
    while first < month_of.next_month(month):
        weeks.append(
            [
                {"day": day, "sessions": days.get(day, []), "other": day.month != month.month, "today": day == today}
                for day in (first + timedelta(days=number) for number in range(7))
            ]
        )
        first += timedelta(days=7)
    url = reverse("mediation:calendar")
    context = {
        "weeks": weeks,
        "may_settle": request.actor.may(Permission.ASSIGN),
        "days": sorted(days.items()),
        "count": len(found),
        "title": _("%(year)s年%(month)s月") % {"year": month.year, "month": month.month},
        "previous": f"{url}?month={month_of.previous_month(month):%Y-%m}",
        "next": f"{url}?month={month_of.next_month(month):%Y-%m}",
        "is_bounded": len(found) == month_of.MOST,
        "names": [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")],
    }
    return pages.page(request, "mediation/calendar.html", context)
