"""Registration with the keyboard alone."""

from playwright.sync_api import expect

from fengqiao.disputes.models import Dispute

MOST_TABS = 60


def tab_to(page, name: str) -> None:
    """Press Tab until the focus is on the control of a name, or on the button that reads so."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate("[document.activeElement.name, document.activeElement.innerText?.trim()]")
        if name in here:
            return
    raise AssertionError(f"{MOST_TABS} presses of Tab do not lead to {name}")


def test_a_dispute_is_registered_without_a_mouse(town):
    hand = town.seat(town.tu()).at("/")
    page, keys = hand.page, hand.page.keyboard
    keys.press("g")
    keys.press("n")
    expect(page.locator("h1")).to_contain_text("登记纠纷")

    tab_to(page, "parties-0-name")
    keys.type("张建国")
    tab_to(page, "parties-1-name")
    keys.type("李秀英")
    tab_to(page, "narrative")
    keys.type("楼道里堆着旧家具，张建国多次要求李秀英搬走，两家吵了起来。")
    tab_to(page, "region")
    keys.type("洪珞社区")
    expect(page.locator(".pick-list:not([hidden]) [role=option]")).to_have_count(1)
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(page.locator("[name=region_code]")).to_have_value("420111001001")
    tab_to(page, "category")
    expect(page.locator("select[name=category]")).to_have_value("neighbours")
    tab_to(page, "登记")
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("邻里纠纷")
    dispute = Dispute.objects.get()
    assert [party.name for party in dispute.parties.all()] == ["张建国", "李秀英"]
