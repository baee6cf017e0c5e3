"""What is left of Chinese on the pages of somebody who reads English, besides what people entered and what the law says."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, JSONField, Model, TextField
from django.test import Client
from django.utils.translation import override

from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.ui.values import sourced
from tests.journeys.pages import Page, window
from tests.journeys.records import ANSWERED, Records

ENTERED = (
    *("regions.Region", "organisations.Organisation", "people.Person", "accounts.User", "jurisdictions.Jurisdiction"),
    *("disputes.Dispute", "disputes.Party", "disputes.PartyAgent", "disputes.RouteOffer", "disputes.DisputeFile"),
    *("mediation.Session", "mediation.MediationRecord", "mediation.InvestigationRecord", "mediation.Invitee"),
    *("mediation.Evidence", "mediation.Agreement", "mediation.Obligation", "mediation.Suspension", "followup.Default"),
    *("archive.Annex", "confirmation.Application", "core.AuditEvent", "disputes.DueMoment", "disputes.GradeDecision"),
    *("disputes.SuitabilityDecision", "followup.Visit", "archive.CaseFile", "people.Complaint", "subsidies.Batch"),
    *("subsidies.Line", "subsidies.Budget", "subsidies.Objection", "subsidies.Recovery", "exchange.ExportRun"),
    *(
        "training.Plan",
        "training.Course",
        "training.Module",
        "training.Lecturer",
        "training.Venue",
        "training.Question",
    ),
    *("training.Material", "training.Certificate", "training.Paper"),
    *("assessment.Round", "assessment.Score", "assessment.Appeal", "assessment.Entry", "assessment.Application"),
    *("assessment.Objection", "assessment.Grade"),
)
"""Where the words of people are kept, and the record, which is Chinese whatever language its reader has."""
SOURCES = re.compile(r"default, no source|，seed \d{3}_[0-9a-f]{16}(?=）)|（seed \d{3}_[0-9a-f]{16}）|\n|、")
"""What a page shows otherwise than it is kept."""
KEPT = ("调解组织所在地的基层人民法院", "（未登记）", "登记员", "系统")
DATA = re.compile(
    r"<(article|div) class=\"sheet\".*?</\1>|<(script|style|textarea)\b.*?</\2>"
    r"|<span class=\"source\">(?:[^<]|<span[^>]*>[^<]*</span>|<a [^>]*>(?:[^<]|<span>|</span>)*</a>)*</span>"
    r"|<(button|a)[^>]*lang=\"zh-hans\"[^>]*>.*?</\3>|<[^>]+>",
    re.DOTALL,
)
"""What the reader's language does not touch: papers, sources of law, what was typed, the way to Chinese."""
CHINESE = re.compile("[\u3001\u3002\u3010\u3011\u3400-\u9fff\uff01-\uff5e]|%\\(\\w+\\)|\\{\\w+\\}")
"""Chinese characters, full-width marks, and a place of a text that was not filled."""
TYPED = re.compile(r"(代表人|代理人|监护人|成员) \(|代表人 \S+ \d{11}")
"""Words that are to be typed in Chinese."""
CODES = re.compile(r"（\{?\w+\}?）|司发通〔2010〕239号|.某某|[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]{3,}")
"""Patterns of numbers, a law, masked names, amounts in capitals."""
BETWEEN = re.compile(r"[、·\s]*")
"""What is left of names in a row."""
RULES = "jurisdictions:profile"
"""Its page shows the rules, which stand in the language of the law."""


def _texts(kind: type[Model]) -> Iterator[str]:
    names = [
        field.name
        for field in kind._meta.get_fields()
        if isinstance(field, CharField | TextField | JSONField) and not field.choices and field.name != "tokens"
    ]
    for row in kind._default_manager.values_list(*names):
        yield from _strings(row)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str) and not value.isascii():
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def entered() -> list[str]:
    """What people entered and what was made of it: the same in every language, the longest first."""
    kept = {value for label in ENTERED for value in _texts(apps.get_model(label))}
    kept |= {*_strings(ANSWERED), *_strings(current_ruleset().model_dump(mode="json"))}
    found = {part for value in kept for part in (value, *SOURCES.split(value))} | set(KEPT)
    found |= {f"{value[:399]}…" for value in kept if len(value) > 800}
    with override("en"):
        found |= {sourced(value) for value in kept}
    return sorted((value for value in found if len(value) > 1), key=len, reverse=True)


def _chinese(client: Client, page: Page, data: list[str]) -> list[str]:
    text = TYPED.sub("", DATA.sub("\n", client.get(page.path).content.decode()))
    for value in data:
        text = text.replace(value, "")
    text = CODES.sub("", text)
    lines = [line for line in text.splitlines() if CHINESE.search(line)]
    return [line.strip()[:120] for line in lines if not BETWEEN.fullmatch(line)]


def faults(known: Records, pages: list[Page]) -> list[str]:
    """Every line that is still Chinese, or not filled, on a page of somebody who chose English."""
    clients = {"": known.applicant()} | {name: window(user) for name, user in known.desks.items()}
    for client in clients.values():
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    data = entered()
    return [
        f"{page.name} {page.path} in English: {line}"
        for page in pages
        if page.name != RULES
        for line in _chinese(clients[page.desk], page, data)
    ]
