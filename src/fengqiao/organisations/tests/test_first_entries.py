"""What a profile's `organisations.yaml` enters, and that a broken one enters nothing."""

from datetime import date

import pytest

from fengqiao.organisations import queries, registry
from fengqiao.organisations.models import Filing, Room
from fengqiao.organisations.tests.conftest import actor

STREET = "武汉市洪山区珞南街道人民调解委员会"
COURT = "武汉市洪山区人民法院"
FILE = f"""
rooms:
  - {{at: {STREET}, kind: mediation, name: 调解室}}
memoranda:
  - {{at: {COURT}, organisation: {STREET}, title: 备忘录, terms: 每周驻院, signed_on: 2025-03-05}}
judges:
  - {{at: {COURT}, person_name: 方亚琴, region: 武汉市洪山区}}
filings:
  - {{at: {STREET}, event: establish, days_ago: 20, steps: [file, publish_filing, notify_court]}}
"""

TODAY = date(2026, 11, 21)


def written(tmp_path, text):
    path = tmp_path / "organisations.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_entries_go_through_the_verbs_and_a_filing_takes_its_steps(lu, street, court, tmp_path):
    assert registry.load(lu, written(tmp_path, FILE)) == 4
    assert [room.name for room in queries.venue(street.pk).rooms] == ["调解室"]
    assert len(queries.docking_of(court, TODAY, is_court=True).judges) == 1
    (filing,) = queries.published(street.pk)
    assert filing.notices.get().court == court


def test_without_a_file_nothing_is_entered(lu, tmp_path):
    assert registry.load(lu, tmp_path / "organisations.yaml") == 0


@pytest.mark.parametrize("text", ["temples: []\n", "rooms:\n  - {at: 没有这个组织, kind: office, name: 办公室}\n"])
def test_a_file_that_cannot_be_says_so_and_enters_nothing(lu, street, tmp_path, text):
    with pytest.raises(registry.EntriesError):
        registry.load(lu, written(tmp_path, text))
    assert not Room.objects.exists()


def test_only_who_may_keep_the_register_loads_it(street, tmp_path):
    with pytest.raises(Exception, match="没有此项权限"):
        registry.load(actor("外人", "4201", frozenset({"registry.view"})), written(tmp_path, FILE))
    assert not Filing.objects.exists()
