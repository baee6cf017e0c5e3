"""Posts as the pages show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fengqiao.accounts import queries
from fengqiao.accounts.models import Assignment


@dataclass(frozen=True)
class Line:
    """A post with the name of its organisation. marked: it is in force, or it is where the reader works."""

    post: Assignment
    organisation: str
    marked: bool

    @property
    def dialog(self) -> str:
        """The id of the dialog that ends it."""
        return f"end-{self.post.pk}"


def lines(posts: Iterable[Assignment], marked: Callable[[Assignment], bool]) -> list[Line]:
    """Return the posts as lines."""
    posts = list(posts)
    names = queries.organisation_names(post.organisation_id for post in posts)
    return [Line(post, names.get(post.organisation_id, ""), marked(post)) for post in posts]
