"""What a row of the permission matrix is: an address, who may, and what each gets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fengqiao.accounts.permissions import Permission as P

ANYBODY = "anybody"
SIGNED_IN = "anybody who signed in"
NOWHERE = "01234567-89ab-7def-8123-456789abcdef"
"""The id of no record: whoever may, gets 404; whoever may not, is refused before anything is looked up."""


@dataclass(frozen=True)
class Row:
    """What one address answers to whom. args: of the address; body: form data of a page, JSON of an API operation."""

    url: str
    who: P | str
    method: str = "GET"
    args: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    allowed: int = 200
    refused: int = 403
    nobody: int = 0

    @property
    def to_nobody(self) -> int:
        """The status without signing in: as allowed, or 401 from the API, or the way to the sign-in page."""
        return self.nobody or (self.allowed if self.who == ANYBODY else 401 if self.url.startswith("api:") else 302)


def post(url: str, who: P | str, allowed: int = 404, **more: Any) -> Row:
    """A row for a POST; by default of a verb on a record that does not exist."""
    return Row(url, who, "POST", allowed=allowed, **more)
