"""How many queries a page may make, however many records it shows: `tests/query_counts.json`, by name of the address."""

import json
from pathlib import Path
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

BUDGETS = Path(__file__).with_name("query_counts.json")


def assert_query_budget(
    client: Client, url_name: str, data: dict[str, Any] | None = None, *, method: str = "get", **args: Any
) -> HttpResponse:
    """Ask the address and return its answer; fail when it succeeds with more queries than its budget, or has none.

    data: query or form. args: of the address. Fill the page with several records first: one row hides a query a row.
    """
    budget = json.loads(BUDGETS.read_text()).get(url_name)
    client.get("/")  # so that the host is known, whenever its entry in the cache last ended
    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(reverse(url_name, kwargs=args), data)
    told = "\n".join(query["sql"][:200] for query in queries)
    assert budget is not None, f'add "{url_name}": {len(queries)} to {BUDGETS.name}\n{told}'
    assert len(queries) <= budget, f"{url_name} makes {len(queries)} queries, its budget is {budget}:\n{told}"
    return response
