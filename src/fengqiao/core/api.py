"""What every API operation is made of: inputs that are what they say, pages by cursor, and the request with its actor."""

from typing import Annotated, Any, Generic, TypeVar

from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Schema
from ninja.schema import DjangoGetter
from pydantic import ConfigDict, model_validator

from fengqiao.core.actor import Actor
from fengqiao.core.paging import Page

T = TypeVar("T")
M = TypeVar("M", bound=Model)

Cursor = Annotated[str, Field(max_length=2000, description="翻页标记，取自上一页的 next 或 previous")]
Size = Annotated[int, Field(ge=1, le=100, description="每页条数")]


class ApiRequest(HttpRequest):
    """A request to the API, of whom the credentials told."""

    actor: Actor


def _text_of(value: Any) -> None:
    """Raise ValueError when there is text within that no database column can hold."""
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError(_("文字中含有空字符。"))
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise ValueError(_("文字中含有不完整的字符。")) from error
    elif isinstance(value, dict):
        for key, one in value.items():
            _text_of(key)
            _text_of(one)
    elif isinstance(value, list | tuple):
        for one in value:
            _text_of(one)


class Input(Schema):
    """The base of every body and query: a JSON object without unknown fields and without text that cannot be stored."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _object(cls, values: Any) -> Any:
        content = values._obj if isinstance(values, DjangoGetter) else values
        if isinstance(content, cls):
            return content
        if not isinstance(content, dict):
            raise ValueError(_("应为一个对象。"))
        _text_of(content)
        return content


class Paging(Input):
    """Which page of a list, for ``Query[Paging]``."""

    cursor: Cursor = ""
    size: Size = 25


class Paged(Schema, Generic[T]):
    """A page of a list; ``next`` and ``previous`` are cursors, null when there is no such page."""

    items: list[T]
    next: str | None = None
    previous: str | None = None


def paged(page: Page[M]) -> dict[str, Any]:
    """Return a page of core.paging as a response of ``Paged[...]``."""
    return {"items": page.rows, "next": page.next or None, "previous": page.previous or None}


class Problem(Schema):
    """A refusal (RFC 9457): what is wrong, which field and rule it concerns, and what to do now."""

    type: str
    title: str
    status: int
    code: str
    field: str | None = None
    rule: str | None = None
    next_step: str | None = None
    errors: list[dict[str, Any]] | None = None
    extra: dict[str, Any] | None = None
