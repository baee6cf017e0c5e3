"""The bound file read back: its order, its page numbers, its directory, its manifest; sealed for good; supplemented visibly."""

import hashlib
import io
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pikepdf
import pymupdf
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fengqiao.archive import actions, queries
from fengqiao.archive.models import Annex, Assembly, CaseFile, FilePart
from fengqiao.archive.rules import retention
from fengqiao.core import audit, files
from fengqiao.core.errors import Forbidden, Malformed, NotNow
from fengqiao.disputes import actions as disputes
from fengqiao.disputes.actions.files import add_file
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.mediation import actions as mediation
from fengqiao.mediation.actions import Upload
from tests.office import leak
from tests.outcome import fresh, photo, refused, scan

pytestmark = pytest.mark.django_db


@pytest.fixture
def bound(room, endings):
    """The file of 张建国 and 李秀英, bound."""
    dispute = endings.closed()
    return actions.assemble(room.xia, dispute.pk, checker="程继红")


def pages_of(case_file) -> list[str]:
    """The text of each page."""
    with pymupdf.open(stream=files.read(case_file.pdf)) as paper:
        return [page.get_text() for page in paper]


def corners_of(case_file) -> list[str]:
    """What stands in the upper right corner of each page."""
    with pymupdf.open(stream=files.read(case_file.pdf)) as paper:
        return [page.get_text(clip=(page.rect.x1 - 60, 0, page.rect.x1, 45)).strip() for page in paper]


def test_the_papers_lie_in_the_ministry_s_order_with_what_was_signed_behind_its_form(bound):
    assert [part.title for part in bound.parts.all()] == [
        "人民调解受理登记表",
        "人民调解权利义务告知书",
        "当事人身份证明（张建国）",
        "人民调解记录",
        "人民调解协议书",
        "人民调解协议书（签名件）",
        "调解协议履行凭证",
        "履行凭证",
        "人民调解回访记录",
    ]  # the two identity copies are one photograph, which lies once


def test_every_page_of_content_is_numbered_and_the_directory_tells_where_things_really_lie(bound):
    pages = pages_of(bound)
    numbered = pages[2:-2]  # cover and directory before, manifest and back cover behind
    assert len(numbered) == bound.pages
    assert corners_of(bound) == ["", "", *(str(number) for number in range(1, bound.pages + 1)), "", ""]
    assert "卷内目录" in pages[1].replace(" ", "")
    listed = re.findall(r"^(\d+)(?:-(\d+))?$", pages[1], re.MULTILINE)
    for part in bound.parts.all():
        first, last = str(part.page_from), str(part.page_to)
        assert (first, last if last != first else "") in listed
        if part.treatment == "原文收入":
            heading = part.title.split("（")[0]
            assert heading[-4:] in numbered[part.page_from - 1].replace(" ", "").replace("\n", "")
    voucher = bound.parts.get(form="performance_voucher")
    assert voucher.page_to - voucher.page_from == 1
    assert f"{bound.pages}" in pages[-1]


def test_the_file_is_pdf_a_and_bears_number_names_and_retention(bound):
    with pikepdf.open(io.BytesIO(files.read(bound.pdf))) as paper, paper.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "B")
    text = "".join(pages_of(bound)).replace("\n", "")
    for told in (
        bound.dispute.file_number,
        "张建国与李秀英",
        "夏云峰",
        "程继红",
        bound.retention_name,
        "2026年11月21日",
    ):
        assert told in text
    assert bound.retention_reason == "不属于应当延长保管期限的情形（辖区默认值）"


def test_the_manifest_s_hashes_are_those_of_the_papers_and_of_the_whole(bound):
    content = files.read(bound.pdf)
    manifest = bound.manifest
    assert manifest["sha256"] == hashlib.sha256(content).hexdigest() == bound.pdf.sha256
    for part, listed in zip(bound.parts.all(), manifest["parts"], strict=True):
        assert hashlib.sha256(files.read(part.file)).hexdigest() == listed["sha256"] == part.sha256
        assert listed["sha256"][:16] in "".join(pages_of(bound)[-2].split())
    canonical = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert bound.manifest_sha256 == hashlib.sha256(canonical.encode()).hexdigest()


