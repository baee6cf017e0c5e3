"""The tags and filters of the README: values here, parts through their templates in templates/ui."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fengqiao.core.paging import Page
from fengqiao.core.text import listed, said
from fengqiao.ui import assets, values
from fengqiao.ui.forms import general_errors, problems, rows_of
from fengqiao.ui.parts import Blocked, Check, Column, Event, Progress, Step, Tab

register = template.Library()
register.simple_tag(assets.tags, name="asset_tags")
register.simple_tag(assets.icon, name="icon")
register.filter("day", values.day)
register.filter("moment", values.moment)
register.filter("clock", values.clock)
register.filter("weekday", values.weekday)
register.filter("ago", values.ago)
register.filter("money", values.money)
register.filter("wan", values.wan)
register.filter("capital", values.capital)
register.filter("sourced", values.sourced)
register.filter("problems", problems)
register.filter("said", said)
register.filter("below", values.below)


@register.filter
def together(names: Iterable[object]) -> str:
    """甲、乙, in the reader's language."""
    return said(listed(said(name) for name in names))


@register.filter
def aside(text: object) -> str:
    """（张建国）: put behind a word without a blank; nothing for nothing."""
    return _("（%(text)s）") % {"text": said(text)} if text not in ("", None) else ""


@register.filter
def told(title: object, what: object) -> str:
    """张建国：已签收."""
    return _("%(title)s：%(what)s") % {"title": said(title), "what": said(what)}


DUE_ICONS = {"late": "alert-triangle", "today": "clock-exclamation"}
"""Icons of limits that ask for attention: icon="alert-triangle" icon="clock-exclamation"."""


def _part(context: Context, name: str, /, **given: Any) -> SafeString:
    """Render templates/ui/<name>.html with the given values, the request and what every page has."""
    shared = {key: context.get(key) for key in ("request", "now", "csrf_token")}
    inner = context.new({**shared, **given})
    engine = context.template.engine if context.template else None
    if engine is None:
        raise template.TemplateSyntaxError(f"ui/{name}.html was asked for outside a template.")
    return engine.get_template(f"ui/{name}.html").render(inner)


# Values


@register.simple_tag(takes_context=True)
def due(
    context: Context,
    limit: date | None,
    now: datetime | None = None,
    provisional: bool = False,
    rule: str = "",
    done: bool = False,
) -> SafeString:
    """A time limit and how it stands."""
    if limit is None:
        return format_html('<span class="muted">{}</span>', values.NOTHING)
    stand = values.due(limit, now or context["now"])
    mark = (
        format_html('<span class="provisional" title="{}">{}</span>', _("节假日安排公布后可能调整"), _("暂定"))
        if provisional
        else ""
    )
    if done:
        return format_html('<time datetime="{}" title="{}">{}</time>{}', stand.iso, rule, stand.date, mark)
    icon = assets.icon(DUE_ICONS[stand.state]) if stand.state in DUE_ICONS else ""
    return format_html(
        '<span class="due due-{}" title="{}"><span>{}<time datetime="{}">{}</time>{}</span><b>{}</b>{}</span>',
        stand.state, rule, icon, stand.iso, stand.date, _("，"), stand.rest, mark,
    )  # fmt: skip


@register.simple_tag
def rate(part: int | None, whole: int | None, href: str = "") -> SafeString:
    """666/802（83.04%）."""
    if part is None or whole is None:
        return format_html('<span class="muted">{}</span>', values.NOTHING)
    text = format_html('<span class="num">{}</span>', values.rate(part, whole))
    return format_html('<a class="figure" href="{}">{}</a>', href, text) if href else text


@register.simple_tag
def figure(value: int | Decimal | None, href: str = "", unit: str = "", definition: str = "") -> SafeString:
    """A number with its unit, a link to what it counts."""
    if value is None:
        return format_html('<span class="muted">{}</span>', values.NOTHING)
    shown = format_html('<span class="num">{}</span>', f"{value:,}")
    if unit:
        shown = format_html('{}<span class="unit">{}</span>', shown, unit)
    if href:
        return format_html('<a class="figure" href="{}" title="{}">{}</a>', href, definition, shown)
    return format_html('<span class="figure" title="{}">{}</span>', definition, shown)


@register.simple_tag
def file_number(text: str = "") -> SafeString:
    """A file number that never breaks across lines."""
    if not text:
        return format_html('<span class="file-number muted">{}</span>', _("未编号"))
    return format_html('<span class="file-number">{}</span>', text)


@register.simple_tag
def grade(code: str | None) -> SafeString:
    """红 黄 蓝 with a shape of its own each; 未分级 without a code."""
    names = {"red": _("红"), "yellow": _("黄"), "blue": _("蓝")}
    if code not in names:
        return format_html('<span class="grade grade-none">{}</span>', _("未分级"))
    return format_html('<span class="grade grade-{}"><i class="grade-shape"></i>{}</span>', code, names[code])


