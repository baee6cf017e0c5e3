"""The verbs of people over the API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fengqiao.accounts.permissions import Role
from fengqiao.core.clock import local_date
from fengqiao.organisations.tests.conftest import image
from fengqiao.people import queries
from fengqiao.people.models import Appointment, Complaint, Person
from fengqiao.people.tests.test_conduct import gao, officer

__all__ = ["gao", "officer"]


@pytest.fixture
def call(sign_in, lu):
    """Send JSON as the city bureau; return status and answer."""
    client = sign_in(Role.CITY_BUREAU)

    def send(path, **body):
        answer = client.post(f"/api/v1/{path}", body, content_type="application/json")
        return answer.status_code, answer.json() if answer.content else None

    send.client = client
    return send


def post(street, **changes):
    return {
        "organisation_id": str(street.pk),
        "post": "mediator",
        "origin": "appointed",
        "starts_on": "2024-05-06",
        **changes,
    }


def test_a_person_is_entered_changed_renewed_and_leaves(call, street):
    status, made = call("people", name="夏云峰", phone="13900001234", languages=["武汉话"], post=post(street))
    assert (status, made["languages"], made["phone"]) == (201, ["武汉话"], "139****1234")
    assert call(f"people/{made['id']}/change", name="夏云锋")[1]["languages"] == ["武汉话"]
    assert Person.objects.get().phone == "13900001234"
    appointment = made["posts"][0]["id"]
    status, term = call(f"appointments/{appointment}/renew", starts_on="2026-11-01", term_ends_on="2029-10-31")
    assert (status, term["body"]) == (201, street.name)
    wrong = {"on": "2026-11-20", "how": "removed", "why": "群众意见大"}
    status, problem = call(f"appointments/{term['id']}/end", **wrong)
    assert (status, problem["code"], problem["field"]) == (422, "not_elected", "how")
    assert call(f"appointments/{term['id']}/end", **{**wrong, "how": "moved"})[1]["ended_how"] == "moved"
    assert not Appointment.objects.filter(ends_on=None).exists()


@pytest.mark.parametrize("body", [{}, {"name": "夏云峰"}, {"name": 1, "post": {}}, {"name": "夏\0云", "post": {}}])
def test_a_body_that_cannot_be_is_refused_and_enters_nobody(call, street, body):
    assert call("people", **body)[0] == 422
    assert not Person.objects.exists()


def test_a_complaint_is_taken_through_its_steps_and_never_names_who_complained(call, cheng, gao, street):
    told = {
        "door": "phone", "about": "曾继红", "narrative": "调解时一直替对方说话，还骂我不讲理。", "complainant": "张建国",
        "phone": "13900009876", "acts": ["partial"], "person_id": str(cheng.pk),
    }  # fmt: skip
    status, made = call("complaints", **told)
    assert status == 201
    assert "张建国" not in str(made)
    path = f"complaints/{made['id']}"
    assert call(f"{path}/inquire", person_id=str(cheng.pk))[1]["code"] == "inquirer_involved"
    assert call(f"{path}/inquire", person_id=str(gao.pk))[1]["state"] == "inquiring"
    found = {"result": "founded", "gravity": "minor", "finding": "经向在场三人核实，确有言语不当。"}
    assert call(f"{path}/find", **found)[1]["state"] == "found"
    day = local_date(Complaint.objects.get().found_at).isoformat()
    decided = call(f"{path}/decide", decided_on=day, decision="批评教育，当面道歉。")[1]
    assert (decided["sanction"], decided["decided_by"]) == ("criticism", street.name)
    assert call(f"{path}/close")[0] == 409
    assert call(f"{path}/answer", text="经核查情况属实，已对其批评教育。")[1]["state"] == "answered"


def test_photo_identity_letters_and_reviews_are_reached_over_the_api(call, cheng, street):
    client, path = call.client, f"/api/v1/people/{cheng.pk}"
    assert call(f"people/{cheng.pk}/verify", how="card")[1]["verified_on"]
    assert client.get(f"{path}/photo").status_code == 404
    assert client.post(f"{path}/photo", {"file": SimpleUploadedFile("a.png", image().content)}).status_code == 204
    assert client.get(f"{path}/photo").content == image().content
    post_id = cheng.appointments.get().pk
    assert call(f"appointments/{post_id}/letter", leaving=True)[0] == 409
    status, made = call(f"appointments/{post_id}/letter")
    letters = client.get(f"/api/v1/letters/person/{cheng.pk}").json()
    assert (status, [each["id"] for each in letters]) == (201, [made["id"]])
    pdf = client.get(f"/api/v1/letters/person/{cheng.pk}/{made['id']}/pdf")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert client.get(f"/api/v1/letters/trace/{cheng.pk}/{made['id']}/pdf").status_code == 404
    proposed = call(f"people/{cheng.pk}/admission", post=post(street, post="expert"), reason="面试合格")[1]
    assert [each["id"] for each in client.get("/api/v1/reviews").json()["items"]] == [proposed["id"]]
    assert client.get(f"/api/v1/reviews/{proposed['id']}").json()["state"] == "submitted"
    trace = call(
        "traces",
        kind="fight",
        occurred_on="2026-11-01",
        matter="某相邻纠纷",
        region_code="420111001000",
        narrative="纠纷激化后双方发生冲突，有人受伤。",
    )[1]
    assert [each["id"] for each in client.get("/api/v1/traces").json()["items"]] == [trace["id"]]


def test_ties_and_suspension_are_set_over_the_api(call, cheng, street):
    status, tie = call(f"people/{cheng.pk}/ties", kind="relative", name="李秀英")
    assert (status, tie["name"]) == (201, "李秀英")
    assert call(f"people/{cheng.pk}/suspend", why="核查期间")[0] == 204
    assert queries.mediators(street.pk, Person.objects.get(pk=cheng.pk).created_at.date().replace(year=2027)) == []
    assert call(f"people/{cheng.pk}/lift", why="核查结束")[0] == 204
