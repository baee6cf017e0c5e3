"""The resident identity number (GB 11643): form, province, birth date and check digit. Plain Python.

python-stdnum's own check is not used: it refuses people born before the code of their county was assigned, who are most of
those who come to a counter, and fails on some codes.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from stdnum.iso7064 import mod_11_2

_FORM = re.compile(r"^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)\d{15}[\dX]$")


@dataclass(frozen=True)
class Identity:
    """What an identity number states."""

    number: str
    sex: Literal["male", "female"]
    birth_on: date


def identity(text: str) -> Identity:
    """Return what an identity number of 18 characters states, the number in capitals; raises ValueError when it cannot be."""
    number = text.strip().upper()
    if not _FORM.match(number):
        raise ValueError("form")
    if not mod_11_2.is_valid(number):
        raise ValueError("check digit")
    birth_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    if birth_on.year < 1850:
        raise ValueError("birth date")
    return Identity(number, "male" if int(number[16]) % 2 else "female", birth_on)
