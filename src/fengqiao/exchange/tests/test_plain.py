"""What is read by the piece is what a parser reads; what is not plain is left to it."""

import io
from itertools import pairwise

import pytest

from fengqiao.exchange import cells, plain

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)
ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>夏云峰</t></is></c><c r="B1" t="inlineStr"></c><c r="C1"/></row>',
    '<row r="2" spans="1:3" ht="15.5" x14ac:dyDescent="0.2"><c r="A2" s="3" t="s"><v>7</v></c><c r="C2" s="1"><v>1.50</v></c></row>',
    '<row r="3"><c r="A3" t="str" s="2"><v>&lt;甲&gt;&amp;&#20057;</v></c><c r="B3" t="b"><v>1</v></c><c r="D3"><v/></c></row>\n  ',
    '<row r="4"/><row r="6" hidden="1" >\n<c r="B6" t="inlineStr"><is><t xml:space="preserve"> 两格 </t></is></c> </row>',
    '<row r="7"><c r="C7"><v>3</v></c><c r="A7"><v>1</v></c><c r="GS7"><v>9</v></c><c r="XFD7"><v>9</v></c></row>',
    '<row r="8"><c r="A8" t="inlineStr"><v>5</v></c><c r="B8"><is><t>甲</t></is></c><c r="C8" t="inlineStr"><is><t/></is></c></row>',
)
ODD = (
    '<row r="9"><c r="A9"><f>SUM(A1)</f><v>5</v></c></row>',
    '<row r="10"><c r="A10" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c></row>',
    '<row><c><v>1</v></c><c><v>2</v></c></row>',
    '<row r="12.0"><c r="b12"><v>2</v></c></row>',
    '<row r="13"><c r="A13" t="str"><v>一\r\n二&#10;三</v></c></row>',
    '<row r="14"><c r="A14" t="str"><v><![CDATA[<row r="15"></row>]]></v></c></row>',
    '<!-- <row r="16"><c r="A16"><v>1</v></c></row> --><row r="17"><c r="A17"><v>7</v></c></row>',
)  # fmt: skip
BROKEN = ("&foo;", "&#0;", "&#55296;", "\x01", "\ufffe", "<b>", "a & b")


def sheet(*rows, root="worksheet"):
    head = HEAD.format(root=root).replace('main">', 'main" xmlns:x14ac="urn:x">')
    return f'{head}<sheetData>{"".join(rows)}</sheetData><pageMargins left="1"/></{root}>'


def read(xml):
    told = cells.rows_of(io.BytesIO(xml.encode()), lambda *cell: "|".join(cell))
    return [(line.number, list(line.cells), line.formulas) for line in told]


def parsed(xml):
    return read(xml.replace("<sheetData>", "<sheetData><!-- -->"))


@pytest.mark.parametrize("size", [300, 1000, 64 * 1024])
def test_a_sheet_is_read_as_its_parser_reads_it(monkeypatch, size):
    monkeypatch.setattr(plain, "PIECE", size)
    given = []
    monkeypatch.setattr(plain, "parts", lambda piece, parts=plain.parts: given.append(parts(piece)) or given[-1])
    assert read(sheet(*ROWS)) == parsed(sheet(*ROWS)) != []
    assert None not in given and given
    mixed = [row for odd, plainly in zip(ODD, (*ROWS, ""), strict=True) for row in (odd, plainly)]
    assert read(sheet(*ROWS, *mixed)) == parsed(sheet(*ROWS, *mixed))
    for one, other in pairwise((*ROWS, *ODD, *ROWS)):
        assert read(sheet(one, other)) == parsed(sheet(one, other))


@pytest.mark.parametrize("text", BROKEN)
def test_what_a_parser_refuses_is_refused(text):
    xml = sheet(ROWS[0], f'<row r="2"><c r="A2" t="str"><v>甲{text}</v></c></row>')
    with pytest.raises(cells.expat.ExpatError):
        parsed(xml) and read(xml)
    with pytest.raises(cells.expat.ExpatError):
        read(xml)


def test_strings_are_read_as_their_parser_reads_them():
    rich = "<si><r><t>甲</t></r><rPh><t>jia</t></rPh><r><t>乙</t></r></si>"
    body = '<si><t>夏_x005F_&amp;&#20057;</t></si><si><t xml:space="preserve"> 一 </t></si><si><t/></si>'
    for strings in (body, body + rich + body, rich * 3):
        xml = f"{HEAD.format(root='sst')}{{}}{strings}</sst>"
        found = cells.strings_of(io.BytesIO(xml.format("").encode()))
        assert found == cells.strings_of(io.BytesIO(xml.format("<!-- -->").encode())) != []
