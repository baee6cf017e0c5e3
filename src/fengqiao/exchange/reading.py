"""Reading a file of raw cases row by row: JSON lines, or CSV with headings; UTF-8, or the GB18030 of older systems."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from django.utils.translation import gettext as _

from fengqiao.core.errors import Malformed

LONGEST_ROW = 1_000_000
MOST_COLUMNS = 200


class Row(NamedTuple):
    """A row: its line in the file, and heading -> value; ``broken`` says why it could not be read at all."""

    line: int
    values: Mapping[str, Any]
    broken: str = ""


def _unreadable(text: str) -> Malformed:
    return Malformed(
        "file_unreadable", text, field="file", next_step=_("请用UTF-8编码的JSON行文件（.jsonl）或者CSV文件。")
    )


def encoding(path: Path) -> str:
    """Return the encoding of a text file: UTF-8, UTF-16 with its mark, or GB18030. Raises Malformed for any other."""
    with path.open("rb") as source:
        head = source.read(1_000_000)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for name in ("utf-8-sig", "gb18030"):
        try:
            head[: len(head) - 8].decode(name)
        except UnicodeDecodeError as error:
            if error.start >= len(head) - 16:
                return name
            continue
        return name
    raise _unreadable(_("文件的编码不是UTF-8，也不是GB18030。"))


def rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file by its ending (.jsonl, .ndjson or .csv). Raises Malformed when it is none of these."""
    ending = path.suffix.lower()
    if ending in (".jsonl", ".ndjson"):
        return _json_rows(path)
    if ending == ".csv":
        return _csv_rows(path)
    raise _unreadable(_("不支持这种文件。"))


def _json_rows(path: Path) -> Iterator[Row]:
    with path.open("rb") as source:
        for line, content in enumerate(source, start=1):
            if content.strip():
                yield parsed(line, content)


def parsed(line: int, content: bytes) -> Row:
    """Return a JSON line as a row."""
    if len(content) > LONGEST_ROW:
        return Row(line, {}, "这一行超过100万字节。")
    try:
        values = orjson.loads(content)
    except ValueError:
        return Row(line, {}, "不是UTF-8编码的JSON对象。")
    if not isinstance(values, dict):
        return Row(line, {}, "应为一个JSON对象。")
    return Row(line, values)


def _csv_rows(path: Path) -> Iterator[Row]:
    with path.open(encoding=encoding(path), errors="replace", newline="") as source:
        reader = csv.reader(source)
        headings = [heading.strip() for heading in next(reader, [])]
        if not headings or len(headings) > MOST_COLUMNS or len(set(headings)) != len(headings):
            raise _unreadable(_("第一行应为栏名，每栏一个，不重复。"))
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield Row(reader.line_num, {}, "这一行不是完整的CSV。")
                continue
            if any(cell.strip() for cell in cells):
                yield _csv_row(reader.line_num, headings, cells)


def _csv_row(line: int, headings: list[str], cells: list[str]) -> Row:
    if len(cells) > len(headings):
        return Row(line, {}, f"有{len(cells)}栏，栏名只有{len(headings)}个。")
    if any("\ufffd" in cell for cell in cells):
        return Row(line, {}, "含有无法识别的字符，请核对文件编码。")
    return Row(line, dict(zip(headings, cells, strict=False)))


def text_of(rows_: Iterable[Mapping[str, Any]]) -> str:
    """Return raw cases as JSON lines."""
    target = io.StringIO()
    for row in rows_:
        target.write(json.dumps(row, ensure_ascii=False) + "\n")
    return target.getvalue()
