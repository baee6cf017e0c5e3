import shutil
from datetime import UTC, datetime

import pytest
import yaml

from fengqiao.core.actor import Actor
from fengqiao.jurisdictions import queries
from fengqiao.jurisdictions.catalogue import profiles_folder
from fengqiao.jurisdictions.tests.desk import sign_in

__all__ = ["sign_in"]


@pytest.fixture
def folder(tmp_path):
    """A copy of the profiles that a test may break."""
    return shutil.copytree(profiles_folder(), tmp_path / "profiles")


@pytest.fixture
def edit(folder):
    """Change a file of the copy through a function of its content."""

    def edit(name, change):
        path = folder / name
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(content)
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")

    return edit


@pytest.fixture
def keeper():
    """Who sets the installation up, on 21 November 2026 in Shanghai."""
    return Actor(user_id=None, name="系统", at=datetime(2026, 11, 20, 17, 0, tzinfo=UTC))


@pytest.fixture(autouse=True)
def fresh():
    """Let no test see rules that another one loaded and rolled back."""
    queries.forget()
    yield
    queries.forget()