@register.simple_tag
def status(label: str, tone: str = "") -> SafeString:
    """A state as a word with a quiet colour."""
    return format_html('<span class="status status-{}">{}</span>', tone or "plain", label)


@register.simple_tag(takes_context=True)
def masked(context: Context, text: str, reveal_url: str = "", field: str = "") -> SafeString:
    """A masked value; 显示 asks for a reason."""
    if not text:
        return format_html('<span class="muted">{}</span>', values.NOTHING)
    return _part(context, "masked", text=text, reveal_url=reveal_url, field=field)


@register.simple_tag
def source(text: str, href: str = "", default: bool = False) -> SafeString:
    """«依据：…»; a default, and what a profile marks as one, says that no source was published."""
    named = values.cited(text)
    unsourced = values.sourced(values.UNSOURCED)
    if named.startswith(unsourced):
        why = named.removeprefix(unsourced).lstrip("：；，: ")
        return format_html('<span class="source"><span class="provisional">{}</span> {}</span>', unsourced, why)
    beside = format_html("<span>{}</span>", named) if default else named
    shown = format_html('<a href="{}">{}</a>', href, named) if href else beside
    mark = format_html('<span class="provisional">{}</span>', unsourced) if default else ""
    return format_html('<span class="source">{}{}{}</span>', _("依据："), shown, mark)


# Parts


@register.simple_block_tag(takes_context=True)
def page_head(
    context: Context,
    content: str,
    title: str,
    count: str | int = "",
    lead: str = "",
    back_url: str = "",
    back_label: str = "",
) -> SafeString:
    """The head of a page: title with a bounded count, what the page is for, its actions."""
    return _part(
        context, "page_head", actions=content, title=title, count=count, lead=lead, back_url=back_url,
        back_label=back_label,
    )  # fmt: skip


@register.simple_block_tag(takes_context=True)
def record_head(
    context: Context,
    content: str,
    title: str,
    number: str = "",
    grade: str | None = "",
    status: str = "",
    tone: str = "",
    due: date | None = None,
    due_label: str = "",
    rule: str = "",
    provisional: bool = False,
    next: str = "",
    mine: bool = False,
) -> SafeString:
    """The head of a record: number, title, grade, state, clock, who acts next."""
    return _part(
        context, "record_head", actions=content, title=title, number=number, grade=grade, status=status, tone=tone,
        due=due, due_label=due_label, rule=rule, provisional=provisional, next=next, mine=mine,
    )  # fmt: skip


@register.simple_block_tag(takes_context=True)
def panel(
    context: Context,
    content: str,
    title: str = "",
    count: str | int = "",
    id: str = "",
    icon: str = "",
    more_url: str = "",
    more_label: str = "",
) -> SafeString:
    """A sheet of paper with a heading."""
    return _part(
        context,
        "panel",
        content=content,
        title=title,
        count=count,
        id=id,
        icon=icon,
        more_url=more_url,
        more_label=more_label,
    )


@register.simple_tag(takes_context=True)
def facts(context: Context, rows: Iterable[tuple[str, Any]]) -> SafeString:
    """Label and value pairs."""
    return _part(context, "facts", rows=list(rows))


@register.simple_tag(takes_context=True)
def timeline(context: Context, events: Iterable[Event]) -> SafeString:
    """The story in sentences."""
    return _part(context, "timeline", events=list(events))


@register.simple_tag(takes_context=True)
def steps(
    context: Context, primary: Step | None = None, others: Sequence[Step] = (), blocked: Sequence[Blocked] = ()
) -> SafeString:
    """What can be done now, and why the rest cannot."""
    return _part(context, "steps", primary=primary, others=others, blocked=blocked)


@register.simple_tag(takes_context=True)
def why_not(context: Context, blocked: Sequence[Blocked]) -> SafeString:
    """What cannot be done now, each with its reasons."""
    return _part(context, "why_not", blocked=blocked)


@register.simple_tag(takes_context=True)
def tabs(context: Context, items: Sequence[Tab], label: str = "") -> SafeString:
    """Pages of a record, or saved filters of a list."""
    return _part(context, "tabs", items=items, label=label)


@register.simple_block_tag(takes_context=True)
def list_table(context: Context, content: str, columns: Sequence[Column], caption: str, key: str = "") -> SafeString:
    """A table whose head stays in sight; cards on a narrow screen."""
    marks = {"content": content, "columns": columns, "caption": caption, "key": key}
    marks |= {"nowrap": _columns(columns, "narrow", "date", "num"), "right": _columns(columns, "num")}
    marks |= {"dates": _columns(columns, "date")}
    return _part(context, "list_table", **marks)


