"""What a right is, before anybody says which rights there are. Plain Python: the table of steps names them."""

from enum import StrEnum


class Right(StrEnum):
    """What somebody may do. Which rights there are, what they are called and who holds them is said above, in accounts."""

    @property
    def label(self) -> str:
        """What it is called."""
        return self.value

    @property
    def holders(self) -> list[str]:
        """Return the names of the posts that hold it."""
        return []
