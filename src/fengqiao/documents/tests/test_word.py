"""The same forms as Word documents, read back."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from fengqiao.core.errors import DomainError
from fengqiao.documents import contexts as c
from fengqiao.documents.tests.people import MOMENT, firm, group, instalments, obligations, person
from fengqiao.documents.tests.reading import expected, squeezed, word_text
from fengqiao.documents.tests.samples import SAMPLES
from fengqiao.documents.word import render_docx, write_template


def written(form):
    return render_docx(form, moment=MOMENT)


@pytest.mark.parametrize("code", c.FORMS)
def test_a_form_bears_the_same_values_in_word(code):
    form = SAMPLES[code]
    text = word_text(written(form))
    assert not [(path, line) for path, line in expected(form) if line not in text]
    assert code == "back_cover" or squeezed(form.heading) in text
    assert "{{" not in text and "{%" not in text


UNNUMBERED = {"cover", "directory", "back_cover", "manifest"}
"""Pages of a file that bear no number (司发通〔2010〕239号)."""


@pytest.mark.parametrize("code", c.FORMS)
def test_a_word_form_is_laid_out_as_an_office_prints_it(code):
    document = docx.Document(io.BytesIO(written(SAMPLES[code])))
    for section in document.sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        edges = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
        assert all(20 <= edge.mm <= 40 for edge in edges)
        numbered = any("PAGE" in paragraph._p.xml for paragraph in section.footer.paragraphs)
        assert numbered == (code not in UNNUMBERED)
    body = document.styles["Normal"]
    assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert not any(table.autofit for table in document.tables), "a long name would push a table over the edge"


def test_word_lists_groups_obligations_and_instalments():
    one, *rest = obligations(44)
    form = SAMPLES["agreement"].model_copy(
        update={
            "parties": (group(40), firm()),
            "obligations": (one.model_copy(update={"instalments": instalments(8)}), *rest),
        }
    )
    text = word_text(written(form))
    assert "履行义务明细表" in text and "分期履行明细表" in text
    assert all(f"职工{n:02d}" in text for n in range(1, 41))


def test_signs_of_markup_and_line_breaks_survive():
    form = SAMPLES["mediation_record"].model_copy(update={"body": "a < b & c > d {{ x }}\n第二段\t有制表"})
    text = word_text(written(form))
    assert "a<b&c>d{{x}}" in text and "第二段有制表" in text


def test_rare_names_stand_in_word():
    text = word_text(written(SAMPLES["agreement"].model_copy(update={"parties": (person("𠮷䶮"), firm())})))
    assert "𠮷䶮" in text


def test_a_template_edited_by_staff_wins(tmp_path):
    path = write_template("receipt", tmp_path)
    document = docx.Document(str(path))
    document.add_paragraph("本市补充说明：{{ query_code }}")
    document.save(str(path))
    made = render_docx(SAMPLES["receipt"], moment=MOMENT, folder=tmp_path)
    assert "本市补充说明：7K3M-92QX" in word_text(made)
    assert "本市补充说明" not in word_text(written(SAMPLES["receipt"]))


@pytest.mark.parametrize("line", ["{{ ''.__class__.__mro__ }}", "{% for x in %}", "{{ heading.no.such }}"])
def test_a_template_that_reaches_out_or_is_broken_makes_nothing(tmp_path, line):
    document = docx.Document()
    document.add_paragraph(line)
    document.save(str(tmp_path / "receipt.docx"))
    with pytest.raises(DomainError) as refusal:
        render_docx(SAMPLES["receipt"], moment=MOMENT, folder=tmp_path)
    assert refusal.value.code == "document_not_made"


def test_word_s_properties_name_the_form_and_the_committee():
    properties = docx.Document(io.BytesIO(written(SAMPLES["agreement"]))).core_properties
    assert properties.title == "人民调解协议书（2026）武洪人调字第0001号"
    assert properties.author == SAMPLES["agreement"].committee
