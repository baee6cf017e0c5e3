"""Every form as PDF/A, read back."""

import re
import threading
from pathlib import Path

import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fengqiao.core.errors import Malformed
from fengqiao.documents import contexts as c
from fengqiao.documents.overrides import TYPST
from fengqiao.documents.tests.people import (
    BODY,
    COMMITTEE,
    DAY,
    MOMENT,
    NUMBER,
    firm,
    group,
    instalments,
    obligations,
    parties,
    person,
)
from fengqiao.documents.tests.reading import MILLIMETRE, body_text, characters, expected, squeezed
from fengqiao.documents.tests.samples import SAMPLES
from fengqiao.documents.typesetting import render_pdf

LONG = "内蒙古自治区呼伦贝尔市鄂温克族自治旗伊敏河镇阿木古郎宝力格苏木哈日嘎那嘎查牧民专业合作社联合社驻武汉市洪山区珞南街道联络处"
LONG_NAME = (LONG * 2)[:60]
COURT_WORDS = re.compile("判决|裁决|原告|被告|立案")


def drawn(form):
    return render_pdf(form, moment=MOMENT)


def assert_sound(content):
    """PDF/A-2b by its own word, fonts inside, no missing glyph, nothing outside of the type area."""
    with pymupdf.open(stream=content, filetype="pdf") as paper:
        about = paper.get_xml_metadata()
        assert "<pdfaid:part>2<" in about and "<pdfaid:conformance>B<" in about
        assert "/OutputIntents" in paper.xref_object(paper.pdf_catalog())
        for page in paper:
            assert all(font[1] not in ("n/a", "") and "+" in font[3] for font in page.get_fonts(full=True))
            area = pymupdf.Rect(27, 20, 187, 290) * MILLIMETRE
            assert "\ufffd" not in page.get_text()
            assert not [found for found in characters(page) if found[1] not in area]


def assert_complete(form, text):
    missing = [(path, line) for path, line in expected(form) if line not in text]
    assert not missing


def test_there_is_an_example_and_a_template_of_every_form():
    assert SAMPLES.keys() == c.FORMS.keys()
    assert all((TYPST / f"{code}.typ").is_file() for code in c.FORMS)


@pytest.mark.parametrize("code", c.FORMS)
def test_a_form_bears_its_title_and_every_value_and_is_sound(code):
    form = SAMPLES[code]
    content = drawn(form)
    text = body_text(content)
    assert_sound(content)
    assert_complete(form, text)
    assert code == "back_cover" or squeezed(form.heading) in text
    assert not COURT_WORDS.search(text)


@pytest.mark.parametrize("code", c.FORMS)
def test_a_form_says_what_it_rests_on(code):
    form = c.FORMS[code]
    assert form.title and form.basis
    assert form.code == code


@pytest.mark.parametrize("code", ["application", "agreement", "oral_agreement", "acceptance_register", "receipt"])
def test_names_of_sixty_characters_stay_within_the_page(code):
    assert len(LONG_NAME) == 60
    form = SAMPLES[code].model_copy(update={"committee": LONG_NAME})
    field = "parties" if "parties" in type(form).model_fields else "applicants"
    form = form.model_copy(update={field: (person(LONG_NAME, sex="男"), firm(LONG_NAME + "公司"))})
    content = drawn(form)
    assert_sound(content)
    assert_complete(form, body_text(content))


@pytest.mark.parametrize("code", ["evidence_list", "performance_vouchers", "directory", "manifest", "cover"])
def test_long_names_stay_within_the_cells_of_lists(code):
    form = SAMPLES[code]
    rows = {
        "evidence_list": "evidence",
        "performance_vouchers": "vouchers",
        "directory": "entries",
        "manifest": "entries",
    }
    if code == "cover":
        form = form.model_copy(update={"name": LONG_NAME, "mediators": (LONG_NAME, "A" * 60)})
    else:
        name = {"evidence_list": "provider", "performance_vouchers": "payer"}.get(code, "name")
        form = form.model_copy(
            update={rows[code]: tuple(row.model_copy(update={name: LONG_NAME}) for row in getattr(form, rows[code]))}
        )
    content = drawn(form)
    assert_sound(content)
    assert_complete(form, body_text(content))


def test_a_cover_stays_on_one_page_when_the_committee_and_the_matter_have_long_names():
    form = SAMPLES["cover"].model_copy(update={"committee": LONG_NAME, "name": LONG_NAME})
    with pymupdf.open(stream=drawn(form), filetype="pdf") as paper:
        assert len(paper) == 1


@pytest.mark.parametrize(
    "code", ["application", "agreement", "oral_agreement", "acceptance_register", "confirmation_application"]
)
def test_a_group_of_forty_is_listed_with_all_its_members(code):
    form = SAMPLES[code]
    field = "parties" if "parties" in type(form).model_fields else "applicants"
    form = form.model_copy(update={field: (group(40), firm())})
    content = drawn(form)
    text = body_text(content)
    assert_sound(content)
    assert_complete(form, text)
    assert "共40人" in text


