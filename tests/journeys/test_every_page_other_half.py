"""Every second page that a person can open, from the second on; the others stand in a file of their own, to be looked at meanwhile."""

from tests.journeys import every_page


def test_the_pages_are_accessible_fit_both_screens_and_speak_plainly_in_both_languages(town):
    assert every_page.faults(town, 1) == []