def _columns(columns: Sequence[Column | Mapping[str, Any]], *kinds: str) -> str:
    given = [column.get("kind", "") if isinstance(column, Mapping) else column.kind for column in columns]
    return " ".join(str(at) for at, kind in enumerate(given, 1) if kind in kinds)


@register.simple_block_tag(takes_context=True)
def filter_bar(context: Context, content: str, target: str = "#list", action: str = "") -> SafeString:
    """A form of filters that live in the address."""
    return _part(context, "filter_bar", content=content, target=target, action=action)


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Page[Any], count: str | int = "") -> SafeString:
    """Links to the neighbouring pages that keep the other query parameters."""
    query = context["request"].GET.copy()

    def url(cursor: str) -> str:
        query["cursor"] = cursor
        return f"?{query.urlencode()}" if cursor else ""

    return _part(context, "pager", previous=url(page.previous), next=url(page.next), count=count)


@register.simple_tag(takes_context=True)
def empty(
    context: Context, title: str, hint: str = "", action_url: str = "", action_label: str = "", icon: str = "inbox"
) -> SafeString:
    """Nothing here, and what to do instead: icon="inbox"."""
    return _part(context, "empty", title=title, hint=hint, action_url=action_url, action_label=action_label, icon=icon)


@register.simple_tag(takes_context=True)
def notice(context: Context, text: str, tone: str = "", title: str = "") -> SafeString:
    """A message within the page. tone: "", good, warn or bad."""
    return _part(context, "notice", text=text, tone=tone, title=title)


@register.simple_tag(takes_context=True)
def checklist(context: Context, items: Iterable[Check]) -> SafeString:
    """Lines that pass, warn or fail, with the source and the fix."""
    return _part(context, "checklist", items=list(items))


@register.simple_tag(takes_context=True)
def progress(context: Context, job: Progress) -> SafeString:
    """How far long work is."""
    return _part(context, "progress", job=job)


@register.simple_tag(takes_context=True)
def journey(context: Context, step: int, total: int, label: str = "", back: str = "") -> SafeString:
    """Which question of how many the reader is at."""
    return _part(context, "journey", step=step, total=total, label=label, back=back)


@register.simple_block_tag(takes_context=True)
def dialog(context: Context, content: str, id: str, title: str) -> SafeString:
    """A dialog, opened by a button with data-dialog."""
    return _part(context, "dialog", content=content, id=id, title=title)


@register.simple_block_tag(takes_context=True)
def reason_dialog(
    context: Context,
    content: str,
    id: str,
    title: str,
    url: str,
    submit: str,
    label: str = "",
    hint: str = "",
    danger: bool = False,
) -> SafeString:
    """A confirmation that asks for a reason."""
    return _part(
        context, "reason_dialog", content=content, id=id, title=title, url=url, submit=submit, label=label, hint=hint,
        danger=danger,
    )  # fmt: skip


@register.simple_block_tag(takes_context=True)
def chart(context: Context, content: str, kind: str, title: str, unit: str = "") -> SafeString:
    """A chart drawn from the table within."""
    return _part(context, "chart", content=content, kind=kind, title=title, unit=unit)


@register.simple_tag(takes_context=True)
def signature_pad(context: Context, name: str, scan_name: str = "", label: str = "", who: str = "") -> SafeString:
    """A place to sign by hand, or to hand in a scan of the paper."""
    return _part(context, "signature_pad", name=name, scan_name=scan_name, label=label, who=who)


# Forms


@register.simple_tag(takes_context=True)
def error_summary(context: Context, *forms: BaseForm | BaseFormSet[Any] | None) -> SafeString:
    """Every error of the forms, each a link to its field."""
    rows = [(form, place) for given in forms if given for form, place in rows_of(given)]
    general = [error for given in forms if given for error in general_errors(given)]
    fields = [(field, place) for form, place in rows if form.is_bound for field in form if field.errors]
    refusal = next((form.refusal for form, _place in rows if hasattr(form, "refusal")), None)
    return _part(context, "error_summary", general=general, fields=fields, refusal=refusal)


@register.simple_tag
def field(bound: BoundField, suffix: str = "", prefix: str = "") -> SafeString:
    """A form field: label, hint, error, input."""
    return bound.render(context={"field": bound, "suffix": suffix, "prefix": prefix})


@register.simple_tag(takes_context=True)
def formset(context: Context, formset: BaseFormSet[Any], title: str, add: str = "") -> SafeString:
    """Rows that can be added and removed, with and without JavaScript."""
    grown = f"add-{formset.prefix}" in formset.data
    return _part(context, "forms/rows", formset=formset, title=title, add=add, grown=grown)


@register.simple_block_tag(takes_context=True)
def form_actions(context: Context, content: str, submit: str, cancel_url: str = "") -> SafeString:
    """The primary button of a form, other buttons, and the way back."""
    return _part(context, "form_actions", content=content, submit=submit, cancel_url=cancel_url)
