"""夏云峰's mediation room, from which the matters of these tests come."""

import pytest

from fengqiao.mediation.tests.conftest import Room


@pytest.fixture
def room(office) -> Room:
    """夏云峰's mediation room."""
    return Room(office)
