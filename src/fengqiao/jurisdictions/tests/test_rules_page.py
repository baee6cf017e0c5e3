import pytest
from django.test import Client
from django.urls import reverse

from fengqiao.accounts.permissions import Role
from fengqiao.jurisdictions import actions, queries
from fengqiao.jurisdictions.staff.sections import PARTS
from tests.query_budget import assert_query_budget

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(sign_in):
    """Somebody who may read the rules."""
    return sign_in(Role.JUSTICE_OFFICE)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_rules_is_shown_with_its_sources(reader, part):
    page = reader.get(reverse("jurisdictions:profile"), {"part": part})
    assert page.status_code == 200
    assert "依据：" in page.content.decode()


def test_a_value_nobody_published_is_marked_and_a_published_one_quotes_the_city(reader):
    text = assert_query_budget(reader, "jurisdictions:profile", {"part": "basis"}).content.decode()
    assert "平台默认值，尚无公开依据" in text
    assert "市、区、街道(乡镇)、社区(村)四级综治中心" in text


def test_an_earlier_version_can_be_read_and_is_told_from_the_present_one(reader, keeper, folder, edit):
    old = queries.current_ruleset()
    edit("wuhan/profile.yaml", lambda profile: profile.update(phone="027-12348"))
    actions.sync_profiles(keeper, folder=folder)
    now = reader.get(reverse("jurisdictions:profile")).content.decode()
    before = reader.get(reverse("jurisdictions:profile"), {"version": old.version}).content.decode()
    assert "027-12348" in now
    assert "027-12348" not in before
    assert "这是另一个版本的规则" in before


@pytest.mark.parametrize("version", ["2031.1", "x\0y", "../../etc"])
def test_a_version_that_is_not_there_is_not_found(reader, version):
    assert reader.get(reverse("jurisdictions:profile"), {"version": version}).status_code == 404


def test_an_unknown_part_shows_the_first(reader):
    assert reader.get(reverse("jurisdictions:profile"), {"part": "zzz"}).status_code == 200


def test_who_is_not_signed_in_is_led_to_the_door():
    page = Client(HTTP_HOST="wuhan.localhost").get(reverse("jurisdictions:profile"))
    assert page.status_code == 302
