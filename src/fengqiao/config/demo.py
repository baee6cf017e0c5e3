"""What a first run shows: the jurisdictions, invented people and a handful of their cases."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """A demo account, the same in every demo jurisdiction."""

    role: str
    username: str
    password: str


ACCOUNTS: tuple[Account, ...] = ()


def ensure() -> None:
    """Put in what is missing; a second call changes nothing."""
