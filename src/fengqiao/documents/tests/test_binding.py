"""Many papers become one file."""

import hashlib
import io
import json

import pikepdf
import pymupdf
import pytest
from PIL import Image

from fengqiao.core.errors import Malformed
from fengqiao.documents.binding import Part, bind, merge
from fengqiao.documents.tests.people import MOMENT
from fengqiao.documents.tests.reading import body_text, squeezed
from fengqiao.documents.tests.samples import SAMPLES
from fengqiao.documents.typesetting import render_pdf


def picture(kind, size=(900, 600), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, (180, 40, 40, 90)[: len(mode)]).save(out, kind, **options)
    return out.getvalue()


def foreign(pages=2, **options):
    with pymupdf.open() as paper:
        for number in range(pages):
            page = paper.new_page(width=842 if number % 2 else 595, height=595 if number % 2 else 842)
            page.insert_text((72, 200), f"page {number}")
        return paper.tobytes(**options)


def own(code):
    return Part(SAMPLES[code].title, render_pdf(SAMPLES[code], moment=MOMENT), made_here=True)


@pytest.fixture(scope="module")
def parts():
    return [
        own("application"),
        own("rights_notice"),
        Part("当事人身份证明", picture("JPEG", (400, 900))),
        own("agreement"),
        Part("现场照片", picture("PNG", mode="RGBA"), remark="彩色"),
        Part("租赁合同", foreign()),
        Part("通话录音", b"ID3" + bytes(2000)),
    ]


@pytest.fixture(scope="module")
def bound(parts):
    return bind(cover=SAMPLES["cover"], parts=parts, back=SAMPLES["back_cover"], moment=MOMENT)


def numbers(paper):
    return [squeezed(page.get_text(clip=(page.rect.x1 - 60, 0, page.rect.x1, 45))) for page in paper]


def test_pages_are_numbered_through_but_not_cover_directory_manifest_and_back(bound):
    with pymupdf.open(stream=bound.pdf) as paper:
        assert numbers(paper) == ["", "", *(str(n) for n in range(1, bound.pages + 1)), "", ""]


def test_the_directory_and_back_cover_are_written_from_what_is_inside(bound, parts):
    text = body_text(bound.pdf)
    assert "1人民调解申请书1" in text and "4人民调解协议书4-5" in text
    assert "5现场照片6彩色" in text
    assert f"本卷共{bound.pages}页" in text
    assert [part["name"] for part in bound.manifest["parts"]] == [part.name for part in parts]


def test_the_manifest_names_the_digest_of_every_paper_and_of_the_whole(bound, parts):
    text = body_text(bound.pdf)
    for part, entry in zip(parts, bound.manifest["parts"], strict=True):
        assert entry["sha256"] == hashlib.sha256(part.content).hexdigest()
        assert entry["sha256"] in text
    assert bound.manifest["sha256"] == hashlib.sha256(bound.pdf).hexdigest()
    assert json.loads(json.dumps(bound.manifest)) == bound.manifest


def test_the_whole_says_that_it_is_pdf_a_and_holds_what_that_asks(bound):
    with pikepdf.open(io.BytesIO(bound.pdf)) as paper:
        with paper.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "B")
            assert xmp["dc:title"] == str(paper.docinfo["/Title"])
        assert len(paper.Root.OutputIntents) == 1
        assert not paper.is_encrypted
        assert "/AcroForm" not in paper.Root and "/Names" not in paper.Root and "/OpenAction" not in paper.Root
        assert not [key for page in paper.pages for key in ("/Annots", "/AA") if key in page.obj]
    with pymupdf.open(stream=bound.pdf) as paper:
        assert all(font[1] != "n/a" for page in paper for font in page.get_fonts(full=True))


def test_pages_of_pictures_are_a4_in_the_picture_s_direction(bound):
    with pymupdf.open(stream=bound.pdf) as paper:
        sizes = [(round(page.rect.width), round(page.rect.height)) for page in paper]
    assert set(sizes) == {(595, 842), (842, 595)}
    assert sizes[4] == (595, 842)
    assert sizes[7] == (842, 595)


def test_a_recording_is_represented_by_its_digest(bound):
    text = body_text(bound.pdf)
    assert "电子数据说明" in text and "通话录音" in text and "audio/mpeg" in text


def test_the_same_papers_and_moment_give_the_same_bytes(bound, parts):
    again = bind(cover=SAMPLES["cover"], parts=parts, back=SAMPLES["back_cover"], moment=MOMENT)
    assert again.pdf == bound.pdf


def test_a_foreign_pdf_comes_in_as_pictures_without_its_scripts_and_links():
    with pymupdf.open(stream=foreign(1)) as paper:
        paper[0].insert_link({"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(0, 0, 99, 99), "uri": "http://x.example"})
        content = paper.tobytes()
    pack = merge([Part("外来文件", content)], title="材料", moment=MOMENT)
    with pymupdf.open(stream=pack.pdf) as paper:
        assert len(paper) == 1
        assert not paper[0].get_links()
        assert "page0" not in squeezed(paper[0].get_text())
        assert len(paper[0].get_images()) == 1


def test_a_pack_is_numbered_from_one_without_a_cover():
    pack = merge([own("confirmation_application"), own("mediation_proof")], title="司法确认材料", moment=MOMENT)
    with pymupdf.open(stream=pack.pdf) as paper:
        assert numbers(paper) == [str(n) for n in range(1, pack.pages + 1)]
        assert paper.metadata["title"] == "司法确认材料"


def test_a_photograph_stands_upright_as_its_camera_meant():
    exif = Image.Exif()
    exif[0x0112] = 6
    pack = merge([Part("照片", picture("JPEG", (900, 600), exif=exif))], title="照片", moment=MOMENT)
    with pymupdf.open(stream=pack.pdf) as paper:
        assert paper[0].rect.height > paper[0].rect.width


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff" + b"broken",
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"%PDF-1.7 nothing more",
        foreign(1, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y"),
    ],
)
def test_an_unreadable_paper_is_refused_by_its_name(content):
    with pytest.raises(Malformed) as refusal:
        merge([own("mediation_proof"), Part("扫描件三", content)], title="材料", moment=MOMENT)
    assert refusal.value.code == "file_not_readable"
    assert "扫描件三" in refusal.value.message
