from fengqiao.core.search import matching


def test_nothing_to_look_for_is_no_condition():
    assert matching("  ") is None
    assert matching("!&|<->()'") is None
    assert matching("武汉") is not None
