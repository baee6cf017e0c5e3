"""Every text that a reader sees goes through the catalogue, and the catalogue has its English."""

import polib
import pytest

from scripts.messages import CATALOGUE, Message, messages, problems
from tests.guards.source import ROOT, Source, sources
from tests.guards.texts import unwrapped, unwrapped_in_template


def test_every_text_has_its_english():
    assert not list(problems(messages(), polib.pofile(str(CATALOGUE))))


@pytest.mark.parametrize(
    ("text", "plural", "english"),
    [
        ("共%(count)s件", "", ["%(number)s cases"]),
        ("共%(count)s件", "", ["cases"]),
        ("还剩{n}字", "", ["{n} of {m} left"]),
        ("评为%s级", "", ["Graded"]),
        ("归档", "", [""]),
        ("没有找到。", "", ["Not found。"]),
        ("%(n)s天", "%(n)s天", ["%(n)s day", ""]),
        ("%(n)s天", "%(n)s天", ["%(n)s day", "days"]),
    ],
)
def test_a_wrong_translation_is_found(text, plural, english):
    catalogue = polib.POFile()
    many = {"msgid_plural": plural, "msgstr_plural": dict(enumerate(english))} if plural else {"msgstr": english[0]}
    catalogue.append(polib.POEntry(msgid=text, **many))
    assert len(list(problems({Message(text, plural): ["views.py"]}, catalogue))) == 1


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("%(year)s年%(month)s月", "%(year)s-%(month)02d"),
        ("相近（%(share)d%%）", "similar (%(share)d%%)"),
        ("还剩{n}字", "{n} characters left"),
    ],
)
def test_a_right_translation_passes(text, english):
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid=text, msgstr=english))
    assert not list(problems({Message(text): ["views.py"]}, catalogue))


def test_texts_without_entry_and_entries_without_text_are_found():
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="旧的", msgstr="old"))
    catalogue.append(polib.POEntry(msgid="更旧的", msgstr="older", obsolete=True))
    assert len(list(problems({Message("新的"): ["views.py"]}, catalogue))) == 3


TEMPLATES = {str(file.relative_to(ROOT)): file.read_text("utf-8") for file in ROOT.glob("src/**/*.html")}
KEPT_IN_TEMPLATES = {
    "ui/_preferences.html": "a language is named in itself",
    "portal/_languages.html": "a language is named in itself",
    "ui/catalogue/": "the page of components shows sample cases",
}


@pytest.mark.parametrize(
    "place", [place for place in TEMPLATES if not any(kept in place for kept in KEPT_IN_TEMPLATES)]
)
def test_a_template_has_no_chinese_outside_translate_tags(place):
    assert not list(unwrapped_in_template(TEMPLATES[place]))


def test_chinese_outside_translate_tags_is_found():
    assert list(unwrapped_in_template("{% translate \"归档\" %}\n<p title='立卷'>{{ name }}共{{ n }}件</p>")) == [
        (2, "立卷'>{{ name }}共{{ n }}件</p>")
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{% translate "归档" %}',
        "<a title=\"{% translate '归档' %}\">",
        '{% panel _("纠纷") icon="x" %}',
        "{% blocktranslate trimmed with n=count %}\n共{{ n }}件\n{% endblocktranslate %}",
        "{# 说明 #}{% comment %}说明{% endcomment %}",
        '{% source "人民调解法第29条" %}',
    ],
)
def test_translated_chinese_passes(text):
    assert not list(unwrapped_in_template(text))


KEPT_IN_PYTHON = {
    "disputes/portal/clock.py": "the words of consent that the rules of time limits read",
    "disputes/staff/forms.py": "the words by which a line of representatives is read",
    "mediation/staff/forms/agreement.py": "the pattern by which a date is read",
}


def test_views_forms_models_and_menus_have_no_unmarked_chinese():
    found = [str(finding) for source in sources() for finding in unwrapped(source)]
    assert not [finding for finding in found if not any(place in finding for place in KEPT_IN_PYTHON)]


@pytest.mark.parametrize("text", ['title = "归档"', 'title = f"第{n}次"', 'label(_("归档"), "立卷")', '{"a": "归档"}'])
def test_unmarked_chinese_is_found(text):
    assert list(unwrapped(Source("src/fengqiao/archive/staff/views.py", text)))


@pytest.mark.parametrize(
    "text",
    [
        '"""归档."""',
        '_("归档")',
        'N_("共%(n)s件") % {"n": 1}',
        'ngettext("%(n)s天", "%(n)s天", 1)',
        'rule = "人民调解法第29条"',
    ],
)
def test_marked_chinese_and_sources_of_law_pass(text):
    assert not list(unwrapped(Source("src/fengqiao/archive/staff/views.py", text)))
