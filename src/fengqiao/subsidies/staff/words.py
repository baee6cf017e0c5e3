"""What batches, lines and their reasons are called on pages and in files."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.core import audit
from fengqiao.core.actor import Actor
from fengqiao.core.text import N_, listed, said
from fengqiao.jurisdictions.ruleset import SubsidyRules
from fengqiao.jurisdictions.ruleset.subsidy import EvidenceRule, PostEvidenceRule
from fengqiao.subsidies.models import Batch, BatchState, Line
from fengqiao.subsidies.rules.evidence import FACTS, REASONS, Shown, sentence
from fengqiao.subsidies.workflow import KIND_NAMES, STATE_NAMES, STEPS, BatchKind
from fengqiao.ui.parts import Check, Event
from fengqiao.ui.values import day, money

TONES = {
    BatchState.DRAFT: "active",
    BatchState.SUBMITTED: "wait",
    BatchState.APPROVED: "good",
    BatchState.PUBLIC: "wait",
    BatchState.PAID: "good",
    BatchState.CANCELLED: "done",
}
FORMS = {"written": N_("书面协议"), "oral": N_("口头协议"), "": N_("未达成协议")}
ROWS = {
    "village": N_("村调委会"),
    "resident": N_("居调委会"),
    "township": N_("乡镇调委会"),
    "street": N_("街道调委会"),
    "enterprise": N_("企事业单位调委会"),
    "social": N_("社会团体和其他组织"),
    "": N_("不列入统计表的组织"),
}
VERBS = {
    "draw": N_("造册"),
    "object": N_("收到异议"),
    "take_in": N_("追回款到账"),
    "check_service": N_("核实到岗履职"),
    **{step.verb.value: step.name for step in STEPS.values()},
}
_CHECKS = {Shown.THERE: "pass", Shown.MISSING: "fail", Shown.DENIED: "fail", Shown.NOT_NEEDED: "todo"}


def kind_name(kind: str) -> str:
    """Return what a batch pays."""
    return said(KIND_NAMES[BatchKind(kind)])


def state_name(state: str) -> str:
    """Return where a batch stands."""
    return said(STATE_NAMES[BatchState(state)])


def payer_name(rules: SubsidyRules | None, code: str) -> str:
    """Return who pays; "" is everybody."""
    if not code:
        return _("各付款单位合用")
    payer = rules.payer(code) if rules else None
    return said(payer.name) if payer else code


def subject(line: Line) -> str:
    """Return what a line pays for: the file number of a case, or the month."""
    if line.month is not None:
        return month_name(line.month)
    return (line.dispute.file_number or "") if line.dispute else ""


def month_name(month: date) -> str:
    """Return what a month in post is called."""
    return _("%(year)s年%(month)s月岗位补贴") % {"year": month.year, "month": month.month}


def shares(line: Line) -> list[tuple[str, str]]:
    """Return who gets how much of a line that several share, as label and value."""
    return [(share.person_name, money(share.amount)) for share in line.shares.all()]


def evidence(rules: SubsidyRules, stored: list[dict[str, Any]]) -> list[Check]:
    """Return the proofs of a case or a month as a checklist, each with what asks for it."""
    asking: list[EvidenceRule | PostEvidenceRule] = [*rules.evidence, *rules.post_evidence]
    known = {rule.code: rule for rule in asking}
    found = []
    for proof in stored:
        rule = known.get(proof["code"])
        name = said(rule.name) if rule else proof["code"]
        text = _("%(name)s：%(how)s") % {"name": name, "how": said(sentence(proof))}
        found.append(Check(_CHECKS[Shown(proof["state"])], text, rule.source if rule else ""))
    return found


def asked(rule: EvidenceRule | PostEvidenceRule) -> str:
    """Return which figures a kind of evidence asks for, and what stops the payment."""
    wanted = [
        _("%(fact)s至少%(n)d") % {"fact": said(FACTS[one.fact]), "n": one.at_least}
        if one.at_least is not None
        else _("%(fact)s最多%(n)d") % {"fact": said(FACTS[one.fact]), "n": one.at_most}
        for one in rule.holds
    ]
    text = _("有其中一项：%(list)s") if rule.is_any and len(wanted) > 1 else "%(list)s"
    told: str = text % {"list": said(listed(wanted))}
    if rule.stopped_by:
        stops = said(listed(FACTS[one.fact] for one in rule.stopped_by))
        told = _("%(told)s；出现%(stops)s的，停止发放") % {"told": told, "stops": stops}
    return told


def reasons(stored: list[dict[str, Any]]) -> list[str]:
    """Return why a case waits."""
    return [said(sentence(each)) for each in stored]


def inputs(line: Line) -> list[tuple[str, str]]:
    """Return the values from which an amount followed, as label and value."""
    seen = line.inputs
    if line.month is not None:
        rows = [
            (_("每月标准"), money_of(seen["monthly"])),
            (_("任职天数"), _("%(days)s天，当月%(whole)s天") % {"days": seen["days"], "whole": seen["days_in_month"]}),
            (_("任职单位"), seen["organisation"]),
            (_("专职"), _("是") if seen["full_time"] else _("否")),
            (_("政府购买服务"), _("是") if seen["purchased"] else _("否")),
        ]
        if seen["days"] != seen["days_in_month"]:
            formula = _("%(monthly)s × %(days)s ÷ %(whole)s，四舍五入到分") % {
                "monthly": money_of(seen["monthly"]), "days": seen["days"], "whole": seen["days_in_month"],
            }  # fmt: skip
            rows.append((_("算法"), formula))
        return rows
    return [
        (_("等次"), said(seen["class_name"])),
        (_("协议形式"), said(FORMS[seen["form"]])),
        (_("是否履行"), _("已全部履行") if seen["performed"] else _("未全部履行")),
        (_("疑难复杂"), _("是") if seen["difficult"] else _("否")),
        (_("当事人数"), str(seen["people"])),
        (_("协议金额"), money_of(seen["money"])),
        (_("调解组织类型"), said(ROWS[seen["committee"]])),
        (_("结案日期"), day(date.fromisoformat(seen["ended_on"]))),
        *([(_("发给"), _("%(count)d位调解员平分") % {"count": seen["mediators"]})] if "mediators" in seen else []),
    ]


def money_of(text: str) -> str:
    """Return stored money as pages write it."""
    return money(text)  # type: ignore[arg-type]  # Decimal reads the text


def reason_text(code: str) -> str:
    """Return a reason that needs no values."""
    return said(REASONS[code])


def story(batch: Batch) -> list[Event]:
    """Return what was done with a batch, the newest first."""
    events = audit.history(batch.pk).reverse()
    return [Event(each.at, each.actor_name, said(VERBS.get(each.verb, each.verb)), each.why) for each in events]


def span(batch: Batch) -> str:
    """Return the days that a batch pays for."""
    return f"{day(batch.first_on)} — {day(batch.last_on)}"


def person_url(actor: Actor, line: Line) -> str:
    """Return the address of who is paid, "" for a reader who may not see the register."""
    return reverse("people:record", args=[line.person_id]) if actor.may(Permission.VIEW_REGISTRY) else ""


def case_url(line: Line, seen: set[Any]) -> str:
    """Return the address of a line's case, "" when the reader may not see it."""
    return reverse("disputes:record", args=[line.dispute_id]) if line.dispute_id in seen else ""