@pytest.mark.parametrize("code", ["mediation_record", "investigation_record"])
@pytest.mark.parametrize("unit", [BODY + "\n", "调解员询问，当事人回答。"])
def test_a_record_of_twenty_thousand_characters_is_printed_whole(code, unit):
    body = (unit * (20_000 // len(unit) + 1))[:20_000]
    content = drawn(SAMPLES[code].model_copy(update={"body": body}))
    assert_sound(content)
    text = body_text(content)
    assert squeezed(body) in text
    with pymupdf.open(stream=content) as paper:
        assert len(paper) > 10
        assert f"第{len(paper)}页共{len(paper)}页" in squeezed(paper[-1].get_text())


@pytest.mark.parametrize("code", ["acceptance_register", "oral_agreement", "follow_up_record", "receipt"])
def test_a_long_text_in_a_table_runs_over_pages(code):
    form = SAMPLES[code]
    field = next(name for name in ("brief", "facts", "performance") if name in type(form).model_fields)
    body = "当事人陈述纠纷经过，调解员逐项核对。" * 200
    content = drawn(form.model_copy(update={field: body}))
    assert_sound(content)
    assert squeezed(body) in body_text(content)


@pytest.mark.parametrize("name", ["𠮷田", "朱䶮", "㑇㐱", "阿布都热依木·买买提", "O'Neil 7号"])
def test_rare_names_are_printed(name):
    form = SAMPLES["agreement"].model_copy(update={"parties": (person(name), firm())})
    content = drawn(form)
    assert_sound(content)
    assert squeezed(name) in body_text(content)


def test_a_character_in_no_font_is_refused_with_its_field():
    form = SAMPLES["application"].model_copy(update={"applicants": (person("王😀"),)})
    with pytest.raises(Malformed) as refusal:
        drawn(form)
    assert refusal.value.code == "character_not_printable"
    assert refusal.value.extra["characters"] == ["😀"]
    assert "applicants.0.name" in refusal.value.extra["fields"]
    assert "😀（U+1F600）" in refusal.value.message
    assert drawn(SAMPLES["application"])


def test_the_same_form_and_moment_give_the_same_bytes():
    assert drawn(SAMPLES["agreement"]) == drawn(SAMPLES["agreement"])


def test_threads_typeset_side_by_side():
    codes = ["agreement", "receipt", "cover", "mediation_record"]
    alone = {code: drawn(SAMPLES[code]) for code in codes}
    together: dict[tuple[str, int], bytes] = {}

    def work(code, turn):
        together[code, turn] = drawn(SAMPLES[code])

    threads = [threading.Thread(target=work, args=(code, turn)) for code in codes for turn in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(together) == 12
    assert all(content == alone[code] for (code, _turn), content in together.items())


def test_a_jurisdiction_s_template_wins(tmp_path: Path):
    (tmp_path / "receipt.typ").write_text('#import "/common.typ": *\n#show: form\n本市专用回执：#d.query_code', "utf-8")
    text = body_text(render_pdf(SAMPLES["receipt"], moment=MOMENT, folder=tmp_path))
    assert "本市专用回执：7K3M-92QX" in text
    assert "校验码" not in text
    assert "卷内目录" in body_text(render_pdf(SAMPLES["directory"], moment=MOMENT, folder=tmp_path))


def test_a_matter_of_forty_four_obligations_is_one_table():
    form = SAMPLES["agreement"].model_copy(update={"parties": (group(44), firm()), "obligations": obligations(44)})
    content = drawn(form)
    text = body_text(content)
    assert_sound(content)
    assert "履行义务明细表" in text and "共44项" in text
    assert all(squeezed(each.debtor) in text for each in form.obligations)
    assert text.count("￥12,3") == 42


def test_many_instalments_are_a_table_and_few_are_a_sentence():
    few, many = obligations(2)
    form = SAMPLES["agreement"].model_copy(
        update={
            "obligations": (
                few.model_copy(update={"instalments": instalments(3)}),
                many.model_copy(update={"instalments": instalments(12)}),
            )
        }
    )
    text = body_text(drawn(form))
    assert "分3期履行：第1期2026年12月21日前（含当日）履行￥1,000.00（人民币壹仟元整）" in text
    assert "分期履行明细表" in text and text.count("￥1,000.00") == 15


def test_a_pad_signature_is_drawn_with_its_moment():
    content = drawn(SAMPLES["agreement"])
    assert "2026年11月21日14时05分" in body_text(content)
    with pymupdf.open(stream=content) as paper:
        assert sum(len(path["items"]) for page in paper for path in page.get_drawings()) > 60


HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.characters(
    min_codepoint=0x3400, max_codepoint=0x4DBF
)
PRINTED = st.text(
    HAN | st.sampled_from("，。、；：？！（）《》“”·—…0123456789ABCxyz%#*$[]{}<>&\\/_@'\"~^`|+-="),
    min_size=1,
    max_size=80,
)


@settings(max_examples=150)
@given(PRINTED)
def test_any_printable_text_survives(told):
    form = c.FileNote(committee=COMMITTEE, number=NUMBER, notes=(told,), noted_on=DAY)
    assert squeezed(form.notes[0]) in body_text(drawn(form))


@settings(max_examples=50)
@given(PRINTED, PRINTED)
def test_any_printable_name_and_place_survive_in_an_agreement(name, place):
    told = person(name, address=place)
    form = SAMPLES["agreement"].model_copy(update={"parties": (told, parties()[1])})
    text = body_text(drawn(form))
    assert squeezed(told.name) in text
    assert squeezed(told.address) in text
