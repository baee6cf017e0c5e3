"""The papers of a filing, worked out from what was true on the day of filing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fengqiao.core.clock import local_date
from fengqiao.documents import contexts as c
from fengqiao.organisations.models import CourtNotice
from fengqiao.organisations.rules.filing import EVENT_NAMES, Event


def court_notice(notice: CourtNotice) -> c.CommitteeNotice:
    """Return the letter to the court about a filing (人民调解法第10条)."""
    filing = notice.filing
    facts: Mapping[str, Any] = filing.facts
    return c.CommitteeNotice(
        committee=filing.bureau.name,
        number=notice.number,
        addressees=(notice.court.name,),
        issued_on=notice.issued_on,
        contact=filing.bureau.phone,
        receipt_slip=True,
        event=str(EVENT_NAMES[Event(filing.event)]),
        organisation=facts.get("name") or filing.organisation.name,
        kind=facts.get("kind", ""),
        location=facts.get("address") or facts.get("place", ""),
        host=facts.get("host", ""),
        phone=facts.get("phone", ""),
        what=filing.what,
        happened_on=filing.happened_on,
        filing_number=filing.number,
        filed_on=local_date(filing.answered_at) if filing.answered_at else None,
        members=tuple(_member(each) for each in facts.get("members", [])),
    )


def _member(each: Mapping[str, Any]) -> c.CommitteeMember:
    ends = each.get("term_ends_on")
    return c.CommitteeMember(
        name=each["name"],
        sex=each["sex"],
        post=each["post"],
        origin=each["origin"],
        full_time="专职" if each["full_time"] else "兼职",
        term_ends_on=date.fromisoformat(ends) if ends else None,
    )
