"""What a party's particulars must satisfy."""

from datetime import date

import pytest

from fengqiao.core.errors import Malformed
from fengqiao.disputes.rules.parties import NewAgent, NewParty, check_party, names_organisation

TODAY = date(2026, 11, 21)


def checked(**values):
    party = NewParty(**{"side": "applicant", "kind": "person", "name": "张建国", **values})
    return check_party(party, 0, max_representatives=5, today=TODAY)


def refusal(**values):
    with pytest.raises(Malformed) as caught:
        checked(**values)
    assert caught.value.status == 422
    return caught.value.code, caught.value.field


def test_an_id_number_fills_sex_and_birth_date():
    party = checked(id_number="11010519491231002x")
    assert (party.id_number, party.sex, party.birth_on) == ("11010519491231002X", "f", date(1949, 12, 31))


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"id_number": "110105194912310021"}, "id_number_invalid", "parties[0].id_number"),
        ({"id_number": "１２３"}, "id_number_invalid", "parties[0].id_number"),
        ({"phone": "12345"}, "phone_invalid", "parties[0].phone"),
        (
            {"kind": "organisation", "credit_code": "91110000600037341K"},
            "credit_code_invalid",
            "parties[0].credit_code",
        ),
        ({"name": "  "}, "party_name_missing", "parties[0].name"),
        ({"name": "长" * 121}, "party_name_too_long", "parties[0].name"),
        ({"birth_on": date(2030, 1, 1)}, "birth_in_future", "parties[0].birth_on"),
        ({"headcount": 3}, "headcount_of_one", "parties[0].headcount"),
        ({"kind": "group", "headcount": 1}, "headcount_too_small", "parties[0].headcount"),
        ({"agents": (NewAgent("agent", " "),)}, "agent_name_missing", "parties[0].agents[0].name"),
    ],
)
def test_wrong_particulars_are_refused_with_the_field(values, code, field):
    assert refusal(**values) == (code, field)


def test_a_group_has_at_most_five_representatives():
    six = tuple(NewAgent("representative", f"代表{n}") for n in range(6))
    assert refusal(kind="group", headcount=44, agents=six)[0] == "too_many_representatives"
    assert len(checked(kind="group", headcount=44, agents=six[:5]).agents) == 5


def test_a_list_of_members_is_no_longer_than_the_head_count():
    members = tuple(NewAgent("member", f"职工{n}") for n in range(4))
    assert refusal(kind="group", headcount=3, agents=members)[0] == "members_exceed_headcount"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("138 0000 0000", "13800000000"), ("+8613800000000", "13800000000"), ("0716-8123456", "0716-8123456")],
)
def test_phones_are_kept_without_blanks(typed, kept):
    assert checked(phone=typed).phone == kept


@pytest.mark.parametrize("name", ["𠮷田一郎", "䶮小龙", "阿卜杜热西提·买买提"])
def test_rare_names_stay_as_they_are(name):
    assert checked(name=name).name == name


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("某某有限公司", True),
        ("洪山区 人民医院", True),
        ("某某有限公司（武昌分店）", True),
        ("王公司", False),
        ("买买提·吾守尔", False),
        ("张建国", False),
    ],
)
def test_a_name_that_only_an_organisation_bears_is_known(name, is_one):
    assert names_organisation(name) == is_one
