"""What a file must hold: the platform makes what it knows, and names what only people can bring."""

import pytest

from fengqiao.archive import actions, queries
from fengqiao.archive.models import CaseFile, Remark
from fengqiao.archive.rules import contents
from fengqiao.archive.rules.contents import Standing
from fengqiao.core.errors import Forbidden, Malformed, NotFound, NotNow
from fengqiao.disputes import actions as disputes
from fengqiao.disputes.actions.files import add_file, remove_file
from fengqiao.disputes.models import DisputeFile
from fengqiao.disputes.rules.parties import NewAgent, NewParty
from fengqiao.documents import queries as documents
from fengqiao.jurisdictions.queries import current_ruleset
from tests.office import leak
from tests.outcome import CALM, effective, facts, fresh, photo, refused

pytestmark = pytest.mark.django_db


def standings(dispute) -> dict[str, str]:
    return {item.form: item.standing for item in queries.items_of(fresh(dispute))}


def missing(dispute) -> str:
    return facts(dispute)["file_complete"].detail


def test_a_closed_matter_lacks_only_what_people_must_bring_and_names_whose(room, endings):
    dispute = endings.closed(identified=False)
    assert missing(dispute) == "张建国、李秀英缺少身份证明。"
    zhang = dispute.parties.get(name="张建国")
    add_file(room.xia, dispute.pk, kind="identity_copy", name="身份证.jpg", content=photo(), party_id=zhang.pk)
    assert missing(dispute) == "李秀英缺少身份证明。"
    assert Standing.MISSING not in {each for form, each in standings(dispute).items() if form != "identity_copies"}


def test_archiving_an_incomplete_file_is_refused_naming_what_is_missing(room, endings):
    dispute = endings.closed(identified=False)
    actions.assemble(room.xia, dispute.pk, checker="程继红")
    refusal = refused(NotNow, "missing_file_complete", actions.seal, room.xia, dispute.pk)
    assert refusal.message == "张建国、李秀英缺少身份证明。"
    assert refusal.rule == "人民调解法第27条"
    assert fresh(dispute).status == "closed"
    assert CaseFile.objects.get().sealed_at is None


def test_an_identity_copy_that_cannot_be_had_is_excused_party_by_party_in_the_note(room, endings):
    dispute = endings.closed(identified=False)
    zhang, li = dispute.parties.all()
    actions.remark(
        room.xia, dispute.pk, form="identity_copies", party_id=zhang.pk, text="张建国身份证遗失，已核对户口簿"
    )
    assert missing(dispute) == "李秀英缺少身份证明。"
    line = actions.remark(room.xia, dispute.pk, form="identity_copies", party_id=li.pk, text="李秀英拒绝提供复印件")
    assert facts(dispute)["file_complete"].holds
    assert standings(dispute)["identity_copies"] == Standing.EXCUSED
    actions.assemble(room.xia, dispute.pk, checker="程继红")
    note = documents.form_of(documents.current("dispute", dispute.pk, "file_note"))
    assert note.notes == ("张建国：张建国身份证遗失，已核对户口簿", "李秀英：李秀英拒绝提供复印件")
    actions.take_back_remark(room.xia, dispute.pk, line.pk)
    assert missing(dispute) == "李秀英缺少身份证明。"


@pytest.mark.parametrize("form", ["agreement", "mediation_record", "cover", "made_up"])
def test_what_the_law_wants_is_not_replaced_by_a_remark(room, endings, form):
    dispute = endings.closed(identified=False)
    refused(Malformed, "not_excusable", actions.remark, room.xia, dispute.pk, form=form, text="没有这项材料")
    assert not Remark.objects.exists()


def test_a_terminated_matter_owes_the_notice_instead_of_the_agreement(endings):
    dispute = endings.identified(endings.terminated())
    found = standings(dispute)
    assert (found["agreement"], found["termination_notice"]) == (Standing.NOT_OWED, Standing.THERE)
    assert facts(dispute)["file_complete"].holds


