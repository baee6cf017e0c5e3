"""What a page shows of a file that was handed in."""

import re
from pathlib import Path

from fengqiao.core import masking
from fengqiao.core.errors import DomainError
from fengqiao.exchange import sheets, storing
from fengqiao.exchange.models import ImportRun
from fengqiao.exchange.rules.registers import REGISTERS

LONGEST = 40
_ID_NUMBER, _PHONE = re.compile(r"\d{17}[\dXx]"), re.compile(r"(?:\+?86)?1[3-9]\d{9}")


def _masked(cell: str) -> str:
    """Return a value with the identity numbers and telephone numbers in it masked, whatever column it is."""
    masked = _ID_NUMBER.sub(lambda found: masking.mask_id(found[0]), cell)
    return masking.mask_phone(masked) if _PHONE.fullmatch(masked) else masked


def samples(run: ImportRun) -> dict[int, str]:
    """Return the first value of each column of a file, by place, to recognise it by; nothing when it lies here no more."""
    found: dict[int, str] = {}
    if not storing.is_kept(run.upload):
        return found
    try:
        with storing.opened(run.upload, Path(run.file_name).suffix.lower()) as path:
            for row in sheets.open_table(path, REGISTERS[run.register]).samples:
                for place, cell in enumerate(row):
                    if cell and place not in found:
                        found[place] = _masked(cell[:LONGEST])
    except DomainError:
        return {}
    return found
