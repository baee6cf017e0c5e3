"""Forms as Word documents, from the same contexts as the PDF, for whoever has to edit one.

The default templates are built on first use from word_layouts.py: there is nothing binary in the repository, and no
template can lag behind its form. `write_template` gives a jurisdiction one to edit in Word; put under
profiles/<slug>/templates/<form>.docx it wins.
"""

import io
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import cast

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl.template import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from fengqiao.core.errors import DomainError
from fengqiao.documents import overrides
from fengqiao.documents.contexts.base import Form
from fengqiao.documents.word_layouts import LAYOUTS

BODY_FONT = "仿宋"
UNNUMBERED = ("cover", "directory", "back_cover", "manifest")


def render_docx(form: Form, *, moment: datetime, folder: Path | None = None) -> bytes:
    """Fill a form's Word template. `folder`: a jurisdiction's templates, which win over the default ones.

    Templates may be edited by staff, so they run in a sandbox and values are escaped. Raises DomainError
    "document_not_made" when a template is broken or reaches for what it may not.
    """
    own = overrides.word_template(form.code, folder)
    template = DocxTemplate(own if own else io.BytesIO(default_template(form.code)))
    try:
        template.render(form.printed(), jinja_env=SandboxedEnvironment(autoescape=True), autoescape=True)
    except TemplateError as error:
        raise DomainError(
            "document_not_made",
            _("文书没有生成：Word模板有误。"),
            status=500,
            next_step=_("请联系管理员检查文书模板。"),
            extra={"reason": str(error)},
        ) from error
    properties = cast(WordDocument, template.docx).core_properties  # get_docx() would load the unfilled template again
    properties.title = f"{form.heading}{form.number}"
    properties.author = form.committee
    properties.created = properties.modified = moment
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def write_template(code: str, folder: Path) -> Path:
    """Write the default Word template of a form into `folder`, to be edited there. Returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{code}.docx"
    path.write_bytes(default_template(code))
    return path


@cache
def default_template(code: str) -> bytes:
    """The default template of a form as a .docx."""
    document = Document()
    _page(document, numbered=code not in UNNUMBERED)
    for block in LAYOUTS[code]:
        block.write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: WordDocument, *, numbered: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(28), Mm(25)
    section.left_margin, section.right_margin = Mm(28), Mm(24)
    normal = document.styles["Normal"]
    normal.font.name = BODY_FONT
    normal.font.size = Pt(12)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), BODY_FONT)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.25
    if numbered:
        footer = section.footer.paragraphs[0]
        footer.alignment = 1
        for text, code in (("第", "PAGE"), ("页　共", "NUMPAGES"), ("页", "")):
            footer.add_run(text)
            if code:
                number = OxmlElement("w:fldSimple")
                number.set(qn("w:instr"), code)
                footer._p.append(number)
