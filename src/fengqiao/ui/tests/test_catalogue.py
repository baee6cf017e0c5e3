"""The catalogue shows every component, in both frames, and what a refused form looks like."""

import re
from pathlib import Path

import pytest
from django import template

import fengqiao
from fengqiao.ui import assets
from fengqiao.ui.templatetags import ui

pytestmark = pytest.mark.django_db
SOURCES = Path(fengqiao.__file__).parent


@pytest.mark.parametrize("frame", ["", "?shell=portal"])
def test_it_renders_in_both_frames(client, frame):
    answer = client.get(f"/ui/catalogue{frame}")
    assert answer.status_code == 200
    assert answer.content.decode().count("<main") == 1


def test_it_breaks_no_content_security_policy(client):
    text = client.get("/ui/catalogue").content.decode()
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|javascript:", text)
    assert not re.search(r"<script(?![^>]*(src=|type=\"application/json\"))", text)


def test_it_shows_every_tag():
    library: template.Library = ui.register
    shown = "".join(path.read_text() for path in (SOURCES / "ui/templates/ui").rglob("catalogue/*.html"))
    shown += (SOURCES / "ui/templates/ui/catalogue.html").read_text()
    missing = [name for name in library.tags if f"{{% {name}" not in shown]
    assert set(missing) <= {"asset_tags", "journey"}  # the first is in every page, the second has a place of its own


def test_a_refused_form_comes_back_with_what_was_typed(client):
    data = {"parties-TOTAL_FORMS": "1", "parties-INITIAL_FORMS": "0", "name": "张某某", "phone": "12"}
    answer = client.post("/ui/catalogue", data)
    text = answer.content.decode()
    assert answer.status_code == 422 and 'value="张某某"' in text
    assert '<a href="#id_phone">联系电话：电话号码位数不对' in text


def test_a_row_is_added_without_javascript(client):
    data = {"parties-TOTAL_FORMS": "2", "parties-INITIAL_FORMS": "0", "add-parties": "1"}
    text = client.post("/ui/catalogue", data).content.decode()
    assert 'name="parties-TOTAL_FORMS" value="3"' in text and 'name="parties-2-name"' in text


def test_the_picker_finds_by_any_part(client):
    text = client.get("/ui/catalogue/options", {"q": "狮子"}).content.decode()
    assert 'data-code="420111007"' in text and text.count("<li") == 1


def test_long_work_ends(client):
    assert "hx-trigger" in client.get("/ui/catalogue/progress", {"done": "3"}).content.decode()
    assert "hx-trigger" not in client.get("/ui/catalogue/progress", {"done": "999999"}).content.decode()


def test_every_icon_that_a_template_names_was_built():
    named = {
        name
        for path in SOURCES.rglob("*.html")
        for name in re.findall(r"""\bicon(?:=|\s+)["']([a-z0-9-]+)["']""", path.read_text())
    }
    empty = assets.icon("no-such-icon")
    assert [name for name in sorted(named) if assets.icon(name) == empty] == []
