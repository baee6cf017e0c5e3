"""What is sent twice is done once: one after the other or at the same moment, on pages and over the API."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from fengqiao.accounts.permissions import Role
from fengqiao.disputes import actions as disputes
from fengqiao.disputes.models import Dispute
from fengqiao.mediation.tests.conftest import Room
from fengqiao.organisations.models import Organisation
from fengqiao.people.models import Person
from tests.bad_input.counter import MATTER, PAGE, REGISTER, browser, key_on, state
from tests.journeys.town import account
from tests.office import COMMUNITY, STREET, leak

STORY = {
    "story": {"narrative": "楼上漏水，把我家天花板泡坏了，找了三次都不管。"},
    "place": {"region": "洪珞社区", "region_text": "洪珞社区", "region_code": COMMUNITY},
    "self": {"name": "张建国", "phone": "13800005678"},
    "other": {"kind": "person", "name": "李秀英"},
    "wish": {"wish": "修好漏水。"},
}


def at_once(wuhan, *requests):
    """The answers to requests that are sent at the same moment, each in a thread with a connection of its own."""
    ready = Barrier(len(requests))

    def send(request):
        connection.set_tenant(wuhan)
        try:
            ready.wait()
            return request()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(requests)) as threads:
        return list(threads.map(send, requests))


def applicant():
    """张建国's browser with the application filled in, on the last page; and that page."""
    client = Client(HTTP_HOST="wuhan.localhost")
    for page, answers in STORY.items():
        assert client.post(reverse("portal:apply", args=[page]), answers).status_code == 302, page
    return client, client.get(reverse("portal:apply", args=["check"]))


@pytest.mark.django_db
def test_a_page_sent_again_leads_to_the_matter_that_it_registered(office):
    client = browser(office)
    page = {**PAGE, "submission": key_on(client.get(REGISTER))}
    first, again = client.post(REGISTER, page), client.post(REGISTER, page)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]
    assert Dispute.objects.count() == 1


@pytest.mark.django_db
def test_a_page_changed_and_sent_again_is_refused_once_and_can_then_be_a_matter_of_its_own(office):
    client = browser(office)
    page = {**PAGE, "submission": key_on(client.get(REGISTER)), "seen": "1"}
    assert client.post(REGISTER, page).status_code == 302
    before = state()
    changed = {**page, "narrative": "另一件事：楼下的油烟排到我家窗口，协商多次没有结果。"}
    refused = client.post(REGISTER, changed)
    assert (refused.status_code, state()) == (409, before)
    assert "已经提交过一次" in refused.content.decode()
    assert client.post(REGISTER, {**changed, "submission": key_on(refused)}).status_code == 302
    assert Dispute.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["\0", "nonsense", "a" * 5000, "𠮷" * 32])
def test_a_made_up_key_harms_nothing(office, key):
    assert browser(office).post(REGISTER, {**PAGE, "submission": key}).status_code == 302
    assert Dispute.objects.count() == 1


@pytest.mark.django_db
def test_an_application_sent_again_leads_to_its_receipt(office):
    client, page = applicant()
    given = {"told": "on", "submission": key_on(page)}
    first = client.post(reverse("portal:apply", args=["check"]), given)
    again = client.post(reverse("portal:apply", args=["check"]), given)
    assert first["Location"] == again["Location"] == reverse("portal:receipt", args=[Dispute.objects.get().pk])
    assert client.get(again["Location"]).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "model"), [("people:new", Person), ("organisations:new", Organisation)])
