"""Identifiers are of version 7 and sort in the order in which they were made."""

from concurrent.futures import ThreadPoolExecutor

from fengqiao.core.ids import uuid7


def test_identifiers_sort_in_the_order_in_which_they_were_made():
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(made)
    assert {one.version for one in made} == {7}


def test_threads_never_make_the_same_identifier_nor_disturb_the_order_of_each():
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(lambda _: [uuid7() for _ in range(2_000)], range(4)))
    assert all(row == sorted(row) for row in rows)
    assert len({one for row in rows for one in row}) == 8_000
