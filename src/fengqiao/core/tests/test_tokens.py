"""Search tokens do not depend on how the text was normalised, only on what it says."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from fengqiao.core.tokens import index_tokens, normalise, query_tokens


@given(st.text(max_size=80))
@example("ＡＢ漏水①ｶﾞé́Σ")
@example("中́文각ㄱㅏ")
def test_normalising_piecewise_is_normalising_the_whole(text):
    assert normalise(text) == unicodedata.normalize("NFKC", text).lower()


@given(st.lists(st.text(max_size=20), max_size=5))
def test_texts_do_not_run_into_each_other(texts):
    apart = {token for text in texts for token in index_tokens(text).split()}
    assert set(index_tokens(*texts).split()) == apart


def test_any_two_characters_and_any_one_are_found():
    tokens = set(index_tokens("房屋漏水，赔3,000元", "张伟").split())
    for query in ("漏水", "屋", "房屋漏水", "张伟", "000"):
        assert set(query_tokens(query)) <= tokens
    assert "水赔" not in tokens
