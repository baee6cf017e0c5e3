from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fengqiao.core.errors import NotNow
from fengqiao.ui import forms as ui_forms
from fengqiao.ui import pages
from fengqiao.ui.catalogue import samples
from fengqiao.ui.catalogue.forms import RowFormSet, SampleForm
from fengqiao.ui.parts import Option, Progress

PLACES = {
    "420111005": ("珞南街道", "湖北省武汉市洪山区"),
    "420111006": ("关山街道", "湖北省武汉市洪山区"),
    "420111007": ("狮子山街道", "湖北省武汉市洪山区"),
    "421002001": ("西城街道", "湖北省荆州市沙市区"),
}
ROWS = [{"name": "张某某", "role": "applicant"}, {"name": "李某某", "role": "respondent"}]


def catalogue(request: HttpRequest) -> HttpResponse:
    """Every component; ?shell=portal shows it in the portal's frame. A post shows what a refused form looks like."""
    form: Any = SampleForm(request.POST or None, request.FILES or None)
    rows = RowFormSet(request.POST or None, prefix="parties", initial=ROWS)
    if request.method == "POST":
        if (more := ui_forms.grown(request.POST, "parties")) is not None:
            form, rows = SampleForm(initial=request.POST.dict()), RowFormSet(more, prefix="parties", initial=ROWS)
        elif form.is_valid() and rows.is_valid():
            refusal = NotNow(
                "sample",
                _("李某某还没有签收权利义务告知书，不能开始调解。"),
                rule="人民调解法第23条",
                next_step=_("请先登记签收。"),
            )
            pages.refuse(form, refusal)
    context = {**samples.context(), "form": form, "rows": rows, "shell": _shell(request)}
    fragment = "ui/catalogue/_list.html"
    return pages.page(request, "ui/catalogue.html", context, fragment=fragment, status=pages.status(form))


def _shell(request: HttpRequest) -> str:
    return "portal/base.html" if request.GET.get("shell") == "portal" else "workbench/base.html"


@require_GET
def options(request: HttpRequest) -> HttpResponse:
    """The hits of the sample place picker."""
    query = request.GET.get("q", "")
    hits = [Option(code, name, within) for code, (name, within) in PLACES.items() if query in within + name]
    return pages.options(request, hits)


@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """Long work that moves on each time it is asked."""
    done = min(int("0" + "".join(filter(str.isdigit, request.GET.get("done", "")))[:4]) + 7, 120)
    job = Progress(
        f"{request.path}?done={done}", done, 120, _("正在导入第%(row)s行") % {"row": done}, finished=done == 120,
        result_url="#", result_label=_("查看结果"),
    )  # fmt: skip
    return pages.progress(request, job)


def echo(request: HttpRequest) -> HttpResponse:
    """Where the sample dialogs and reveals post to."""
    response = HttpResponse("138 0000 5678", content_type="text/plain; charset=utf-8")
    return pages.notify(response, _("已记录查看理由。"))
