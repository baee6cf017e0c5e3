"""What every form has in common: clean text, values in words, where it stands in the file.

A form is filled with typed values (dates, Decimal yuan, codes). `printed()` turns it into the words that go on
paper, once, for the Typst and the Word template alike, so that no template computes or formats anything.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, get_args

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from fengqiao.documents import values

Printed = str | bool | list[Any] | dict[str, Any]

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"\s*\n\s*|\t")


def clean(text: str) -> str:
    """`text` without what no paper can show: controls, invisible format characters (also those that reorder
    text), noncharacters. Line breaks become \\n, tabs stay; a person's characters are never exchanged for others.
    """
    text = _BREAKS.sub("\n", text)
    return "".join(c for c in text if c in "\n\t" or not _invisible(c)).strip()


def _invisible(character: str) -> bool:
    point = ord(character)
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs")
        or 0xFDD0 <= point <= 0xFDEF
        or point & 0xFFFE == 0xFFFE
        or 0xFE00 <= point <= 0xFE0F
        or 0xE0100 <= point <= 0xE01EF
    )


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", clean(text))


Prose = Annotated[str, AfterValidator(clean)]
"""Text of any length with line breaks."""
Line = Annotated[str, AfterValidator(_one_line)]
"""Text on one line: breaks become blanks."""
FileNumber = Annotated[str, AfterValidator(_one_line), AfterValidator(values.full_width_brackets)]
Money = Annotated[Decimal, Field(ge=0, lt=Decimal(10) ** 12, decimal_places=2)]
"""Yuan, not negative, at most two decimals."""
Moment = AwareDatetime


@dataclass(frozen=True)
class Boxes:
    """On a field that holds a code: the boxes as printed, in order; the code's own box is filled in."""

    labels: dict[str, str]

    def __hash__(self) -> int:
        return hash(tuple(self.labels.items()))

    def printed(self, code: object) -> str:
        return "　".join(f"{'■' if code == key else '□'}{label}" for key, label in self.labels.items())


class Context(BaseModel):
    """A typed piece of a form. `derived` names properties that are printed beside the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    derived: ClassVar[tuple[str, ...]] = ()

    def printed(self) -> dict[str, Printed]:
        """All fields in words, for the templates: text, lists and dictionaries of text, and truth values.

        Money is printed as `x` (figures and capitals), `x_figures` and `x_capitals`; a code with boxes as `x`
        (the boxes) and `x_label`; what is not known as "".
        """
        out: dict[str, Printed] = {}
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            boxes = next((m for m in field.metadata if isinstance(m, Boxes)), None)
            if boxes:
                out[name] = boxes.printed(value)
                out[f"{name}_label"] = boxes.labels.get(value, "")
            elif _is_money(field.annotation):
                out |= _printed_money(name, value)
            else:
                out[name] = in_words(value)
        return out | {name: in_words(getattr(self, name)) for name in self.derived}


def _is_money(annotation: Any) -> bool:
    return annotation is Decimal or any(_is_money(inner) for inner in get_args(annotation) if inner is not Ellipsis)


def _printed_money(name: str, amount: Decimal | None) -> dict[str, Printed]:
    if amount is None:
        return {name: "", f"{name}_figures": "", f"{name}_capitals": ""}
    return {
        name: values.money_words(amount),
        f"{name}_figures": values.figures(amount),
        f"{name}_capitals": values.capitals(amount),
    }


def in_words(value: object) -> Printed:
    """Any field's value as the templates get it. Raises TypeError for a kind of value that no form has."""
    if isinstance(value, bool | str):
        return value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return values.moment_words(value)
    if isinstance(value, date):
        return values.date_words(value)
    if isinstance(value, Context):
        return value.printed()
    if isinstance(value, tuple | list):
        return [in_words(each) for each in value]
    if isinstance(value, int):
        return str(value)
    raise TypeError(f"no form prints a {type(value).__name__}")


class Signer(Context):
    """One line to sign on. `strokes` are those of a signing pad, if that is how it was signed."""

    label: Line
    name: Line = ""
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    signed_at: Moment | None = None

    def printed(self) -> dict[str, Printed]:
        """The strokes become points in millimetres inside 30 x 11, as text, so that a template only draws them."""
        return {
            "label": self.label,
            "name": self.name,
            "signed_at": in_words(self.signed_at),
            "strokes": [[[f"{x:.2f}", f"{y:.2f}"] for x, y in stroke] for stroke in _fitted(self.strokes)],
        }


def _fitted(strokes: tuple[tuple[tuple[float, float], ...], ...]) -> list[list[tuple[float, float]]]:
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return []
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width, height = max(x for x, _ in points) - left, max(y for _, y in points) - top
    scale = min(30 / max(width, 1e-9), 11 / max(height, 1e-9))
    return [[((x - left) * scale, (y - top) * scale) for x, y in stroke] for stroke in strokes if stroke]


class Signature(Signer):
    """A signature given on a pad: in which line of the form, who, the strokes (points of any scale), when."""

    signed_at: Moment


class Form(Context):
    """A whole form. Subclasses say which it is.

    code: stored name and template name; title: its name in the directory; basis: the article or ministry form it
    implements; place: its row in the order of the file (domain table 3.1), None when it is not a fixed part;
    mandatory: the file is incomplete without one form of this place.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    basis: ClassVar[str]
    place: ClassVar[int | None] = None
    mandatory: ClassVar[bool] = False
    derived: ClassVar[tuple[str, ...]] = ("heading",)

    committee: Line
    """The organisation whose form this is and whose seal it bears."""
    number: FileNumber = ""

    @property
    def heading(self) -> str:
        """What stands over the form."""
        return self.title
