"""Full-text conditions over a generated `simple` tsvector of index tokens."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.postgres.search import SearchQuery
from django.db import connection, transaction

from fengqiao.core.tokens import query_tokens


def matching(text: str) -> SearchQuery | None:
    """Return the condition that a record holds every part of the text, or None when it has no part to look for.

    Chinese matches in any place of a word; a Latin word matches words that begin with it (pinyin as it is typed); numbers
    match whole. Use as `filter(search=matching(text))` on a SearchVectorField.
    """
    tokens = query_tokens(text)
    if not tokens:
        return None
    parts = [f"'{token}':*" if token.isascii() and not token[0].isdigit() else f"'{token}'" for token in tokens]
    return SearchQuery(" & ".join(parts), search_type="raw", config="simple")


@contextmanager
def by_index() -> Iterator[None]:
    """Inside the block the database reads no table from end to end where an index serves.

    Left alone it would sooner read a table of long rows until enough are found: it does not count what fetching each row's
    words from beside the table costs, a hundred times the comparison itself.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on")
