"""The English catalogue: `update` brings it up to the texts in the source, `check` says what it lacks, `compile` makes what
Django reads.

The texts in the source are Chinese and need no catalogue of their own. No gettext programs are needed on the machine.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polib
import yaml
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src/fengqiao"
PROFILES = ROOT / "profiles"
NAMED = frozenset({"name", "title", "question"})
"""What the entries of a profile call themselves to its readers; sources, conditions and organs stay as the law has them."""
CATALOGUE = SOURCE / "locale/en/LC_MESSAGES/django.po"
KEYWORDS: dict[str, tuple[object, ...] | None] = {
    **dict.fromkeys(("_", "N_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)0?\d*[a-z]|\{(\w*)\}|%([sd])")
HAN = re.compile("[\u3400-\u9fff]")
WIDE = re.compile("[\u3001\u3002\u300a\u300b\uff01-\uff5e\u201c\u201d]")


@dataclass(frozen=True)
class Message:
    """A text to translate, with its plural and its context where it has them."""

    text: str
    plural: str = ""
    context: str = ""


def messages() -> dict[Message, list[str]]:
    """Every text of the source that is marked for translation and every name in a profile, in the order of the files, with the
    files that hold it."""
    if not settings.configured:
        settings.configure()  # templatize reads one setting, of which the default serves
    found: dict[Message, list[str]] = {}
    for file in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        if not {"tests", "migrations"} & set(file.parts):
            place = str(file.relative_to(ROOT))
            for message in _of(file):
                places = found.setdefault(message, [])
                if place not in places:
                    places.append(place)
    for file in sorted(PROFILES.glob("*/*.yaml")):
        if file.name != "registry.yaml":  # the names of organisations and people
            for name in _names(yaml.safe_load(file.read_text("utf-8"))):
                places = found.setdefault(Message(name), [])
                if (place := str(file.relative_to(ROOT))) not in places:
                    places.append(place)
    return found


def _names(part: object, *, within: bool = False) -> Iterator[str]:
    """The names in the lists of a profile; the one outside of them is the jurisdiction's own."""
    if isinstance(part, list):
        for each in part:
            yield from _names(each, within=True)
    elif isinstance(part, dict):
        for key, value in part.items():
            if within and key in NAMED and isinstance(value, str):
                yield value
            yield from _names(value, within=within)


def _of(file: Path) -> Iterator[Message]:
    text = file.read_text("utf-8")
    if file.suffix != ".py":
        # Templates become lines of Python; where these begin means nothing.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(file)).splitlines())
    for _line, words, _comments, context in extract("python", BytesIO(text.encode()), KEYWORDS):
        one, many = words if isinstance(words, tuple) else (words, "")
        if one:
            yield Message(one, many, context or "")


def key(entry: polib.POEntry) -> Message:
    """The message that an entry of the catalogue translates."""
    return Message(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def update() -> None:
    """Add new texts without translation, drop those that the source lost, keep the rest."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    known = {key(entry): entry for entry in polib.pofile(str(CATALOGUE))} if CATALOGUE.exists() else {}
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message, places in messages().items():
        old = known.get(message)
        catalogue.append(
            polib.POEntry(
                msgid=message.text,
                msgid_plural=message.plural,
                msgctxt=message.context or None,
                msgstr=old.msgstr if old else "",
                msgstr_plural=(old.msgstr_plural if old else {0: "", 1: ""}) if message.plural else {},
                occurrences=[(place, "") for place in places],
                flags=["python-format"] if "%(" in message.text else [],
            )
        )
    catalogue.save(str(CATALOGUE))
    print(f"{len(catalogue)} texts, {len(catalogue.untranslated_entries())} without translation")


def problems(found: Mapping[Message, list[str]], catalogue: polib.POFile) -> Iterator[str]:
    """Texts of the source that the catalogue lacks, leaves empty or translates with other placeholders, and texts it has too many."""
    entries = {key(entry): entry for entry in catalogue if not entry.obsolete}
    for message, places in found.items():
        entry = entries.get(message)
        texts = [] if entry is None else list(entry.msgstr_plural.values()) if message.plural else [entry.msgstr]
        if entry is None or not all(texts) or entry.fuzzy:
            yield f"{places[0]}: no translation of {message.text!r}"
        elif any(_placeholders(text) != _placeholders(message.plural or message.text) for text in texts):
            yield f"{places[0]}: other placeholders in the translation of {message.text!r}"
        elif any(WIDE.search(text) for text in texts):
            yield f"{places[0]}: full-width punctuation in the translation of {message.text!r}"
    for message in entries.keys() - found.keys():
        yield f"the source no longer has {message.text!r}"
    for entry in catalogue.obsolete_entries():
        yield f"the catalogue keeps {entry.msgid!r}, which is obsolete"


def _placeholders(text: str) -> Counter[tuple[str, ...]]:
    return Counter(match.groups(default="") for match in PLACEHOLDER.finditer(text.replace("%%", "")))


def check() -> None:
    """Print what is wrong with the catalogue, and end with exit code 1 if anything is."""
    wrong = list(problems(messages(), polib.pofile(str(CATALOGUE))))
    print("\n".join(wrong), end="\n" if wrong else "")
    if wrong:
        sys.exit("`make messages` adds and removes texts; the English is written by hand.")


def compile_all() -> None:
    """Write the .mo beside every .po."""
    for file in sorted(SOURCE.glob("locale/*/LC_MESSAGES/*.po")):
        polib.pofile(str(file)).save_as_mofile(str(file.with_suffix(".mo")))


if __name__ == "__main__":
    {"update": update, "check": check, "compile": compile_all}[sys.argv[1]]()
