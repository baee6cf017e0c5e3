"""Forms to paper: PDF/A-2b through Typst.

The same form, templates and moment give the same bytes. A Compiler is not thread-safe, so each thread has its own;
the fonts are shared. PDF/A refuses a character that no font shows, where plain PDF would print a box in silence:
that refusal is what people get to see, with the character and the field.
"""

import json
import re
import threading
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import typst
from django.utils.translation import gettext as _

from fengqiao.core.errors import DomainError, Malformed
from fengqiao.documents import overrides
from fengqiao.documents.contexts.base import Form, Printed
from fengqiao.documents.fonts import fonts

STANDARD: "list[typst.PDFStandard]" = ["a-2b"]
_UNSHOWN = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_local = threading.local()


def render_pdf(form: Form, *, moment: datetime, folder: Path | None = None) -> bytes:
    """Typeset a form as PDF/A-2b.

    moment: the PDF's creation time (aware). folder: a jurisdiction's templates, which win over the default ones.
    Raises Malformed "character_not_printable" when a character is in no font: `extra` has the characters and the
    fields they stand in.
    """
    data = form.printed()
    return typeset(overrides.typst_source(form.code, folder), data, moment=moment)


def typeset(source: bytes, data: Mapping[str, Printed], *, moment: datetime, root: Path = overrides.TYPST) -> bytes:
    """Typeset a Typst source with `data` as sys.inputs.data; files it reads lie under `root`. Raises as `render_pdf`."""
    try:
        made = _compiler().compile(
            input=source,
            root=root,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            format="pdf",
            pdf_standards=STANDARD,
            timestamp=moment.replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise _refusal(error, data) from error
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made


def _compiler() -> typst.Compiler:
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(font_paths=fonts(), ignore_system_fonts=True)
    compiler: typst.Compiler = _local.compiler
    return compiler


def _refusal(error: typst.TypstError, data: Mapping[str, Printed]) -> DomainError:
    """What to tell people about a failed typesetting: which characters, in which texts."""
    told = _UNSHOWN.findall(f"{error.message}\n{error.diagnostic}")
    characters = sorted({c for text in told for c in _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)})
    if not characters:
        return DomainError(
            "document_not_made",
            _("文书没有生成：模板有误。"),
            status=500,
            next_step=_("请联系管理员检查文书模板。"),
            extra={"reason": error.message},
        )
    found = {path: text for path, text in _texts(data) if any(c in text for c in characters)}
    path, text = next(iter(found.items()), ("", ""))
    shown = "、".join(f"{c}（U+{ord(c):04X}）" for c in characters)
    return Malformed(
        "character_not_printable",
        _("字库中没有这些字，无法印在文书上：%(characters)s。所在内容：%(text)s")
        % {"characters": shown, "text": text[:60]},
        field=path,
        next_step=_("请核对后改用规范汉字；确为人名用字的，请联系管理员安装生僻字字库。"),
        extra={"characters": characters, "fields": sorted(found)},
    )


def _texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, f"{path}.{index}")