def test_a_page_of_the_register_sent_again_leads_to_what_it_entered(office, page, model):
    client = Client(HTTP_HOST="wuhan.localhost")
    client.force_login(account("luminhui", "鲁敏慧", Role.COUNTY_BUREAU, office.bureau, scope="420111"))
    given = {
        "people:new": {
            "name": "孙桂兰", "organisation": "街道", "organisation_text": "街道", "organisation_code": office.street.pk,
            "post": "clerk", "starts_on": "2026-11-02",
        },
        "organisations:new": {
            "kind": "justice_office", "name": "武汉市洪山区司法局珞南司法所", "region": "珞南街道",
            "region_text": "珞南街道", "region_code": STREET,
        },
    }[page]  # fmt: skip
    before = model.objects.count()
    given = {**given, "submission": key_on(client.get(reverse(page)))}
    first, again = client.post(reverse(page), given), client.post(reverse(page), given)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]
    assert model.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_two_parallel_sends_of_a_page_or_of_a_request_register_once(build_office, wuhan):
    office = build_office()
    client = browser(office)
    twin = Client(HTTP_HOST="wuhan.localhost")
    twin.cookies.update(client.cookies)
    page = {**PAGE, "submission": key_on(client.get(REGISTER))}
    answers = at_once(wuhan, *(lambda each=each: each.post(REGISTER, page) for each in (client, twin)))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Dispute.objects.count() == 1

    visitor, check = applicant()
    other = Client(HTTP_HOST="wuhan.localhost")
    other.cookies.update(visitor.cookies)
    given = {"told": "on", "submission": key_on(check)}
    url = reverse("portal:apply", args=["check"])
    answers = at_once(wuhan, *(lambda each=each: each.post(url, given) for each in (visitor, other)))
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Dispute.objects.count() == 2

    headers = {"HTTP_IDEMPOTENCY_KEY": str(uuid4())}
    body = json.dumps({**MATTER, "narrative": "村口的路被堵了两天，出入不便，要求恢复原状。"})

    def send(each):
        return each.generic("POST", "/api/v1/disputes", body, content_type="application/json", **headers)

    answers = at_once(wuhan, lambda: send(client), lambda: send(twin))
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    assert Dispute.objects.count() == 3


@pytest.mark.django_db
def test_a_step_sent_twice_is_taken_once_and_the_second_clerk_is_told_what_changed_and_by_whom(office):
    dispute = disputes.register(office.tu, leak())
    first, second = Client(HTTP_HOST="wuhan.localhost"), Client(HTTP_HOST="wuhan.localhost")
    first.force_login(account("gongxueqin", "龚雪琴", Role.TRIAGE_OFFICER, office.centre, scope="420111"))
    second.force_login(account("zhoumin", "周敏", Role.TRIAGE_OFFICER, office.centre, scope="420111"))
    form = {"receiver": str(office.street.pk), "revision": dispute.revision}
    assert first.post(reverse("disputes:route", args=[dispute.pk]), form).status_code == 302
    before = state()
    late = second.post(reverse("disputes:route", args=[dispute.pk]), {**form, "why": "就近"})
    assert (late.status_code, state()) == (409, before)
    assert "龚雪琴（分流）" in late.content.decode()
    sent = second.generic(
        "POST",
        f"/api/v1/disputes/{dispute.pk}/route",
        json.dumps({"receiver_id": str(office.street.pk), "revision": dispute.revision}),
        content_type="application/json",
    )
    assert (sent.status_code, sent.json()["code"], state()) == (409, "dispute_changed", before)
    assert [(change["verb"], change["by"]) for change in sent.json()["extra"]["changes"]] == [("route", "龚雪琴")]


@pytest.mark.django_db
def test_a_stale_page_keeps_what_was_written_on_it_and_is_taken_when_it_is_sent_again(office):
    room = Room(office)
    dispute = room.started()
    xia, cheng = Client(HTTP_HOST="wuhan.localhost"), Client(HTTP_HOST="wuhan.localhost")
    xia.force_login(account("xiayunfeng", "夏云峰", Role.MEDIATOR, office.street, person=office.xia))
    cheng.force_login(account("chengjihong", "程继红", Role.DIRECTOR, office.street, person=office.cheng))
    invitation = {"kind": "neighbour", "name": "周桂花", "revision": dispute.revision}
    invitation["consenting"] = [str(party.pk) for party in dispute.parties.all()]
    suspension = {"reason": "等待房屋质量鉴定的结论", "revision": dispute.revision}
    assert xia.post(reverse("mediation:invite", args=[dispute.pk]), invitation).status_code == 302
    before = state()
    late = cheng.post(reverse("mediation:suspend", args=[dispute.pk]), suspension)
    assert (late.status_code, state()) == (409, before)
    told = late.content.decode()
    assert "夏云峰（" in told and suspension["reason"] in told
    revision = re.search(r'name="revision" value="(\d+)"', told)[1]
    assert int(revision) == dispute.revision + 1
    again = cheng.post(reverse("mediation:suspend", args=[dispute.pk]), {**suspension, "revision": revision})
    assert again.status_code == 302
