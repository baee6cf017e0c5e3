"""The benchmark itself, small: that it fills a city, asks everything of it, finds scans, and reports."""

import threading
from datetime import date
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.db import connection
from django.utils import timezone

from fengqiao.disputes.models import Dispute
from fengqiao.exchange import actions as exchange
from tests.bench import cases, drive, place, plans, registers, report
from tests.bench.drive import Request, Result
from tests.bench.place import City
from tests.bench.scenes import Scene, Scenes
from tests.bench.timed import timed

WUHAN = City("wuhan", "420100", "武汉市", "武汉")
CASES = 300


@pytest.fixture
def scenes(db, tmp_path):
    """A small Wuhan with 300 cases and the accounts that ask."""
    place.furnish(WUHAN, streets=2)
    file = tmp_path / "cases.jsonl"
    cases.write(file, WUHAN, CASES, timezone.localdate())
    outcome = exchange.import_cases(place.builder(WUHAN), file, system="bench")
    assert outcome.is_clean and outcome.run.accepted == CASES
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Scenes(WUHAN.host, place.users(WUHAN, 2))


def test_every_measurement_is_answered_rightly_and_needs_no_scan(scenes):
    tables = {
        table._meta.db_table: 100_000 for table in (Dispute, *(field.related_model for field in Dispute._meta.related_objects))
    }  # fmt: skip
    for scene in scenes.all():
        found = scenes.read(scene, tables, may_scan=False)
        assert found.faults == {}, scene.name
        assert found.queries > 3, scene.name
    accepted = Dispute.objects.filter(registered_by_name="压测人员").exclude(accepted_at=None)
    assert accepted.count() == 2


def test_a_query_that_no_index_serves_is_found(scenes):
    tables = {"disputes_dispute": CASES}
    with plans.Captured() as captured:
        assert not Dispute.objects.filter(place="不存在").exists()
        assert not Dispute.objects.filter(follow_code_hash="不存在").exists()
    unserved, served = captured.statements
    assert list(plans.explain([unserved], tables, may_scan=False).faults) == ["Seq Scan disputes_dispute"]
    assert plans.explain([served], tables, may_scan=False).faults == {}
    assert plans.explain([unserved], tables).rows == CASES


def _answer(environ, start_response):
    right = environ["PATH_INFO"] == "/right"
    start_response("200 OK" if right else "404 Not Found", [("Content-Length", "2")])
    return [b"{}"]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture
def port():
    """A server that knows /right and nothing else, and tells its time."""
    with make_server("127.0.0.1", 0, timed(_answer), handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_clients_count_right_and_wrong_answers_and_take_the_server_s_own_time(port):
    questions = [Request("/right")] * 5 + [Request("/wrong")] * 2
    heard = []
    result = drive.measure("甲", port, "wuhan.localhost", questions.pop, seconds=5, clients=1, heard=heard.append)
    assert (len(result.seen), len(result.served), result.wrong) == (5, 5, {404: 2})
    assert heard == [b"{}"] * 5
    assert all(inside <= outside for inside, outside in zip(result.served, result.seen, strict=True))


def test_the_report_holds_every_figure_against_its_budget():
    filled = report.Import(1000, 0.4, 10**6, 2, 0.5, 0.3)
    slow = Result("案件页", 16, 1.0, seen=[200.0], served=[180.0], worked=[20.0], wrong={500: 1})
    fast = Result("案件页", 1, 1.0, seen=[12.0], served=[10.0], worked=[9.0])
    scene = Scene("案件页", "case page", 150, lambda: Request("/"))
    row = report.Row(scene, plans.Read(34, 1200, {"Seq Scan disputes_dispute": "100 rows"}), fast, slow)
    taken = registers.Taken("people", "xlsx", 15_000, 2.5, 2, 3.0).told
    told = report.text(report.Outcome(filled, [row], {"web": 300.0}, ["a machine"], 60.0, [taken]), date(2026, 11, 22))
    assert "- import of people, xlsx: 15,000 rows in 2.5 s by 2 processes, 6,000 rows/s (budget 5,000); 0.20 ms" in told
    assert "2,500 cases/s" in told and "0.80 ms of processor time" in told
    assert "| 案件页 case page | 150 ms | 10 ms | 10 ms | 10 ms | 180 ms | 180 ms | 180 ms | 9 ms | yes / no |" in told
    assert "| 34 | 1,200 |" in told
    assert "案件页: Seq Scan disputes_dispute: 100 rows" in told and "案件页: 1 x 500" in told
