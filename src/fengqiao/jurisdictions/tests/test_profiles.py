import pytest

from fengqiao.jurisdictions import profiles
from fengqiao.jurisdictions.catalogue import profiles_folder
from fengqiao.jurisdictions.profiles.sources import SEEDS
from fengqiao.jurisdictions.ruleset import NO_SOURCE, Part
from fengqiao.jurisdictions.tests import seeds

FIVE = {"wuhan": "420100", "jingzhou": "421000", "chengdu": "510100", "zhanqian": "210802", "linyi": "371300"}
LOADED = {slug: profiles.load(profiles_folder(), slug) for slug in FIVE}


def sources(part, at=""):
    """Every source below a part of a rule set, with where it stands."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        if name == "source" or name.endswith("_source"):
            yield f"{at}.{name}", value
        for index, inner in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(inner, Part):
                yield from sources(inner, f"{at}.{name}[{index}]")


def quoted(source):
    """The seeds that a spelled-out source names, with the phrases quoted from them."""
    for file, _title in SEEDS.values():
        for rest in source.split(f"seed {file}）：“")[1:]:
            depth, phrase = 1, ""
            for character in rest:
                depth += (character == "“") - (character == "”")
                if depth == 0:
                    break
                phrase += character
            yield file, phrase


def faults(folder, slug="wuhan"):
    """The faults for which a profile is refused, by path."""
    with pytest.raises(profiles.ProfileError) as refusal:
        profiles.load(folder, slug)
    return {problem.path: problem for problem in refusal.value.problems}


def test_the_five_profiles_are_there_with_their_codes():
    assert set(profiles.slugs(profiles_folder())) == set(FIVE)
    assert {slug: rules.code for slug, rules in LOADED.items()} == FIVE


@pytest.mark.parametrize(
    ("slug", "levels"),
    [
        ("wuhan", ["city", "county", "street", "community", "grid"]),
        ("jingzhou", ["city", "county", "street", "community", "grid"]),
        ("zhanqian", ["county", "street", "community"]),
    ],
)
def test_each_city_has_the_levels_that_it_writes_of(slug, levels):
    assert [level.code for level in LOADED[slug].levels] == levels


def test_every_profile_has_the_eighteen_kinds_of_dispute_and_the_whole_file():
    for rules in LOADED.values():
        assert len(rules.categories.items) == 18
        assert [document.title for document in rules.documents][0] == "卷宗封面"
        assert rules.number_pattern("case").pattern == "（{year}）{short}人调字第{serial}号"


def test_jingzhou_screens_daily_at_the_bottom_and_quarterly_in_the_county():
    every = {rule.level: rule.every for rule in LOADED["jingzhou"].screening}
    assert (every["grid"], every["county"]) == ("day", "quarter")


def test_what_a_city_did_not_publish_is_a_marked_default():
    grid, county = (
        {rule.level: rule for rule in LOADED["jingzhou"].screening}[level] for level in ("community", "county")
    )
    assert grid.is_default
    assert not county.is_default
    assert not LOADED["chengdu"].grading.is_default
    assert LOADED["wuhan"].grading.is_default


@pytest.mark.parametrize("slug", FIVE)
def test_every_value_has_a_source_and_quoted_phrases_stand_in_the_seed(slug):
    found = dict(sources(LOADED[slug]))
    assert len(found) > 150
    assert sum(len(list(quoted(source))) for source in found.values()) > 10
    for at, source in found.items():
        assert source.startswith(NO_SOURCE) or len(source) >= 6, at
        for seed, phrase in quoted(source):
            assert seeds.says(seed, phrase), f"{at}: {phrase}"


def test_a_source_says_what_the_document_is_and_keeps_its_file_name():
    county = LOADED["jingzhou"].screening[-1]
    assert county.source == (
        "荆州市司法局简报（2022年第4期，seed 001_c03221ff7130e64e）：“网格员每日一次逐级到县(市区)每季一次”"
    )


def test_a_phrase_that_the_city_did_not_write_is_noticed():
    assert seeds.says("001_c03221ff7130e64e", "网格员每日一次逐级到县(市区)每季一次")
    assert not seeds.says("001_c03221ff7130e64e", "网格员每周一次逐级到县(市区)每季一次")
    assert not seeds.says("002_d1e5b63110bc827b", "网格员每日一次")


def test_a_value_without_source_refuses_the_profile(folder, edit):
    edit("wuhan/profile.yaml", lambda profile: profile["screening"][1].pop("source"))
    found = faults(folder)
    assert list(found) == ["screening[1].source"]
    assert found["screening[1].source"].file == "wuhan/profile.yaml"
    assert "缺少" in found["screening[1].source"].reason


def test_a_national_value_without_source_refuses_every_profile(folder, edit):
    edit("CN/retention.yaml", lambda content: content["retention"][3].pop("source"))
    for slug in FIVE:
        (problem,) = faults(folder, slug).values()
        assert (problem.file, problem.path) == ("CN/retention.yaml", "retention[3].source")


@pytest.mark.parametrize(
    "source",
    ["seed 000", "seed 000_f0d2de161fc96621", "seed 009：“网格化管理”", "seed 001_f0d2de161fc96621：“网格化管理”"],
)
def test_a_seed_is_named_by_file_and_phrase(folder, edit, source):
    edit("wuhan/profile.yaml", lambda profile: profile["screening"][0].update(source=source))
    assert set(faults(folder)) == {"screening[0].source"}


def test_all_faults_are_named_at_once_with_file_path_value_and_reason(folder, edit):
    def spoil(profile):
        profile["code"] = 420100
        profile["valid_from"] = "sometime"
        profile["screening"][0]["every"] = "year"
        profile["colour"] = "green"

    edit("wuhan/profile.yaml", spoil)
    found = faults(folder)
    assert set(found) == {"code", "valid_from", "screening[0].every", "colour"}
    assert found["screening[0].every"].value == "year"
    assert found["code"].reason == "应当是文字（数字请加引号）"
    assert found["colour"].line > 0
    assert str(found["code"]).startswith("wuhan/profile.yaml:")


def test_the_path_is_that_of_the_file_also_for_a_value_deep_in_a_national_list(folder, edit):
    edit("CN/grading.yaml", lambda grading: grading["factors"][3].update(weight=-5))
    (problem,) = faults(folder).values()
    assert (problem.file, problem.path, problem.value) == ("CN/grading.yaml", "factors[3].weight", "-5")


@pytest.mark.parametrize(
    ("file", "change", "path"),
    [
        ("CN/routing.yaml", lambda c: c["routing"]["rules"][0].update(organisation_kinds=["temple"]), "organisation_kinds"),
        ("CN/routing.yaml", lambda c: c["routing"]["rules"][0].update(categories=["weather"]), "categories"),
        ("CN/retention.yaml", lambda c: c["retention"].pop(), "retention"),
        ("CN/numbering.yaml", lambda c: c["numbering"][0].update(pattern="第{serial}号"), "pattern"),
        ("CN/grading.yaml", lambda c: c.update(yellow_from=99), "yellow_from"),
        ("CN/grading.yaml", lambda c: c["responses"].pop(), "responses"),
        ("CN/categories.yaml", lambda c: c["items"][0].update(clock="NO_SUCH"), "clock"),
        ("CN/documents.yaml", lambda c: c["documents"].reverse(), "documents"),
        ("zhanqian/profile.yaml", lambda c: c["screening"].append({"level": "grid", "every": "day", "source": NO_SOURCE}), "level"),
        ("zhanqian/profile.yaml", lambda c: c.update(slug="yingkou"), "slug"),
    ],
)  # fmt: skip
def test_rules_that_contradict_each_other_refuse_the_profile(folder, edit, file, change, path):
    edit(file, change)
    assert any(at.endswith(path) for at in faults(folder, "zhanqian"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("extends: CN\nslug: wuhan\nslug: wuhan\n", "两次"),
        ("extends: CN\nlevels:\n  - {code: city, code: county}\n", "两次"),
        ("extends: US\n", "全国规则"),
        ("- a list\n", "名称: 值"),
        ("a: [\n", "YAML"),
        ("a: !!python/object:os.system {}\n", "YAML"),
    ],
)
def test_a_file_that_is_no_profile_is_refused_with_the_reason(folder, text, reason):
    (folder / "wuhan/profile.yaml").write_text(text, encoding="utf-8")
    assert any(reason in problem.reason for problem in faults(folder).values())


def test_broken_utf8_and_a_missing_file_are_refused(folder):
    (folder / "wuhan/profile.yaml").write_bytes(b"name: \xff\xfe")
    assert "UTF-8" in faults(folder)[""].reason
    (folder / "wuhan/profile.yaml").unlink()
    assert faults(folder)[""].reason == "没有这个文件"


def test_an_entry_of_a_city_replaces_only_what_it_says_of_its_national_namesake():
    national = LOADED["wuhan"].organisation_type("centre")
    own = LOADED["jingzhou"].organisation_type("centre")
    assert own.name == "社会矛盾纠纷调处中心"
    assert (own.mediates, own.table_row) == (national.mediates, national.table_row) == (True, "social")
    red = LOADED["chengdu"].grading.response("red")
    assert red.expert_panel
    assert red.within_hours == LOADED["wuhan"].grading.response("red").within_hours


def test_omitted_entries_are_gone(folder, edit):
    edit("wuhan/profile.yaml", lambda profile: profile.update(omit={"organisation_types": ["law_firm"]}))
    assert profiles.load(folder, "wuhan").organisation_type("law_firm") is None
    assert LOADED["wuhan"].organisation_type("law_firm")
