"""Search columns of index tokens, and full-text conditions over them."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import connection, transaction
from django.db.models import Count, Lookup, QuerySet, TextField, UUIDField
from django.db.models.functions import Cast

from fengqiao.core.tokens import query_tokens


class TokensField(SearchVectorField[Any, Any]):
    """A search column that takes index tokens as they are, parted by blanks, and gives them back so, in another order."""

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """Return how the tokens are written; the database's own reader of words would look at each of them again."""
        return "array_to_tsvector(array_remove(string_to_array(%s, ' '), ''))"

    def from_db_value(self, value: str | None, *_context: Any) -> str | None:
        """Return the tokens; none of them holds a quotation mark."""
        return value if value is None else value.replace("'", "")


@UUIDField.register_lookup
class Among(Lookup[str]):
    """``pk__among``: whether an id is among those of ``found``, one value of the statement however many they are."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the condition."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::uuid[])", (*params, self.rhs)


def found(queryset: QuerySet[Any]) -> tuple[int, str]:
    """Return how many records a query finds, and their ids as the database writes a list of them: nobody here reads them."""
    ids = Cast(ArrayAgg("pk", default=[]), TextField())
    told = queryset.aggregate(number=Count("pk"), ids=ids)
    return told["number"], told["ids"]


def packed(tokens: str) -> bytes:
    """Return tokens, each once, as the database's binary form of a search column, for ``core.bulk``."""
    return (
        struct.pack("!i", tokens.count(" ") + 1) + tokens.encode().replace(b" ", b"\0\0\0") + b"\0\0\0"
        if tokens
        else bytes(4)
    )


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