def test_a_declined_matter_owes_neither_identity_nor_records(room):
    dispute = disputes.register(room.cheng, leak(narrative=CALM))
    disputes.decline(room.cheng, dispute.pk, reason="已由法院受理", competent_organ="武汉市洪山区人民法院")
    found = standings(dispute)
    assert {found[form] for form in ("identity_copies", "rights_notice", "mediation_record")} == {Standing.NOT_OWED}
    assert (found["application"], found["termination_notice"]) == (Standing.MADE, Standing.THERE)
    assert facts(dispute)["file_complete"].holds


def test_an_agent_without_power_of_attorney_is_named(room, endings):
    agent = NewAgent(role="agent", name="周律师", authority="一般代理")
    parties = (
        NewParty(side="applicant", kind="person", name="张建国", agents=(agent,)),
        NewParty(side="respondent", kind="person", name="李秀英"),
    )
    dispute = endings.closed(parties=parties)
    assert missing(dispute) == "周律师没有授权委托书。"


def test_an_application_that_the_court_has_not_answered_keeps_the_file_open():
    rules = current_rules()
    clean = {"kinds": {"confirmation_application"}, "makeable": (), "is_accepted": True, "is_started": True,
             "has_agreement": True, "sessions": 1}  # fmt: skip
    found = {item.form: item for item in contents.items(rules, contents.Facts(**clean, at_court=True))}
    assert found["confirmation_application"].detail == "司法确认申请正在人民法院审查，尚无结果。"
    found = {item.form: item for item in contents.items(rules, contents.Facts(**clean))}
    assert found["confirmation_application"].standing == Standing.THERE


def test_a_session_without_its_record_is_named():
    clean = {"kinds": {"mediation_record"}, "makeable": (), "is_accepted": True, "is_started": True,
             "has_agreement": False, "sessions": 2, "unwritten": [2]}  # fmt: skip
    found = {item.form: item for item in contents.items(current_rules(), contents.Facts(**clean))}
    assert found["mediation_record"].detail == "第2次调解没有调解记录。"


def current_rules():
    return current_ruleset().documents


def test_nothing_is_bound_before_the_end_nor_by_others(room, endings):
    dispute = effective(room)
    refused(NotNow, "not_ended", actions.assemble, room.xia, dispute.pk, checker="程继红")
    closed = endings.closed()
    refused(NotFound, "dispute_not_found", actions.assemble, room.office.outsider, closed.pk, checker="彭书雅")
    refused(Forbidden, "not_your_turn", actions.assemble, room.office.supervisor, closed.pk, checker="鲁敏慧")
    refused(Malformed, "checker_missing", actions.assemble, room.xia, closed.pk, checker=" ")
    assert not CaseFile.objects.exists()


def test_a_paper_added_by_mistake_is_taken_back_with_its_reason_in_the_history(room, endings):
    dispute = endings.closed()
    kept = DisputeFile.objects.filter(kind="identity_copy").first()
    refused(Malformed, "reason_missing", remove_file, room.xia, dispute.pk, kept.pk, why=" ")
    voucher = DisputeFile.objects.get(kind="performance_voucher")
    refused(NotFound, "file_not_found", remove_file, room.xia, dispute.pk, voucher.pk, why="误传了别人的证件")
    remove_file(room.xia, dispute.pk, kept.pk, why="误传了别人的证件")
    assert "缺少身份证明" in missing(dispute)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "court_ruling"}, "file_kind_unknown"),
        ({"party_id": None}, "party_unknown"),
        ({"content": b"#!/bin/sh"}, "file_kind_refused"),
        ({"name": "身份证.png"}, "file_kind_belied"),
    ],
)
def test_what_is_no_identity_copy_is_refused(room, endings, changes, code):
    dispute = endings.closed(identified=False)
    before = DisputeFile.objects.count()
    given = {"kind": "identity_copy", "name": "身份证.jpg", "content": photo(), "party_id": dispute.parties.first().pk}
    refused(Malformed, code, add_file, room.xia, dispute.pk, **{**given, **changes})
    assert DisputeFile.objects.count() == before
