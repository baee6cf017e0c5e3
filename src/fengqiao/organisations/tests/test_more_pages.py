"""The pages of what belongs to an organisation, of composition, filings and the public directory."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fengqiao.accounts.permissions import Role
from fengqiao.organisations import actions, queries
from fengqiao.organisations.models import Filing, GuidingJudge, Invitation, Organisation, Room, Seal
from fengqiao.organisations.tests.conftest import HONGSHAN, LUONAN, image
from fengqiao.people import actions as people
from tests.query_budget import assert_query_budget

TODAY = date(2026, 11, 21)


@pytest.fixture
def keeper(sign_in, lu):
    return sign_in(Role.CITY_BUREAU)


@pytest.fixture
def reader(sign_in, lu):
    return sign_in(Role.LEADER)


@pytest.fixture
def filing(lu, street, bureau):
    return actions.submit(lu, street.pk, event="establish", happened_on=date(2026, 11, 2))


def url(name, *args):
    return reverse(f"organisations:{name}", args=args)


def text(answer):
    return answer.content.decode()


def test_the_tree_opens_branch_by_branch(keeper, street, community):
    top = text(assert_query_budget(keeper, "organisations:tree"))
    assert "洪山区" in top
    assert street.name not in top
    branch = text(keeper.get(url("tree"), {"place": LUONAN}, headers={"HX-Request": "true"}))
    assert street.name in branch
    assert "洪珞社区" in branch
    assert "<html" not in branch


def test_composition_is_listed_with_what_is_missing_and_narrowed_by_rule(keeper, street, community, bureau):
    page = text(assert_query_budget(keeper, "organisations:compliance"))
    assert street.name in page and bureau.name not in page
    assert "2/2" in page
    narrowed = text(keeper.get(url("compliance"), {"gap": "full_time"}))
    assert street.name in narrowed and community.name not in narrowed
    assert street.name not in text(keeper.get(url("compliance"), {"region": "420106"}))


@pytest.mark.parametrize(
    "query",
    [{"gap": "zzz"}, {"region": "x"}, {"region": "9" * 40}, {"kind": "temple"}, {"gap": "any", "kind": "court"}],
)
def test_filters_that_cannot_be_do_no_harm(reader, street, query):
    assert reader.get(url("compliance"), query).status_code == 200


def test_the_page_of_a_committee_says_each_rule_with_its_article(reader, street):
    page = text(assert_query_budget(reader, "organisations:members", organisation_id=street.pk))
    assert "人民调解法 第8条" in page and "委员人数：0人" in page


def test_a_name_against_the_rule_is_warned_of_with_the_right_one(lu, reader):
    odd = actions.register(lu, kind="street_committee", name="珞南调委会", short_name="武珞", region_code=LUONAN)
    page = text(reader.get(url("record", odd.pk)))
    assert "武汉市洪山区珞南街道人民调解委员会" in page and "命名规则" in page


def test_a_good_name_is_not_warned_of(reader, street):
    assert "命名规则" not in text(reader.get(url("record", street.pk)))


@pytest.mark.parametrize("tab", ["venue", "docking", "lineage", "filed", "members", "centre"])
def test_every_tab_shows_for_those_who_only_read_without_a_button(reader, street, tab):
    page = text(assert_query_budget(reader, f"organisations:{tab}", organisation_id=street.pk))
    assert street.name in page
    assert "data-dialog" not in page


def test_a_room_a_seal_and_a_photo_are_entered_on_their_pages(keeper, street):
    form = {"kind": "mediation", "name": "第一调解室", "seats": "12"}
    assert keeper.post(url("add", street.pk, "room"), form).status_code == 302
    stamp = SimpleUploadedFile("章.png", image().content)
    assert keeper.post(url("add", street.pk, "seal"), {"file": stamp, "custodian_name": "何丽娟"}).status_code == 302
    shot = SimpleUploadedFile("门.png", image(b"1").content)
    assert keeper.post(url("add", street.pk, "photo"), {"file": shot, "caption": "大门"}).status_code == 302
    page = text(assert_query_budget(keeper, "organisations:venue", organisation_id=street.pk))
    assert "第一调解室" in page and "何丽娟" in page and "大门" in page
    seal = Seal.objects.get()
    assert keeper.get(url("seal", street.pk, seal.pk)).content == image().content
    assert keeper.post(url("end", street.pk, "seal", seal.pk), {"reason": ""}).status_code == 422
    assert keeper.post(url("end", street.pk, "seal", seal.pk), {"reason": "换章"}).status_code == 302
    assert keeper.post(url("end", street.pk, "room", Room.objects.get().pk)).status_code == 302


def test_a_wrong_picture_is_refused_beside_its_field_and_nothing_is_kept(keeper, street):
    stamp = SimpleUploadedFile("章.png", b"no picture")
    answer = keeper.post(url("add", street.pk, "seal"), {"file": stamp, "custodian_name": "何丽娟"})
    assert answer.status_code == 422
    assert not Seal.objects.exists()


def test_the_impression_of_a_seal_is_not_for_every_reader(lu, reader, street):
    seal = actions.register_seal(lu, street.pk, image(), custodian_name="何丽娟")
    assert reader.get(url("seal", street.pk, seal.pk)).status_code in (403, 404)


def test_a_centre_s_page_shows_units_windows_and_roster(keeper, lu, centre, court):
    assert (
        keeper.post(
            url("add", centre.pk, "unit"), {"unit": "某人民法庭", "way": "in_turn", "staff_count": "2"}
        ).status_code
        == 302
    )
    unit = queries.centre_parts(centre.pk, TODAY).units[0]
    form = {"number": "3", "service": "司法确认", "unit_id": str(unit.pk)}
    assert keeper.post(url("add", centre.pk, "window"), form).status_code == 302
    page = text(assert_query_budget(keeper, "organisations:centre", organisation_id=centre.pk))
    assert "某人民法庭" in page and "司法确认" in page
    assert keeper.get(url("add", centre.pk, "duty")).status_code == 200


def test_a_court_s_page_shows_its_docking(keeper, lu, court, street):
    form = {
        "organisation": street.name,
        "organisation_text": street.name,
        "organisation_code": str(street.pk),
        "title": "备忘录",
        "terms": "每周二驻院",
        "signed_on": "2026-11-20",
    }
    assert keeper.post(url("add", court.pk, "memorandum"), form).status_code == 302
    for name, post, at in (
        ("方亚琴", "guiding_judge", court),
        ("宋指导", "guiding_judge", court),
        ("何丽娟", "mediator", street),
    ):
        given = people.NewPost(organisation_id=at.pk, post=post, origin="appointed", starts_on=date(2024, 4, 10))
        people.register(lu, name=name, post=given)
    picked = {name: form[name] for name in ("organisation", "organisation_text", "organisation_code")}
    assert keeper.post(url("add", court.pk, "invitation"), {**picked, "fields_": "邻里"}).status_code == 302
    assert keeper.post(url("add", court.pk, "invitation"), picked).status_code == 422
    judge = {
        "person_name": "方亚琴",
        "region": "武汉市洪山区",
        "region_text": "武汉市洪山区",
        "region_code": HONGSHAN,
    }
    assert keeper.post(url("add", court.pk, "judge"), judge).status_code == 302
    assert keeper.post(url("add", court.pk, "invitation"), {**picked, "person_name": "何丽娟"}).status_code == 302
    page = text(assert_query_budget(keeper, "organisations:docking", organisation_id=court.pk))
    assert "备忘录" in page and street.name in page
    rosters = [row.person_id for model in (GuidingJudge, Invitation) for row in model.objects.exclude(person_name="")]
    assert None not in rosters and [page.count(reverse("people:record", args=[pk])) for pk in rosters] == [1, 1]
    (unlisted,) = queries.docking_of(court, TODAY, is_court=True).unlisted_judges
    assert unlisted.person.name == "宋指导" and reverse("people:record", args=[unlisted.person_id]) in page
    assert court.name in text(keeper.get(reverse("people:record", args=[rosters[0]])))


@pytest.mark.parametrize("part", ["memorandum", "invitation", "merger", "split", "unit"])
def test_a_forged_pick_is_refused_and_nothing_is_entered(keeper, court, centre, part):
    name = {"merger": "source", "split": "target", "unit": "unit"}.get(part, "organisation")
    forged = {name: "某组织", f"{name}_text": "某组织", f"{name}_code": "no-id"}
    rest = {"title": "x", "terms": "x", "signed_on": "2026-11-20", "on": "2026-11-20", "why": "x", "way": "in_turn"}
    owner = centre if part == "unit" else court
    answer = keeper.post(url("add", owner.pk, part), {**forged, **rest, "staff_count": "1"})
    assert answer.status_code == 422
    assert Organisation.objects.filter(is_active=True).count() == 3


def test_organisations_are_merged_on_the_page(keeper, street, community):
    form = {
        "source": community.name, "source_text": community.name, "source_code": str(community.pk),
        "on": "2026-11-20", "why": "合并",
    }  # fmt: skip
    assert keeper.post(url("add", street.pk, "merger"), form).status_code == 302
    assert community.name in text(keeper.get(url("lineage", street.pk)))
    assert not Organisation.objects.get(pk=community.pk).is_active


@pytest.mark.parametrize("part", ["prison", "ROOM"])
def test_what_cannot_be_added_has_no_page(keeper, street, part):
    assert keeper.get(url("add", street.pk, part)).status_code == 404
    assert keeper.post(url("end", street.pk, part, street.pk)).status_code == 404


def test_a_filing_goes_its_way_on_the_pages(keeper, street, bureau, court):
    paper = SimpleUploadedFile("决定.pdf", b"%PDF-1.7")
    form = {"event": "establish", "happened_on": "2026-11-02", "paper": paper, "paper_title": "设立决定"}
    assert keeper.post(url("file", street.pk), form).status_code == 302
    filing = Filing.objects.get()
    page = text(assert_query_budget(keeper, "organisations:filing", filing_id=filing.pk))
    assert "设立决定" in page and "准予备案" in page and "宁波市人民调解条例" in page
    for verb in ("file", "publish_filing"):
        assert keeper.post(url("step", filing.pk, verb)).status_code == 302
    assert keeper.post(url("notify", filing.pk)).status_code == 302
    notice = filing.notices.get()
    assert keeper.get(url("letter", notice.pk, "pdf")).content.startswith(b"%PDF-")
    assert keeper.get(url("letter", notice.pk, "docx")).content.startswith(b"PK")
    assert keeper.post(url("receive", notice.pk), {"by": "立案庭"}).status_code == 302
    page = text(assert_query_budget(keeper, "organisations:filing", filing_id=filing.pk))
    assert "立案庭" in page and "（2026）洪山调备字第0001号" in page
    assert keeper.get(url("paper", filing.pk, filing.papers.get().pk)).content == b"%PDF-1.7"


def test_the_form_of_a_filing_names_the_rule_that_fits_the_committee(keeper, lu, street, bureau):
    assert "医疗纠纷预防和处理条例" not in text(keeper.get(url("file", street.pk)))
    medical = actions.register(
        lu, kind="industry_committee", name="武汉市医疗纠纷人民调解委员会", short_name="武医", region_code=HONGSHAN,
        specialities=["medical"],
    )  # fmt: skip
    assert "医疗纠纷预防和处理条例" in text(keeper.get(url("file", medical.pk)))


def test_a_filing_that_cannot_be_keeps_what_was_typed(keeper, street, bureau):
    answer = keeper.post(url("file", street.pk), {"event": "change", "happened_on": "2026-11-02", "what": ""})
    assert answer.status_code == 422
    assert "请写明变更或者撤销的内容和原因" in text(answer)
    assert not Filing.objects.exists()


def test_filings_are_listed_and_narrowed(keeper, filing, street):
    page = text(assert_query_budget(keeper, "organisations:filings"))
    assert street.name in page
    assert street.name not in text(keeper.get(url("filings"), {"state": "filed"}))
    assert street.name in text(keeper.get(url("filings"), {"q": "珞南", "event": "establish", "state": "submitted"}))
    for query in ({"state": "x"}, {"event": "x"}, {"q": "\0"}, {"state": "late"}, {"state": "unnotified"}):
        assert keeper.get(url("filings"), query).status_code == 200


def test_a_step_that_is_not_possible_is_refused(keeper, filing):
    assert keeper.post(url("step", filing.pk, "publish_filing")).status_code == 409
    assert keeper.post(url("step", filing.pk, "return_filing"), {"reason": ""}).status_code == 422


def test_anybody_finds_a_committee_by_place_and_kind_and_reads_what_was_published(
    client, lu, filing, street, community
):
    find = reverse("directory:list")
    by_place = text(
        client.get(find, {"place": "武汉市洪山区珞南街道", "place_text": "武汉市洪山区珞南街道", "place_code": LUONAN})
    )
    assert street.name in by_place and community.name in by_place
    by_kind = text(client.get(find, {"place": "洪珞", "kind": "community_committee"}))
    assert community.name in by_kind and street.name not in by_kind
    assert "没有找到调解组织" in text(client.get(find, {"place": "火星"}))
    page = reverse("directory:record", args=[street.pk])
    assert "还没有公布的备案" in text(client.get(page))
    actions.take(lu, filing.pk, "file")
    actions.take(lu, filing.pk, "publish_filing")
    assert "（2026）洪山调备字第0001号" in text(client.get(page))


def test_the_public_finds_no_bureau_and_nothing_that_was_closed(client, lu, bureau, street):
    assert client.get(reverse("directory:record", args=[bureau.pk])).status_code == 404
    actions.deactivate(lu, street.pk, on=TODAY, why="撤销")
    assert client.get(reverse("directory:record", args=[street.pk])).status_code == 404
