"""Near-same narratives are found; different ones are not."""

from hypothesis import given
from hypothesis import strategies as st

from fengqiao.disputes.rules.similarity import bands, likeness

LEAK = "楼上住户卫生间漏水，把我家客厅天花板泡坏了，找物业协调了三次，对方一直说没钱修，要求赔偿损失八千元。"
SAME = "楼上住户卫生间漏水，把我家客厅的天花板泡坏了，找物业协调过三次，对方一直说没钱修，要求赔偿损失八千元整。"
OTHER = "在工地干了四个月活，包工头拖欠工资一万二千元，打电话不接，要求尽快支付全部工资。"


def test_a_retold_narrative_shares_a_band_and_most_pairs():
    assert set(bands(LEAK)) & set(bands(SAME))
    assert likeness(LEAK, SAME) > 0.6


def test_another_matter_is_unlike():
    assert likeness(LEAK, OTHER) < 0.2


@given(st.text(max_size=300))
def test_any_text_is_like_itself_and_has_all_bands_or_none(text):
    assert len(bands(text)) in (0, 16)
    if bands(text):
        assert likeness(text, text) == 1.0