def test_evidence_and_recordings_lie_behind_the_list_of_evidence(room, endings):
    dispute = room.heard()
    new = {"name": "漏水照片", "provider_id": dispute.parties.first().pk, "pages": 1}
    add_evidence(room, dispute, Upload("照片.jpg", photo("red")), **new)
    add_evidence(room, dispute, Upload("录音.mp3", b"ID3" + b"\0" * 100), **{**new, "name": "通话录音"})
    mediation.terminate(room.xia, dispute.pk, reason="too_far_apart")
    case_file = actions.assemble(room.xia, endings.identified(dispute).pk, checker="程继红")
    rows = [(part.form, part.title, part.treatment) for part in case_file.parts.filter(form="evidence_list")]
    assert rows == [
        ("evidence_list", "人民调解证据材料", "原文收入"),
        ("evidence_list", "漏水照片", "图像转为页面"),
        ("evidence_list", "通话录音", "电子数据另存"),
    ]


def add_evidence(room, dispute, upload, *, name, provider_id, pages):
    return mediation.add_evidence(
        room.xia, dispute.pk, name=name, party_id=provider_id, copy="electronic", pages=pages, upload=upload
    )


def test_sealing_archives_the_matter_and_keeps_its_hash_in_the_history(room, bound):
    sealed = actions.seal(room.xia, bound.dispute_id)
    dispute = fresh(bound.dispute)
    assert (dispute.status, dispute.next_desk) == ("archived", "nobody")
    assert (sealed.sealed_by_name, sealed.retain_until) == ("夏云峰", date(2031, 11, 21))
    event = audit.history(dispute.pk).get(verb="archive")
    assert event.data["sha256"] == sealed.manifest["sha256"]
    assert audit.broken_link(dispute.pk) is None


def test_only_what_was_looked_at_is_sealed(room, endings, bound):
    add_file(room.xia, bound.dispute_id, kind="other", name="补充.pdf", content=scan("late paper"))
    refusal = refused(NotNow, "file_out_of_date", actions.seal, room.xia, bound.dispute_id)
    assert "重新整理" in refusal.next_step
    actions.assemble(room.xia, bound.dispute_id, checker="程继红")
    tomorrow = replace(room.xia, at=room.xia.at + timedelta(days=1))
    refused(NotNow, "file_out_of_date", actions.seal, tomorrow, bound.dispute_id)
    assert actions.seal(room.xia, bound.dispute_id).parts.filter(form="other").exists()


def test_nothing_is_sealed_that_was_not_bound(room, endings):
    dispute = endings.closed()
    refused(NotNow, "file_not_bound", actions.seal, room.xia, dispute.pk)
    assert fresh(dispute).status == "closed"


def test_a_sealed_file_is_changed_neither_through_the_platform_nor_in_the_database(room, bound):
    sealed = actions.seal(room.xia, bound.dispute_id)
    pk, before = bound.dispute_id, CaseFile.objects.values().get()
    part = sealed.parts.first()
    refused(NotNow, "file_sealed", actions.assemble, room.xia, pk, checker="程继红")
    refused(NotNow, "file_sealed", actions.remark, room.xia, pk, text="事后说明情况")
    refused(NotNow, "file_sealed", add_file, room.xia, pk, kind="other", name="x.pdf", content=scan())
    refused(NotNow, "step_not_now", actions.seal, room.xia, pk)
    for change in (
        lambda: CaseFile.objects.update(pages=1),
        lambda: CaseFile.objects.all().delete(),
        lambda: FilePart.objects.filter(pk=part.pk).update(title="别的"),
        lambda: FilePart.objects.filter(pk=part.pk).delete(),
        lambda: FilePart.objects.create(
            case_file=sealed, ordinal=99, form="other", title="塞入", page_from=1, page_to=1, treatment="原文收入",
            file=part.file, sha256=part.sha256,
        ),
    ):  # fmt: skip
        with pytest.raises(DatabaseError, match="sealed file"), transaction.atomic():
            change()
    assert CaseFile.objects.values().get() == before


