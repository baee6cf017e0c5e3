"""A broken, huge, malicious or wrongly encoded file gets a clear answer, in bounded memory, and changes nothing."""

import io
import subprocess
import sys
import tracemalloc
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from fengqiao.core.errors import Malformed
from fengqiao.exchange import actions, sheets
from fengqiao.exchange.books import Book
from fengqiao.exchange.models import ImportRun
from fengqiao.exchange.rules.registers import REGISTERS
from fengqiao.exchange.rules.values import Unreadable, birthday, code, day, moment, several
from fengqiao.exchange.tests.conftest import organisation
from fengqiao.exchange.tests.test_asking import ROW, workbook
from fengqiao.organisations.models import Organisation

SHAPE = REGISTERS["organisations"]
HEAD = ",".join(ROW)
LINE = ",".join(ROW.values())


def packed(**changes):
    """The parts of a workbook, some of them other than they should be."""
    source = zipfile.ZipFile(io.BytesIO(workbook(ROW)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for part in source.infolist():
            content = changes.pop(part.filename, None)
            package.writestr(part.filename, source.read(part) if content is None else content)
        for name, content in changes.items():
            package.writestr(name, content)
    return target.getvalue()


def bomb():
    """A small workbook whose sheet unpacks to more than may be."""
    return packed(**{"xl/worksheets/sheet1.xml": b"<x>" + b" " * (401 * 1024**2)})


def lying():
    """A workbook that says of its sheet that it is small, and is not."""
    content = bytearray(packed(**{"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * (20 * 1024**2)}))
    size = (20 * 1024**2 + 11).to_bytes(4, "little")
    while (at := content.find(size)) >= 0:
        content[at : at + 4] = (5000).to_bytes(4, "little")
    return bytes(content)


ENTITIES = (
    b'<!DOCTYPE w [<!ENTITY a "' + b"x" * 1000 + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 100) for n in range(8))
    + b"]><worksheet><sheetData><row r='1'><c r='A1' t='str'><v>&i;</v></c></row></sheetData></worksheet>"
)  # fmt: skip

BAD = {
    "file_empty": ("a.xlsx", b""),
    "file_kind": ("a.exe", b"MZ\x90\x00"),
    "workbook_old": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "workbook_encrypted": (
        "a.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    ),
    "workbook_macros": ("a.xlsm", b"PK\x03\x04"),
    "workbook_broken": ("a.xlsx", b"PK\x03\x04 and nothing else"),
    "headings_missing": ("a.csv", "甲\n乙\n".encode()),
    "encoding_unknown": ("a.csv", b"\xff\xff\xff\xff" * 100),
}


def take(keeper, tmp_path, name, content, register="organisations"):
    path = tmp_path / name
    path.write_bytes(content)
    return actions.import_register(keeper, path, register=register)


def refused(keeper, tmp_path, name, content):
    """The refusal of a file; nothing was entered and no import is told of."""
    with pytest.raises(Malformed) as refusal:
        take(keeper, tmp_path, name, content)
    assert refusal.value.status == 422 and refusal.value.message and refusal.value.next_step
    assert not Organisation.objects.exists() and not ImportRun.objects.exists()
    return refusal.value.code


@pytest.mark.parametrize("wanted", BAD)
def test_a_file_that_cannot_be_taken_is_refused_with_a_code_and_a_next_step(keeper, tmp_path, wanted):
    assert refused(keeper, tmp_path, *BAD[wanted]) == wanted


def test_macros_hidden_under_another_name_are_refused(keeper, tmp_path):
    assert refused(keeper, tmp_path, "a.xlsx", packed(**{"xl/vbaProject.bin": b"x"})) == "workbook_macros"


def test_a_bomb_is_not_unpacked(keeper, tmp_path):
    content = bomb()
    tracemalloc.start()
    assert refused(keeper, tmp_path, "a.xlsx", content) == "workbook_swells"
    assert tracemalloc.get_traced_memory()[1] < 20 * 1024**2
    tracemalloc.stop()


@pytest.mark.parametrize("content", [lying, lambda: packed(**{"xl/worksheets/sheet1.xml": ENTITIES})])
def test_a_workbook_that_lies_or_multiplies_entities_is_broken(keeper, tmp_path, content):
    made = content()
    tracemalloc.start()
    assert refused(keeper, tmp_path, "a.xlsx", made) == "workbook_broken"
    assert tracemalloc.get_traced_memory()[1] < 60 * 1024**2
    tracemalloc.stop()


def test_the_wrong_sheet_is_passed_over_and_a_book_without_the_right_one_is_refused(keeper, tmp_path):
    book = Workbook()
    book.worksheets[0].append(["说明"])
    book.create_sheet("组织").append(list(ROW))
    book.worksheets[1].append(list(ROW.values()))
    target = io.BytesIO()
    book.save(target)
    assert take(keeper, tmp_path, "a.xlsx", target.getvalue()).run.accepted == 1
    with pytest.raises(Malformed) as refusal:
        take(keeper, tmp_path, "b.xlsx", workbook({"姓名": "张三", "性别": "男"}))
    assert refusal.value.code == "columns_missing"


def test_a_formula_is_refused_and_a_text_that_looks_like_one_is_text(keeper, tmp_path):
    rows = [
        ROW | {"地址": '=HYPERLINK("http://x")'},
        ROW | {"组织名称": "乙调委会", "编号简称": "乙", "地址": "+1号楼"},
    ]
    outcome = take(keeper, tmp_path, "a.xlsx", workbook(*rows))
    assert [(line, fault.column) for line, _key, fault in outcome.faults] == [(2, "地址")]
    assert Organisation.objects.get().address == "+1号楼"
    outcome = take(keeper, tmp_path, "a.csv", f"{HEAD},地址\n{LINE},=1+1\n".encode())
    assert "公式" in outcome.faults[0][2].reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_text_is_read_in_the_encodings_and_with_the_marks_that_programs_use(keeper, tmp_path, encoding, mark):
    text = f"洪山区组织名册\r\n{HEAD}\r\n{LINE}\r\n".replace(",", mark)
    assert take(keeper, tmp_path, "a.csv", text.encode(encoding)).run.accepted == 1


def test_a_sheet_is_read_as_those_who_write_workbooks_read_it(tmp_path):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([date(2024, 3, 5), datetime(2024, 3, 5, 9, 30), time(9, 5), timedelta(hours=30), True, False])
    sheet.append([1, 1.0, 0.1, -3, 0, 12345678901234567, 4.2011119900719e17, 1e20])
    sheet.append(
        ["=A1+1", "#N/A", None, "", " 两行\n一格 ", "<&>", CellRichText(["甲", TextBlock(InlineFont(b=True), "乙")])]
    )
    sheet["B6"], sheet["GR6"], sheet["GS6"] = "空行之后", "最后一栏", "太远"
    sheet["A7"], sheet["A8"] = 45356, -5
    sheet["A7"].number_format = sheet["A8"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "a.xlsx")
    read = load_workbook(tmp_path / "a.xlsx", read_only=True)
    rows = list(read.worksheets[0].iter_rows(max_col=200))
    lines = {line.number: line for line in Book(tmp_path / "a.xlsx").rows("Sheet")}
    read.close()
    assert list(lines) == [1, 2, 3, 6, 7, 8]
    for number, line in lines.items():
        cells = [*line.cells, *[""] * (200 - len(line.cells))]
        assert cells == [sheets.told(cell.value) for cell in rows[number - 1]]
        assert list(line.formulas) == [place for place, cell in enumerate(rows[number - 1]) if cell.data_type == "f"]


def test_too_many_rows_are_refused_before_any_is_written(keeper, tmp_path, settings):
    settings.EXCHANGE_MOST_ROWS = 3
    rows = [organisation(f"第{n}调委会", 编号简称=f"第{n}") for n in range(5)]
    text = "\n".join([HEAD, *(",".join(row.values()) for row in rows)])
    for name, content in (("a.xlsx", workbook(*rows)), ("a.csv", text.encode()), ("b.csv", f'{text},"a"\n'.encode())):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(Malformed) as refusal:
            actions.import_register(keeper, path, register="organisations", takes_all=True)
        assert refusal.value.code == "rows_too_many"
    assert not Organisation.objects.exists()
    assert list(ImportRun.objects.values_list("file_name", "state")) == [("b.csv", "failed")], "told only by reading it"


def test_rows_that_hold_nothing_do_not_count(keeper, tmp_path, settings):
    settings.EXCHANGE_MOST_ROWS = 3
    assert take(keeper, tmp_path, "a.csv", "\n".join([HEAD, LINE, *[",,"] * 9, *[""] * 9]).encode()).run.accepted == 1
    empty = b'<row r="9"><c r="A9" s="0"></c><c r="B9"/><c r="C9" t="str"><v></v></c></row>'
    sheet = zipfile.ZipFile(io.BytesIO(workbook(ROW | {"组织名称": "乙调委会", "编号简称": "乙"}))).read(
        "xl/worksheets/sheet1.xml"
    )
    sheet = sheet.replace(b"</sheetData>", empty * 9 + b"</sheetData>")
    assert take(keeper, tmp_path, "a.xlsx", packed(**{"xl/worksheets/sheet1.xml": sheet})).run.accepted == 1


MILLION = """
import os, resource, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "fengqiao.config.settings_test"
from pathlib import Path
from django.conf import settings
settings.configure(EXCHANGE_MOST_ROWS=int(sys.argv[2]), EXCHANGE_MOST_BYTES=10**9, EXCHANGE_MOST_UNPACKED=4 * 10**8,
                   EXCHANGE_MOST_KEPT=64 * 1024**2, USE_I18N=False)
from fengqiao.exchange import sheets
from fengqiao.exchange.rules.registers import REGISTERS
from fengqiao.core.errors import Malformed
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    table = sheets.open_table(Path(sys.argv[1]), REGISTERS["people"])
    count = sum(1 for _line in table.lines())
except Malformed as error:
    count = error.code
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize(("most", "answer"), [("2000000", "1000000"), ("200000", "rows_too_many")])
def test_a_million_rows_are_streamed_in_bounded_memory(tmp_path, most, answer):
    path = tmp_path / "a.csv"
    row = "夏云峰,420111199007190016,13900001234,某调委会,调解员,2024-03-05\n"
    with path.open("w", encoding="utf-8") as target:
        target.write("姓名,身份证号,手机号,所属组织,职务,任职日期\n")
        for _thousand in range(1000):
            target.write(row * 1000)
    done = subprocess.run(
        [sys.executable, "-c", MILLION, str(path), most], capture_output=True, text=True, check=True, timeout=120
    )
    count, kilobytes = done.stdout.split()
    assert count == answer and int(kilobytes) < 40_000


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05",
        "2024年3月5日",
        "2024.3.5",
        "20240305",
        "2024/3/5",
        "２０２４年３月５日",
        " 2024 年 3 月 5 日 ",
        "45356",
        "2024-03-05 00:00:00",
    ],
)
def test_dates_are_read_in_the_forms_that_people_write(text):
    assert day(text).isoformat() == "2024-03-05"


@pytest.mark.parametrize(
    "text", ["民国三十七年三月五日", "2024年3月", "2024-02-30", "1949-09-30", "3/5/24", "明天", "99999999"]
)
def test_a_date_is_never_guessed(text):
    with pytest.raises(Unreadable):
        day(text)


def test_other_values_are_read_as_written():
    assert birthday("1938年1月2日").year == 1938
    assert moment("2024-03-05 00:00:00") == moment("2024年3月5日")
    assert several("普通话、武汉话，普通话;　英语") == ["普通话", "武汉话", "英语"]
    assert code("４２０１１１ 1990 07190016") == "420111199007190016"
    with pytest.raises(Unreadable):
        code(sheets.told(4.2011119900719e17))
