"""File numbers when many accept at once: consecutive, none twice, none missing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection

from fengqiao.core.errors import DomainError
from fengqiao.disputes import actions
from fengqiao.disputes.models import Dispute, FileNumber
from fengqiao.disputes.workflow import Status
from tests.office import leak

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(transactional_db, build_office):
    """An office whose rows other connections see."""
    return build_office()


def in_threads(tenant, jobs, threads=10):
    """Run the jobs side by side, each in the tenant, and return what each gave."""

    def run(job):
        connection.set_tenant(tenant)
        try:
            return job()
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, jobs))


def test_fifty_accepts_at_once_give_fifty_consecutive_numbers(office, wuhan):
    registered = []
    for _number in range(50):
        dispute = actions.register(office.tu, leak())
        actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)
        registered.append(dispute.pk)
    in_threads(wuhan, [lambda pk=pk: actions.accept(office.director, pk) for pk in registered])
    serials = sorted(FileNumber.objects.values_list("serial", flat=True))
    assert serials == list(range(1, 51))
    assert Dispute.objects.filter(status=Status.ACCEPTED, file_number__isnull=False).count() == 50


def test_of_two_who_accept_the_same_matter_one_wins_and_no_number_is_lost(office, wuhan):
    dispute = actions.register(office.tu, leak())
    actions.route(office.gong, dispute.pk, receiver_id=office.street.pk)

    def accept():
        try:
            return actions.accept(office.director, dispute.pk).file_number
        except DomainError as error:
            return error.code

    answers = in_threads(wuhan, [accept] * 8, threads=8)
    assert answers.count("step_not_now") == 7
    assert FileNumber.objects.count() == 1
    assert FileNumber.objects.get().serial == 1
