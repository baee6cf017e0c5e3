"""A text of a plain module is Chinese wherever it is kept, and speaks the reader's language where it is shown."""

import copy
import json
import pickle

import pytest
from django.utils.safestring import mark_safe

from fengqiao.core import text
from fengqiao.core.text import N_, said

ENGLISH = {
    "第%(n)s项没有金额。": "Item %(n)s has no amount.",
    "评为%s级": "Graded %s",
    "红": "red",
    "%s在%d小时内响应": "%s responds within %d hours",
    "还剩{n}字": "{n} left",
    "；": "; ",
}


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setattr(text, "_translate", lambda message: ENGLISH.get(message, message))


TOLD = [
    (N_("红"), "红", "red"),
    (N_("第%(n)s项没有金额。") % {"n": 2}, "第2项没有金额。", "Item 2 has no amount."),
    (N_("评为%s级") % N_("红"), "评为红级", "Graded red"),
    (N_("%s在%d小时内响应") % ("司法所", 2), "司法所在2小时内响应", "司法所 responds within 2 hours"),
    (N_("还剩{n}字").format(n=3), "还剩3字", "3 left"),
    (N_("；").join([N_("红"), "甲"]), "红；甲", "red; 甲"),
    (N_("评为%s级") % (N_("；").join([N_("红"), "甲"])), "评为红；甲级", "Graded red; 甲"),
]


@pytest.mark.parametrize(("phrase", "chinese", "english"), TOLD)
def test_a_filled_text_is_said_from_its_parts(phrase, chinese, english):
    assert said(phrase) == english
    assert phrase == chinese and f"{phrase}" == chinese and json.loads(json.dumps(phrase)) == chinese


@pytest.mark.parametrize(("phrase", "chinese", "english"), TOLD)
def test_a_copy_speaks_too(phrase, chinese, english):
    assert said(copy.deepcopy(phrase)) == said(pickle.loads(pickle.dumps(phrase))) == english


def test_what_the_catalogue_does_not_know_stays():
    assert said("张建国") == "张建国"
    assert said(N_("没有%(n)s") % {"n": 1}) == "没有1"
    assert said("") == ""


def test_nothing_is_said_of_nothing_and_safe_markup_stays_safe():
    assert said(None) == ""
    assert said(mark_safe("<b>甲</b>")).__html__() == "<b>甲</b>"


def test_without_a_translator_texts_are_chinese(monkeypatch):
    monkeypatch.setattr(text, "_translate", str)
    assert said(N_("第%(n)s项没有金额。") % {"n": 2}) == "第2项没有金额。"
