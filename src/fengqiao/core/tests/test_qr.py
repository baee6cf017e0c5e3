"""A QR code is drawn from the modules that the standard asks for."""

import re

from fengqiao.core import qr


def test_a_code_has_its_margin_and_three_finders_and_changes_with_the_text():
    code = qr.code("https://wuhan.example/training/sign-in?code=ABC234")
    dark = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path)
        for step in range(int(length))
    }
    last = code.size - 2 * qr.QUIET - 7
    for left, top in ((0, 0), (last, 0), (0, last)):
        ring = {(x, y) for x in range(7) for y in range(7) if x in (0, 6) or y in (0, 6) or 2 <= x <= 4 and 2 <= y <= 4}
        there = {(x, y) for x in range(7) for y in range(7) if (x + left + qr.QUIET, y + top + qr.QUIET) in dark}
        assert there == ring
    assert all(qr.QUIET <= value < code.size - qr.QUIET for place in dark for value in place)
    assert qr.code("x").path != qr.code("y").path
