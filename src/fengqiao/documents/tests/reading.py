"""Reading produced papers back, as somebody who receives them would."""

import io
import re

import docx
import pymupdf
from pydantic import BaseModel

MILLIMETRE = 72 / 25.4
CODE = re.compile(r"[a-z_]+")
NAMES_ONLY = {"parties", "party", "applicants", "respondents"}
"""Fields of which some forms print the names alone."""
NAMES_ONLY_IN = {"mediation_record", "follow_up_record", "receipt", "mediation_proof", "delivery_address"}
WITHOUT_COMMITTEE = {
    "directory",
    "evidence_list",
    "performance_vouchers",
    "file_note",
    "back_cover",
    "delivery_address",
}
"""Lists inside of a file, on whose cover the committee stands, and a form of the court."""


def characters(page):
    """Every character of a page and its box, but for punctuation, whose empty half may reach over the margin."""
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                for character in span["chars"]:
                    if character["c"] not in " 　，。、；：？！（）《》“”‘’【】":
                        yield character["c"], pymupdf.Rect(character["bbox"])


def squeezed(text):
    """Text without white space, as comparing wants it."""
    return re.sub(r"\s+", "", text)


def body_text(content):
    """The text between head and foot of all pages, squeezed together across the pages."""
    with pymupdf.open(stream=content, filetype="pdf") as paper:
        return squeezed("".join(page.get_text(clip=page.rect + (0, 0, 0, -24 * MILLIMETRE)) for page in paper))


def word_text(content):
    """All text of a Word document: paragraphs and tables, in their order."""
    body = docx.Document(io.BytesIO(content)).element.body
    return squeezed("".join(node.text or "" for node in body.iter() if node.tag.endswith("}t")))


def texts(value, path=()):
    """Every text somebody put into a form (codes left out), with the names of the fields that lead to it."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from texts(each, path)
    elif isinstance(value, str) and value and not CODE.fullmatch(value):
        yield path, value


def expected(form):
    """The texts that must stand on a form's paper, as they are compared: squeezed, paragraph by paragraph."""
    names_only = form.code in NAMES_ONLY_IN or (hasattr(form, "addressees") and form.code != "crime_report")
    for path, text in texts(form):
        if names_only and path[0] in NAMES_ONLY and path[1:] != ("name",):
            continue
        if path == ("committee",) and form.code in WITHOUT_COMMITTEE:
            continue
        if "representatives" in path and path[-1] in ("sex", "ethnicity", "occupation", "role"):
            continue
        if path[-1] == "label" or path[-1] == "role" and path[0] in ("trustees", "principal", "asked"):
            continue
        for line in text.splitlines():
            yield path, squeezed(line).rstrip("。")
