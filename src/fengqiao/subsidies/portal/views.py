"""Publicity on the portal: who is to receive what, with masked names, and a form for objections. Works without a script."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from fengqiao.core import limits
from fengqiao.core.clock import local_date
from fengqiao.core.crypto import keyed_hash
from fengqiao.core.errors import DomainError, NotFound
from fengqiao.core.masking import mask_name
from fengqiao.core.paging import keyset
from fengqiao.subsidies import actions
from fengqiao.subsidies.models import Batch
from fengqiao.subsidies.queries import publicity
from fengqiao.subsidies.staff import words
from fengqiao.ui import pages
from fengqiao.ui.forms import CountedTextarea


class ObjectionForm(forms.Form):
    """What somebody says against a payment."""

    text = forms.CharField(
        label=gettext_lazy("您认为哪里不对？"),
        max_length=1000,
        widget=CountedTextarea(1000, {"rows": 5}),
        help_text=gettext_lazy("例如没有调解过、金额不对、发给了别人。"),
    )
    name = forms.CharField(label=gettext_lazy("您的姓名"), max_length=60)
    phone = forms.CharField(
        label=gettext_lazy("联系电话"), max_length=20, help_text=gettext_lazy("只用来答复您，不公开。")
    )


def _shown(batch: Batch) -> dict[str, object]:
    return {
        "batch": batch,
        "kind": words.kind_name(batch.kind),
        "span": words.span(batch),
        "state": words.state_name(batch.state),
        "is_open": publicity.is_open(batch, local_date(timezone.now())),
    }


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The lists that are or were public, the latest first."""
    page = keyset(publicity.listed(), publicity.ORDER, request.GET.get("cursor", ""))
    context = {"page": page, "rows": [_shown(batch) for batch in page.rows]}
    return pages.page(request, "subsidies/portal/list.html", context)


@require_safe
def batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One list: masked name, organisation, file number or month, rate and amount; nothing of the parties."""
    found = publicity.batch(pk)
    if found is None:
        raise NotFound("publicity_not_found", _("没有这份公示。"), next_step=_("请从公示列表中选择。"))
    page = keyset(publicity.lines(found), publicity.LINES, request.GET.get("cursor", ""), 50)
    rows = [{"line": line, "name": mask_name(line.person_name), "subject": words.subject(line)} for line in page.rows]
    return pages.page(request, "subsidies/portal/batch.html", {**_shown(found), "page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Object to one payment."""
    line = publicity.line(pk)
    if line is None:
        raise NotFound("line_not_found", _("没有找到这一笔补贴。"), next_step=_("请从公示名单中选择。"))
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            limits.take(f"subsidy-object:{keyed_hash(request.META['REMOTE_ADDR'])}", limit=20, seconds=3600, at=now)
            actions.object_to(pk, **form.cleaned_data, at=now)
        except DomainError as error:
            pages.refuse(form, error)
        else:
            url = reverse("portal_subsidies:batch", args=[line.batch_id])
            return pages.go(request, url, notice=_("异议已收到，付款单位会打电话答复您。"))
    context = {**_shown(line.batch), "form": form, "line": line, "name": mask_name(line.person_name)}
    context["subject"] = words.subject(line)
    return pages.page(request, "subsidies/portal/object.html", context, status=pages.status(form))
