"""A supervisor goes from a figure to the file behind it."""

from fengqiao.mediation.tests.conftest import Room
from tests.journeys.programs import text_of
from tests.journeys.town import Town
from tests.outcome import CALM, effective


def test_from_a_figure_of_the_case_table_to_the_matter_behind_it_with_two_clicks(town: Town):
    agreed = effective(Room(town.lately(hours=2)), narrative=CALM)
    hand = town.seat(town.lu()).at("/statistics/cases").look().start()
    row = "main tr:has(th:text-is('书面协议'))"
    hand.press(f"{row} td.num a")
    hand.press(".row-link")
    assert hand.interactions == 2
    assert hand.path == f"/disputes/{agreed.pk}"
    hand.sees(agreed.file_number).look()

    hand.at("/statistics/cases")
    printed = text_of(hand.fetch(hand.named("打印件").get_attribute("href")))
    assert "书面协议" in printed
