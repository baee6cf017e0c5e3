"""A change of the API is seen in review: docs/openapi.json is what the API says of itself."""

from fengqiao.config import openapi


def test_the_committed_description_is_the_present_one():
    assert openapi.COPY.read_text(encoding="utf-8") == openapi.text(), "run: .venv/bin/fengqiao openapi"
