"""Cases with their parties from a workbook of the pages, and out again in the same shape."""

import io

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat
from openpyxl import load_workbook

from fengqiao.disputes.models import Dispute, Party
from fengqiao.exchange import actions, workbooks
from fengqiao.exchange.actions.exporting import lines
from fengqiao.exchange.models import ExportRun, ImportedCase
from fengqiao.exchange.outgoing import OUTGOING
from fengqiao.exchange.tests.conftest import raw
from fengqiao.exchange.tests.test_asking import work


def party(side, name, **more):
    return {"side": side, "name": name, **more}


@pytest.fixture
def cases(bring):
    """Cases at every place on their way, one with many parties."""
    many = [party("申请人", f"王{name}") for name in "一二三四"] + [
        party("对方当事人", "某某建设有限公司", kind="单位")
    ]
    none = {"agreed_at": None, "form": None, "promise": None, "agreement_amount": None, "performed_on": None}
    outcome = bring(
        raw(original_number="（2021）洪调字7号", occurred_on="2021-02-01", amount=5000, is_difficult="是", grade="黄"),
        raw(external_key="A-2", performed_on=None, due_on="2021-06-01", filed_at="2021-03-25", confirmed_on="2021-04-02",
            court="武汉市洪山区人民法院"),
        raw(external_key="A-3", parties=many, **none),
        raw(external_key="A-4", result="调解不成", ended_at="2021-04-01", archived_at="2021-05-01", **none),
        raw(external_key="A-5", accepted_at=None, source="接受委托移送调解", entruster="法院", court_stage="委派",
            entrusting_organ="武汉市洪山区人民法院", entrusting_reference="（2021）鄂0111诉前调1号", **none),
        raw(external_key="A-6", accepted_at=None, organisation="武汉市洪山区司法局", **none),
    )  # fmt: skip
    assert not outcome.faults


def exported(officer, **options):
    return list(lines(officer, OUTGOING["cases"], {}, is_masked=False, **options))


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_cases_go_out_and_come_in_with_no_difference(officer, cases, tmp_path, ending):
    before = exported(officer)
    path = tmp_path / f"a.{ending}"
    with workbooks.opened(path, "案件", ending) as target:
        for row in before:
            target.line(row)
    again = actions.import_register(officer, path, register="cases")
    assert (again.run.accepted, again.run.known, again.faults) == (0, 6, [])
    ImportedCase.objects.update(external_key=Concat(Value("x"), F("external_key")))
    outcome = actions.import_register(officer, path, register="cases")
    assert (outcome.faults, outcome.run.accepted) == ([], 6)
    key = before[0].index("外部编号")
    assert [row for row in exported(officer) if not row[key].startswith("x")] == before
    assert Party.objects.filter(name="王四", dispute__imported_as__external_key="A-3").exists()


def test_receipt_numbers_of_this_jurisdiction_are_not_imported_again(office, officer, cases, tmp_path):
    ImportedCase.objects.all().delete()
    before = exported(officer)
    rows = [dict(zip(before[0], row, strict=True)) for row in before[1:]]
    outcome = actions.import_register(officer, rows, register="cases")
    assert (outcome.run.accepted, outcome.run.known) == (0, 6) and Dispute.objects.count() == 6


def test_an_export_tells_no_name_and_no_number_unless_they_were_asked_for(officer, cases):
    told = str(list(lines(officer, OUTGOING["cases"], {}, is_masked=True)))
    assert "张建国" not in told and "13800005678" not in told and "张某某" in told and "王四" not in told


def test_the_list_is_exported_as_it_is_narrowed(officer, cases):
    narrowed = list(lines(officer, OUTGOING["cases"], {"status": "registered"}, is_masked=True))
    assert len(narrowed) == 3
    run = actions.export(officer, register="cases", narrowed={"status": "registered"})
    work()
    run = ExportRun.objects.get(pk=run.pk)
    assert (run.state, run.done, run.total) == ("done", 2, 2)
    content = b"".join(actions.fetch(officer, run.pk)[1])
    assert load_workbook(io.BytesIO(content)).worksheets[0].max_row == 3