def test_a_supplement_lies_beside_the_sealed_file_with_its_reason_and_stands_too(room, bound):
    upload = Upload("更正说明.pdf", scan("correction"))
    given = {"title": "更正说明", "reason": "当事人姓名笔误更正", "upload": upload}
    refused(NotNow, "file_not_sealed", actions.supplement, room.xia, bound.dispute_id, **given)
    sealed = actions.seal(room.xia, bound.dispute_id)
    content = files.read(sealed.pdf)
    refused(Malformed, "reason_missing", actions.supplement, room.xia, bound.dispute_id, **{**given, "reason": ""})
    annex = actions.supplement(room.xia, bound.dispute_id, **given)
    assert [(each.ordinal, each.title, each.added_by_name) for each in queries.annexes(sealed)] == [
        (1, "更正说明", "夏云峰")
    ]
    assert files.read(CaseFile.objects.get().pdf) == content
    with pytest.raises(DatabaseError, match="sealed file"), transaction.atomic():
        Annex.objects.filter(pk=annex.pk).update(reason="改写")


@pytest.mark.parametrize(
    ("matter", "code", "told"),
    [
        ({"category": "housing_homestead", "amount": None}, "permanent", "纠纷类型为“甲”"),
        ({"category": "neighbours", "amount": Decimal("100000")}, "long_by_amount", "涉及金额100,000.00元"),
        ({"category": "medical", "amount": Decimal("99999.99")}, "long_by_kind", "纠纷类型为“甲”"),
        ({"category": "neighbours", "amount": None}, "short", "不属于应当延长保管期限的情形"),
    ],
)
def test_retention_follows_the_first_rule_that_fits_and_says_why(office, matter, code, told):
    found = retention.choose(current_ruleset().retention, category_name="甲", outcome="agreed", **matter)
    assert found.rule.code == code
    assert told in found.reason
    assert (found.until(date(2026, 2, 28)) is None) == (code == "permanent")


def test_a_centre_closes_the_file_of_a_matter_that_it_transferred_or_that_a_party_withdrew(office):
    moved, taken_back = disputes.register(office.tu, leak()), disputes.register(office.tu, leak())
    disputes.transfer(office.gong, moved.pk, reason="涉嫌故意伤害", organ="武汉市公安局洪山区分局")
    mediation.withdraw(office.gong, taken_back.pk, party_id=taken_back.parties.first().pk, explanation="不想再追究")
    for ended in (moved, taken_back):
        refused(Forbidden, "permission_missing", actions.assemble, office.tu, ended.pk, checker="涂海洋")
        actions.assemble(office.gong, ended.pk, checker="涂海洋")
        actions.seal(office.gong, ended.pk)
        assert (fresh(ended).status, fresh(ended).next_desk) == ("archived", "nobody")


def run_jobs():
    """Do what waits for the worker, in this transaction."""
    for job in ProcrastinateJob.objects.filter(status="todo"):
        app.tasks[job.task_name](**job.args)


def test_a_long_file_is_bound_by_the_worker_which_tells_how_far_it_is(room, endings):
    dispute = endings.closed()
    asked = actions.ask_assembly(room.xia, dispute.pk, checker="程继红")
    assert actions.ask_assembly(room.xia, dispute.pk, checker="程继红") == asked
    heard = []
    actions.assemble(room.xia, dispute.pk, checker="程继红", tell=lambda *told: heard.append(told))
    assert heard[0] == (0, 9, "人民调解受理登记表")
    assert heard[-1] == (9, 9, "编写目录和页码")
    run_jobs()
    done = Assembly.objects.get()
    assert (done.state, done.done, done.total, done.failed) == ("done", 9, 9, "")
    assert queries.file_of(dispute).compiler_name == "夏云峰"


def test_a_file_that_cannot_be_bound_says_why(room, endings):
    dispute = endings.closed()
    broken = scan("x")[:300]
    add_file(room.xia, dispute.pk, kind="other", name="坏.pdf", content=broken)
    asked = actions.ask_assembly(room.xia, dispute.pk, checker="程继红")
    actions.work_off(asked.pk, replace(room.xia, at=timezone.now()))
    asked.refresh_from_db()
    assert asked.state == "failed"
    assert "其他材料”打不开" in asked.failed
    assert not CaseFile.objects.exists()
    again = actions.ask_assembly(room.xia, dispute.pk, checker="程继红")
    assert again != asked
