"""A party applies on the web without an account and without a script, keeps the receipt, follows the matter."""

import pymupdf
import pytest
from django.urls import reverse

from fengqiao.disputes import queries
from fengqiao.disputes.models import Dispute
from fengqiao.disputes.portal.forms import PAGES
from tests.office import COMMUNITY

pytestmark = pytest.mark.django_db
ANSWERS = {
    "story": {"narrative": "楼上邻居卫生间漏水半年了，把我家天花板泡坏了，说了几次都不修。"},
    "place": {"region": "洪珞社区", "place": "3栋2单元"},
    "self": {"name": "王小明", "phone": "138 1234 5678"},
    "other": {"kind": "person", "name": "赵大海"},
    "wish": {"wish": "修好漏水，赔偿两千元", "amount": "2000"},
    "check": {"told": "on"},
}


def answer(client, page, **changes):
    return client.post(reverse("portal:apply", args=[page]), {**ANSWERS[page], **changes})


def applied(client, **changes):
    """Answer all pages in order and return the last response."""
    response = None
    for page, _label, _form in PAGES:
        response = answer(client, page, **changes.get(page, {}))
    return response


def test_six_pages_register_a_matter_at_the_centre_of_the_place(client, office):
    response = applied(client)
    dispute = Dispute.objects.get()
    assert response.url == reverse("portal:receipt", args=[dispute.pk])
    assert dispute.organisation_id == office.centre.pk
    assert (dispute.region_code, dispute.door, dispute.category_confirmed) == (COMMUNITY, "web", False)
    assert dispute.category == "neighbours"
    assert dispute.grade == ""
    assert [party.name for party in dispute.parties.all()] == ["王小明", "赵大海"]


def test_a_firm_is_an_organisation_though_the_party_left_a_person_chosen(client, office):
    applied(client, other={"name": "好味道餐饮有限公司"})
    assert [party.kind for party in Dispute.objects.get().parties.all()] == ["person", "organisation"]


def test_the_receipt_bears_code_moment_and_hash_and_prints(client, office):
    applied(client)
    dispute = Dispute.objects.get()
    page = client.get(reverse("portal:receipt", args=[dispute.pk])).content.decode()
    code = queries.follow_code(dispute.pk)
    assert code in page
    assert queries.registration_event(dispute).hash in page
    printed = client.get(reverse("portal:receipt_pdf", args=[dispute.pk]))
    text = "".join(leaf.get_text() for leaf in pymupdf.open(stream=printed.content))
    assert code in "".join(text.split())
    assert dispute.receipt_number in "".join(text.split())


def test_a_receipt_is_not_shown_to_another_browser(client, office, django_user_model):
    applied(client)
    dispute = Dispute.objects.get()
    client.cookies.clear()
    assert client.get(reverse("portal:receipt", args=[dispute.pk])).status_code == 404
    assert client.get(reverse("portal:receipt_pdf", args=[dispute.pk])).status_code == 404


def test_following_takes_code_and_phone_tail_and_shows_neither_grade_nor_the_other_party(client, office):
    applied(client)
    dispute = Dispute.objects.get()
    Dispute.objects.filter(pk=dispute.pk).update(grade="red")
    code = queries.follow_code(dispute.pk)
    page = client.post(reverse("portal:follow"), {"code": code.lower(), "phone_tail": "5678"}).content.decode()
    assert "已登记" in page
    assert "赵大海" not in page
    assert "红" not in page
    refused = client.post(reverse("portal:follow"), {"code": code, "phone_tail": "0000"})
    assert refused.status_code == 404
    assert "对不上" in refused.content.decode()


def test_a_page_cannot_be_reached_before_those_before_it(client, office):
    assert client.get(reverse("portal:apply", args=["wish"])).url == reverse("portal:apply", args=["story"])
    assert client.get(reverse("portal:apply", args=["nonsense"])).status_code == 404


def test_an_ambiguous_place_is_chosen_from_a_list_without_a_script(client, office):
    answer(client, "story")
    several = answer(client, "place", region="武汉市")
    assert several.status_code == 422
    assert COMMUNITY in several.content.decode()
    assert answer(client, "place", region="武汉市", region_choice=COMMUNITY).status_code == 302
    assert answer(client, "place", region="火星").status_code == 422


@pytest.mark.parametrize(
    ("page", "changes"),
    [
        ("story", {"narrative": "太短"}),
        ("self", {"name": ""}),
        ("self", {"phone": "12345"}),
        ("self", {"id_number": "110105194912310021"}),
        ("other", {"kind": "planet"}),
        ("other", {"phone": "8888"}),
        ("wish", {"amount": "-1"}),
        ("check", {"told": ""}),
    ],
)
def test_wrong_answers_stay_on_their_page_and_register_nothing(client, office, page, changes):
    for earlier in list(ANSWERS)[: list(ANSWERS).index(page)]:
        answer(client, earlier)
    assert answer(client, page, **changes).status_code == 422
    assert not Dispute.objects.exists()
