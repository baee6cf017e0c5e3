from datetime import date

import pytest

from fengqiao.core.identity import identity


def test_an_identity_number_tells_sex_and_birth_date():
    stated = identity(" 110101194912310024 ")
    assert (stated.number, stated.sex, stated.birth_on) == ("110101194912310024", "female", date(1949, 12, 31))


@pytest.mark.parametrize("number", ["420111196812080027", "210802195001010023"])
def test_people_older_than_the_code_of_their_county_have_valid_numbers(number):
    assert identity(number).birth_on.year < 1970


@pytest.mark.parametrize(
    "number",
    [
        "",
        "42011119681208002",
        "420111196812080028",
        "11010119491231002x",
        "990111196812080027",
        "420111196813080027",
        "420111096812080027",
        "４２０１１１１９６８１２０８００２７",
        "42011119681208002\n",
    ],
)
def test_what_is_no_identity_number_is_refused(number):
    with pytest.raises(ValueError):
        identity(number)
