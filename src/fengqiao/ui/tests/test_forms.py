"""Fields are wired to their hints and errors; inputs of our own read what the browser sends."""

import json

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template import Context, Template

from fengqiao.core.errors import NotNow
from fengqiao.ui import pages
from fengqiao.ui.forms import CountedTextarea, Picked, PickField, RadioCards, grown, problems, read_strokes


class Matter(forms.Form):
    title = forms.CharField(label="标题", help_text="写一句话")
    kind = forms.ChoiceField(label="类型", choices=[("a", "邻里")], widget=RadioCards(hints={"a": "住得近"}))
    place = PickField("ui:catalogue_options", label="地点", required=False)
    note = forms.CharField(label="备注", required=False, widget=CountedTextarea(20))
    told = forms.BooleanField(label="已告知权利义务")


def summary(*given):
    names = " ".join(f"f{at}" for at in range(len(given)))
    context = Context({f"f{at}": form for at, form in enumerate(given)})
    return Template("{% load ui %}{% error_summary " + names + " %}").render(context)


def test_an_input_names_its_hint_and_its_error():
    html = str(Matter({"kind": "a"})["title"].as_field_group())
    assert 'aria-describedby="id_title_helptext id_title_error"' in html and 'aria-invalid="true"' in html
    assert 'id="id_title_helptext"' in html and 'id="id_title_error"' in html
    assert '<label for="id_title">标题</label>' in html


def test_choices_stand_in_a_fieldset_with_their_hints():
    html = str(Matter()["kind"].as_field_group())
    assert "<fieldset" in html and "<legend>类型</legend>" in html and "住得近" in html


def test_only_optional_fields_are_marked():
    form = Matter()
    assert "选填" in str(form["note"].as_field_group())
    assert "选填" not in str(form["title"].as_field_group())


def test_the_summary_links_each_error_to_its_input():
    html = summary(Matter({}))
    assert '<a href="#id_title">请填写标题。</a>' in html
    assert '<a href="#id_kind">请选择类型。</a>' in html
    assert '<a href="#id_told">请确认：已告知权利义务。</a>' in html


def test_no_summary_without_errors():
    assert summary(Matter(), None).strip() == ""


def test_a_refusal_stands_beside_the_field_it_names_with_rule_and_next_step():
    form = Matter({"title": "x", "kind": "a", "told": "on"})
    assert form.is_valid()
    pages.refuse(form, NotNow("x", "标题重复。", field="title", rule="规程第3条", next_step="换一个标题。"))
    assert problems(form["title"])[0][0] == "标题重复。"
    html = summary(form)
    assert "标题：标题重复。" in html and "规程第3条" in html and "换一个标题。" in html
    assert pages.status(form) == 409


def test_a_refusal_that_names_no_field_stands_at_the_top():
    form = Matter({"title": "x", "kind": "a", "told": "on"})
    pages.refuse(form, NotNow("x", "现在不能办。", field="elsewhere"))
    assert "现在不能办。" in summary(form)


def pick(**data):
    field = PickField(
        "ui:catalogue_options", allow_text=data.pop("allow_text", True), required=data.pop("required", True)
    )
    return field.clean(
        field.widget.value_from_datadict(QueryDict("&".join(f"{k}={v}" for k, v in data.items())), {}, "p")
    )


def test_a_hit_is_taken_with_its_code():
    assert pick(p="珞南街道", p_code="420111005", p_text="珞南街道") == Picked("420111005", "珞南街道")


def test_a_text_that_was_changed_after_picking_loses_the_code():
    assert pick(p="珞南街道办", p_code="420111005", p_text="珞南街道") == Picked("", "珞南街道办")


def test_plain_text_does_without_javascript_where_it_may():
    assert pick(p="村口") == Picked("", "村口")
    with pytest.raises(ValidationError, match="从列表中选取"):
        pick(p="村口", allow_text=False)


@pytest.mark.parametrize("data", [{}, {"p": " "}, {"p": "长" * 201}, {"p": "a%00b"}])
def test_nothing_and_nonsense_are_refused(data):
    with pytest.raises(ValidationError):
        pick(**data)


def test_a_row_grows_without_javascript():
    data = QueryDict("add-parties=1&parties-TOTAL_FORMS=2")
    assert grown(data, "parties")["parties-TOTAL_FORMS"] == "3"
    assert grown(data, "others") is None
    assert grown(QueryDict("add-parties=1&parties-TOTAL_FORMS=x"), "parties")["parties-TOTAL_FORMS"] == "1"


def test_strokes_are_read_with_their_times():
    assert read_strokes("[[[1,2,0],[3,4.5,16]]]") == [[[1.0, 2.0, 0.0], [3.0, 4.5, 16.0]]]


@pytest.mark.parametrize(
    "text",
    ["", "{}", "null", "[]", "[[[1,2,0]]]", '[["a"]]', "[[[1,2]]]", "[1]", "[" * 9999, "[[[1e999,0,0],[0,0,0]]]"],
)
def test_what_is_no_signature_is_refused(text):
    with pytest.raises(ValidationError):
        read_strokes(text)


def test_too_many_strokes_are_refused():
    with pytest.raises(ValidationError, match="过多"):
        read_strokes(json.dumps([[[0, 0, 0], [1, 1, 1]]] * 201))
