"""The menu shows to each what is theirs."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.urls import reverse

from fengqiao.accounts.permissions import ROLE_PERMISSIONS, Role
from fengqiao.shells.workbench import menu


def labels(role, at="/"):
    request = RequestFactory().get(at)
    request.actor = SimpleNamespace(permissions=ROLE_PERMISSIONS[role])
    return [link.label for link in menu.links(request)]


def test_nobody_has_more_than_nine_entries_and_each_has_a_key_of_its_own():
    keys = [entry.key for entry in (*menu.ENTRIES, menu.REGISTER)]
    assert len(set(keys)) == len(keys)
    for held in ROLE_PERMISSIONS.values():
        assert sum(any(who is None or who in held for _page, who in entry.pages) for entry in menu.ENTRIES) <= 9


def test_a_clerk_sees_the_work_but_not_the_audit():
    assert "待办" in labels(Role.FRONT_DESK) and "监督" not in labels(Role.FRONT_DESK)


def test_an_auditor_sees_the_audit():
    assert "监督" in labels(Role.AUDITOR)


def test_an_account_without_a_post_sees_nothing():
    request = RequestFactory().get("/")
    request.actor = SimpleNamespace(permissions=frozenset())
    assert menu.links(request) == []
    assert menu.link(request, menu.REGISTER) is None


def test_a_page_that_is_not_installed_is_not_offered(settings):
    settings.ROOT_URLCONF = "fengqiao.config.urls_public"
    assert labels(Role.FRONT_DESK) == []


@pytest.mark.parametrize(("name", "label"), [("disputes:todo", "待办"), ("disputes:register", "纠纷")])
def test_the_entry_whose_address_fits_best_is_current(name, label):
    request = RequestFactory().get(reverse(name))
    request.actor = SimpleNamespace(permissions=ROLE_PERMISSIONS[Role.DIRECTOR])
    assert [link.label for link in menu.links(request) if link.current] == [label]


def test_an_entry_of_two_places_of_work_is_current_at_either():
    request = RequestFactory().get(reverse("subsidies:rates"))
    request.actor = SimpleNamespace(permissions=ROLE_PERMISSIONS[Role.COUNTY_BUREAU])
    assert [link.label for link in menu.links(request) if link.current] == ["考核与补贴"]
