"""Posts as the pages show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fengqiao.accounts import queries
from fengqiao.accounts.models import Assignment
from fengqiao.regions import queries as regions
from fengqiao.regions.models import OFFICIAL_LENGTH


@dataclass(frozen=True)
class Line:
    """A post in words. region: the place within which it may look. marked: as the page wishes to single it out."""

    post: Assignment
    organisation: str
    region: str
    marked: bool

    def __str__(self) -> str:
        place = self.organisation or self.region
        return f"{self.post.role_name} · {place}" if place else self.post.role_name

    @property
    def dialog(self) -> str:
        """The id of the dialog that ends it."""
        return f"end-{self.post.pk}"


def _code(scope: str) -> str:
    return scope.ljust(OFFICIAL_LENGTH, "0")


def lines(posts: Iterable[Assignment], marked: Callable[[Assignment], bool] = lambda _post: True) -> list[Line]:
    """Return the posts as lines, with two queries however many they are."""
    posts = list(posts)
    names = queries.organisation_names(post.organisation_id for post in posts)
    paths = regions.paths(_code(post.region_scope) for post in posts if post.region_scope)
    return [
        Line(
            post,
            names.get(post.organisation_id, ""),
            paths.get(_code(post.region_scope), post.region_scope),
            marked(post),
        )
        for post in posts
    ]
