"""How views answer: pages, fragments, refusals, preferences."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxDetails

from fengqiao.core.errors import Forbidden, NotNow
from fengqiao.ui import pages
from fengqiao.ui.middleware import Refusals

pytestmark = pytest.mark.django_db


def asked(path="/", **headers):
    request = RequestFactory().get(path, headers=headers)
    request.htmx = HtmxDetails(request)
    return request


def test_htmx_gets_the_fragment_and_everybody_else_the_page():
    assert b"<html" not in pages.page(asked(hx_request="true"), "ui/base.html", fragment="ui/empty.html").content
    whole = pages.page(asked(), "ui/base.html", fragment="ui/empty.html")
    assert b"<html" in whole.content and "HX-Request" in whole["Vary"]
    assert (
        b"<html"
        in pages.page(asked(hx_request="true", hx_boosted="true"), "ui/base.html", fragment="ui/empty.html").content
    )


def test_a_refusal_that_nobody_caught_becomes_a_page():
    error = Forbidden("permission_missing", "您的岗位没有此项权限。", next_step="请联系管理员。", rule="内部规程第1条")
    answer = Refusals(lambda request: HttpResponse()).process_exception(asked(), error)
    text = answer.content.decode()
    assert answer.status_code == 403 and "没有权限" in text and "请联系管理员。" in text and "内部规程第1条" in text


def test_for_htmx_it_becomes_a_notice():
    answer = pages.problem(asked(hx_request="true"), NotNow("x", "还不能办。"))
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (409, "#notices", "beforeend")
    assert "还不能办。" in answer.content.decode() and b"<html" not in answer.content


def test_other_faults_are_left_alone():
    assert Refusals(lambda request: HttpResponse()).process_exception(asked(), ValueError()) is None


def test_a_redirect_is_followed_by_htmx_too():
    assert pages.go(asked(), "/next").headers["Location"] == "/next"
    answer = pages.go(asked(hx_request="true"), "/next")
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/next")


def test_a_notice_travels_beside_an_answer_in_any_script():
    answer = pages.notify(HttpResponse(), "已记录。")
    assert json.loads(answer["HX-Trigger"])["fengqiao:notice"] == {"text": "已记录。", "tone": "good"}


def test_the_size_of_type_is_kept_without_javascript(client):
    answer = client.get("/ui/preferences", {"size": "elder", "next": "/ui/catalogue?shell=portal"})
    assert answer.headers["Location"] == "/ui/catalogue?shell=portal"
    assert 'data-size="elder"' in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("given", "back"),
    [({"size": "huge"}, "/"), ({"next": "https://evil.example/"}, "/"), ({"next": "//evil.example"}, "/")],
)
def test_nonsense_changes_nothing_and_leads_nowhere_else(client, given, back):
    answer = client.get("/ui/preferences", given)
    assert answer.headers["Location"] == back and not answer.cookies


def test_a_missing_page_says_what_to_do(client):
    answer = client.get("/no-such-page")
    assert answer.status_code == 404 and "没有找到这个页面" in answer.content.decode()


@pytest.mark.parametrize("method", ["CONJURE", "TRACE", "PUT"])
def test_a_method_that_no_page_takes_is_refused_in_words(client, method):
    answer = client.generic(method, "/sign-in")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")
    assert "这个地址不能这样打开" in answer.content.decode()


def test_the_bare_host_lists_the_jurisdictions_with_their_port():
    text = Client(HTTP_HOST="localhost:8000").get("/").content.decode()
    assert 'href="http://wuhan.localhost:8000/"' in text and "武汉市" in text
