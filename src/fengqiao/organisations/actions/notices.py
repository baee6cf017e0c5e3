"""Telling the basic court of a filing (人民调解法第10条), by a numbered letter, and the court's receipt."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit, files
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed, NotNow
from fengqiao.documents import actions as documents
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import access, papers, queries
from fengqiao.organisations.actions import filings
from fengqiao.organisations.actions.entry import line
from fengqiao.organisations.actions.keeping import Upload
from fengqiao.organisations.models import CourtNotice, Organisation
from fengqiao.organisations.rules.filing import Status, Verb

SERIES = "court_notice"
SUBJECT = CourtNotice._meta.label_lower


@transaction.atomic
def notify_court(actor: Actor, filing_id: UUID, *, court_id: UUID | None = None) -> CourtNotice:
    """Write the letter that tells a court of a filing, number and keep it, and return it.

    court_id: the nearest court when left out. Raises NotNow for what is not filed or was told already, or without a court.
    """
    filing = access.filing_for(actor, filing_id, Permission.REVIEW_FILINGS, lock=True)
    if filing.status != Status.FILED:
        raise NotNow("filing_state", _("备案之后才能通报人民法院。"), rule=filings.RULE)
    court = _court(court_id, filing.organisation)
    if CourtNotice.objects.filter(filing=filing, court=court).exists():
        raise NotNow("notice_known", _("已经向这个法院通报过。"))
    today = local_date(actor.at)
    notice = CourtNotice(
        filing=filing,
        court=court,
        number=filings.number(current_ruleset(today), SERIES, filing.bureau, today),
        issued_on=today,
        issued_by_name=actor.name,
        created_at=actor.at,
    )
    notice.save(force_insert=True)
    documents.produce(actor, subject_type=SUBJECT, subject_id=notice.pk, form=papers.court_notice(notice))
    audit.record(actor, filing, Verb.NOTIFY.value, data={"court": court.name, "number": notice.number})
    return notice


@transaction.atomic
def acknowledge(
    actor: Actor, notice_id: UUID, *, received_on: date | None = None, by: str = "", upload: Upload | None = None
) -> CourtNotice:
    """Enter that the court received the letter, and return it.

    By the court itself, or by the bureau from the signed slip (upload). received_on: today when left out; by: who received it,
    the actor when left out.
    """
    notice = access.notice_for(actor, notice_id, lock=True)
    if notice.received_on is not None:
        raise NotNow("notice_received", _("法院已经签收。"))
    day = received_on or local_date(actor.at)
    if not notice.issued_on <= day <= local_date(actor.at):
        raise Malformed("received_on", _("签收日期应在发出之后，不晚于今天。"), field="received_on")
    notice.received_on = day
    notice.received_by_name = line(by, "by", 60) or actor.name
    notice.receipt = files.store(actor, upload.name, upload.content, allow=files.SCANS) if upload else None
    notice.save(update_fields=["received_on", "received_by_name", "receipt"])
    audit.record(
        actor,
        notice.filing,
        "acknowledge_notice",
        data={"number": notice.number, "on": day, "by": notice.received_by_name},
    )
    return notice


def _court(court_id: UUID | None, organisation: Organisation) -> Organisation:
    if court_id is None:
        nearest = queries.courts(organisation.region_code)
        if not nearest:
            raise NotNow("no_court", _("本地区还没有登记人民法院。"), next_step=_("请先在组织名册中登记人民法院。"))
        return nearest[0]
    court = queries.get(court_id)
    if court is None or court.kind != queries.COURT or not court.is_active:
        raise Malformed("court_unknown", _("请选择人民法院。"), field="court_id")
    return court
