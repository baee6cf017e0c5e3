"""Documents are made once, kept, and superseded, never changed."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from fengqiao.core import audit, files
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed, NotFound
from fengqiao.core.ids import uuid7
from fengqiao.documents import actions, queries
from fengqiao.documents.models import Document
from fengqiao.documents.tests.people import MOMENT, NUMBER, person
from fengqiao.documents.tests.reading import body_text, word_text
from fengqiao.documents.tests.samples import SAMPLES

pytestmark = pytest.mark.django_db

CLERK = Actor(user_id=uuid7(), name="周敏", at=MOMENT)


@pytest.fixture
def dispute_id():
    return uuid7()


def produce(subject, form=SAMPLES["receipt"], actor=CLERK, **more):
    return actions.produce(actor, subject_type="dispute", subject_id=subject, form=form, **more)


def test_a_document_is_kept_with_its_values_its_paper_and_its_maker(dispute_id):
    document = produce(dispute_id, SAMPLES["agreement"])
    assert (document.kind, document.title, document.number) == (
        "agreement",
        "人民调解协议书",
        "（2026）武洪人调字第0001号",
    )
    assert (document.made_by_name, document.made_by_id, document.made_at) == ("周敏", CLERK.user_id, MOMENT)
    assert document.sha256 == document.pdf.sha256 and len(document.template_version) == 12
    assert "张建国" in body_text(queries.pdf(document))
    assert queries.form_of(Document.objects.get(pk=document.pk)) == SAMPLES["agreement"]
    assert [event.verb for event in audit.history(document.pk)] == ["produced"]


def test_the_same_values_again_give_the_same_document(dispute_id):
    first = produce(dispute_id)
    later = Actor(user_id=uuid7(), name="陈静", at=MOMENT + timedelta(days=1))
    assert produce(dispute_id, actor=later) == first
    assert Document.objects.count() == 1


def test_other_values_supersede_and_the_old_paper_stays(dispute_id):
    first = produce(dispute_id)
    changed = SAMPLES["receipt"].model_copy(update={"phone": "027-1111111"})
    second = produce(dispute_id, changed)
    assert second.supersedes == first
    assert queries.for_subject("dispute", dispute_id) == [second]
    assert {*queries.for_subject("dispute", dispute_id, superseded=True)} == {first, second}
    assert queries.current("dispute", dispute_id, "receipt") == second
    back = produce(dispute_id, SAMPLES["receipt"])
    assert back.supersedes == second
    assert files.read(first.pdf)


def test_parts_of_one_kind_stand_side_by_side(dispute_id):
    first = produce(dispute_id, SAMPLES["mediation_record"], part="1")
    second = produce(dispute_id, SAMPLES["mediation_record"].model_copy(update={"session": 3}), part="2")
    assert second.supersedes is None
    assert {*queries.for_subject("dispute", dispute_id)} == {first, second}


def test_documents_are_listed_in_the_order_of_the_file(dispute_id):
    for code in ("receipt", "agreement", "application", "rights_notice"):
        produce(dispute_id, SAMPLES[code])
    kinds = [each.kind for each in queries.for_subject("dispute", dispute_id)]
    assert kinds == ["application", "rights_notice", "agreement", "receipt"]


def test_a_number_of_its_own_may_be_given(dispute_id):
    assert produce(dispute_id, SAMPLES["receipt"], number=NUMBER).number == NUMBER


def test_a_name_that_cannot_be_printed_leaves_nothing_behind(dispute_id):
    form = SAMPLES["application"].model_copy(update={"applicants": (person("王😀"),)})
    with pytest.raises(Malformed, match="😀"):
        produce(dispute_id, form)
    assert not Document.objects.exists()


def test_a_document_opens_only_through_its_own_record(dispute_id):
    document = produce(dispute_id)
    for subject_type, subject in (("dispute", uuid7()), ("committee", dispute_id)):
        with pytest.raises(NotFound):
            queries.get(document.pk, subject_type, subject)
        with pytest.raises(NotFound):
            queries.content(document.pk, subject_type, subject, "pdf")
    assert queries.get(document.pk, "dispute", dispute_id) == document


def test_pdf_and_word_are_given_out_under_the_document_s_name(dispute_id):
    document = produce(dispute_id, SAMPLES["agreement"])
    name, media, content = queries.content(document.pk, "dispute", dispute_id, "pdf")
    assert (name, media) == ("人民调解协议书（2026）武洪人调字第0001号.pdf", "application/pdf")
    assert content.startswith(b"%PDF-")
    name, media, content = queries.content(document.pk, "dispute", dispute_id, "docx")
    assert name.endswith(".docx") and "wordprocessingml" in media
    assert "经调解，自愿达成如下协议" in word_text(content)
    with pytest.raises(NotFound):
        queries.content(document.pk, "dispute", dispute_id, "exe")


def test_the_jurisdiction_s_own_template_is_used_and_remembered(dispute_id, settings, tmp_path: Path):
    default = produce(dispute_id)
    own = tmp_path / "wuhan" / "templates"
    own.mkdir(parents=True)
    (own / "receipt.typ").write_text('#import "/common.typ": *\n#show: form\n武汉回执 #d.query_code', "utf-8")
    settings.PROFILES = tmp_path
    other = produce(uuid7())
    assert "武汉回执" in body_text(queries.pdf(other))
    assert other.template_version != default.template_version


def test_a_second_beginning_of_a_chain_is_refused_by_the_database(dispute_id):
    first = produce(dispute_id)
    first.pk = uuid7()
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_personal_data_of_the_values_is_not_readable_in_the_table(dispute_id):
    produce(dispute_id, SAMPLES["confirmation_application"])
    raw = Document.objects.extra(select={"raw": "encode(context, 'escape')"}).values_list("raw", flat=True)
    assert all("420111197001010000" not in each for each in raw)
