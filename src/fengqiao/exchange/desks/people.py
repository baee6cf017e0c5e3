"""Rows of the register of people, and of further posts: a person known by identity number, by phone, or by where the post is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from fengqiao.core import bulk
from fengqiao.core.actor import Actor
from fengqiao.core.errors import DomainError
from fengqiao.core.text import N_
from fengqiao.exchange.actions.written import Written
from fengqiao.exchange.desks import common
from fengqiao.exchange.rules.raw import Fault
from fengqiao.exchange.rules.registers import REGISTERS, Register, Words
from fengqiao.exchange.rules.registers.people import ABOUT, ID_NUMBER, NAME, PHONE, POST, STUDIOS
from fengqiao.exchange.rules.registers.reading import Entry, Line, Reader
from fengqiao.organisations import actions as organisations
from fengqiao.organisations.queries import named_after
from fengqiao.people import access, actions, facts, queries
from fengqiao.people.actions import NewPerson, NewPost, PastPost
from fengqiao.people.models import Appointment, Person

PERSON = tuple(column.code for column in (NAME, ID_NUMBER, PHONE, *ABOUT))
POSTS = tuple(column.code for column in POST)
_GIVEN_POST = (
    "post", "origin", "starts_on", "term_ends_on", "body", "certificate", "certificate_issuer", "certificate_from",
    "certificate_until",
)  # fmt: skip
_ENDED = ("ends_on", "ended_how", "ended_by", "ended_why")
_RENAMED = {"organisation_id": "organisation"}
STUDIO = "studio"
"""What an import keeps of a studio that it let bear a name."""


@dataclass
class Row:
    """A row that can be read: what it tells of the person, and the post."""

    line: int
    values: dict[str, Any]
    organisation_id: UUID | None = None

    @property
    def name(self) -> str:
        """The person's name."""
        return str(self.values["name"])

    def past(self) -> PastPost:
        """Return the post as the register of people takes it."""
        assert self.organisation_id is not None  # noqa: S101 - rows at unknown organisations were refused
        given = {code: self.values[code] for code in _GIVEN_POST if code in self.values}
        post = NewPost(
            organisation_id=self.organisation_id,
            is_full_time=self.values.get("time") == "full",
            is_purchased=self.values.get("is_purchased", False),
            **given,
        )
        return PastPost(post, **{code: self.values[code] for code in _ENDED if code in self.values})


@dataclass
class Held:
    """Somebody of the register: what is true of the person, and the posts."""

    person: Person
    posts: list[Appointment] = field(default_factory=list)


class Desk:
    """Writes chunks; organisations that it looked up, and people of this file, it keeps."""

    def __init__(
        self,
        actor: Actor,
        register: Register,
        matched: Mapping[int, str],
        words: Words,
        *,
        run_id: UUID | None,
        updates: bool,
    ) -> None:
        self.actor, self.register, self.run_id, self.updates = actor, register, run_id, updates
        self.reader = Reader(register, matched, words)
        self.takes_new = register is REGISTERS["people"]
        self.names = {code: column.names(words) for code, column in register.by_code.items()}
        self.organisations: dict[str, UUID | None] = {}
        self.studios: dict[UUID, list[str]] = {}
        self.tried: dict[tuple[str, ...], set[tuple[Any, ...]]] = {}
        """Of a dry run: people of the file and their posts, who are not in the register to be found there."""

    def write(self, lines: Sequence[Line], *, is_dry: bool) -> Written:
        """Check a chunk and, unless dry, write those rows that are right, in one transaction."""
        result = Written()
        with transaction.atomic():
            rows = self._read(lines, result)
            groups: dict[tuple[str, ...], list[Row]] = {}
            for row in rows:
                groups.setdefault(key_of(row), []).append(row)
            known = self._known(groups)
            fresh: list[list[Row]] = []
            further: list[tuple[Row, Held]] = []
            for key, group in groups.items():
                if (held := known.get(key)) is not None:
                    further += self._compare(group, held, result, is_dry=is_dry)
                elif not self.takes_new:
                    self._refuse_unknown(group, result)
                else:
                    fresh.append(self._once(key, group, result) if is_dry else group)
            self._enter([group for group in fresh if group], result, is_dry=is_dry)
            self._add(further, result, is_dry=is_dry)
        return result

    def _read(self, lines: Sequence[Line], result: Written) -> list[Row]:
        entries = [self.reader.read(line) for line in lines]
        self._look_up(entries)
        rows = []
        for entry in entries:
            name = entry.values.get("organisation")
            pk = self.organisations.get(name) if name else None
            if name and pk is None:
                reason = N_("您负责的地区没有这个组织，请按名册全称填写。")
                entry.faults.append(Fault(self.register.by_code["organisation"].heading, name, reason))
            entry.faults += [
                Fault(STUDIOS.heading, studio, N_("您负责的地区没有这个组织，请按名册全称填写。"))
                for studio in entry.values.get("studios", ())
                if self.organisations[studio] is None
            ]
            if entry.faults:
                common.refuse(result, entry.line, entry.values.get("name", ""), entry.faults)
            else:
                rows.append(Row(entry.line, entry.values, pk))
        return rows

    def _look_up(self, entries: Iterable[Entry]) -> None:
        named = {name for entry in entries if (name := entry.values.get("organisation"))}
        named |= {name for entry in entries for name in entry.values.get("studios", ())}
        if new := named - self.organisations.keys():
            self.organisations |= common.called(self.actor, new)

    def _known(self, groups: Mapping[tuple[str, ...], list[Row]]) -> dict[tuple[str, ...], Held]:
        """Return who of these people is registered, each with the posts that the actor sees."""
        visible = access.visible_to(self.actor).defer("tokens", "search")
        there = queries.keyed(
            [key[1] for key in groups if key[0] == "id"], [key[1] for key in groups if key[0] == "phone"]
        )
        seen = {each.pk: each for each in visible.filter(pk__in=bulk.among(there))} if there else {}
        found: dict[tuple[str, ...], Person] = {}
        for each in seen.values():
            found["id", each.id_number_hash] = found["phone", each.phone_hash, each.name] = each
        found |= self._by_place([key for key in groups if key[0] == "place"])
        held = {person.pk: Held(person) for person in found.values()}
        self.studios = studios_of(held)
        for post in queries.posts_of(held):
            held[post.person_id].posts.append(post)
        return {key: held[person.pk] for key, person in found.items() if key in groups}

    def _by_place(self, keys: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], Person]:
        if not keys:
            return {}
        posts = queries.holders_called((UUID(key[1]) for key in keys), (key[2] for key in keys))
        wanted = set(keys)
        return {
            key: post.person
            for post in posts
            if (key := ("place", str(post.organisation_id), post.person.name)) in wanted
        }

    def _refuse_unknown(self, group: Sequence[Row], result: Written) -> None:
        for row in group:
            reason = N_("名册中没有这个人，请先导入人员名册。")
            common.refuse(result, row.line, row.name, [Fault(NAME.heading, row.name, reason)])

    def _once(self, key: tuple[str, ...], group: list[Row], result: Written) -> list[Row]:
        """Return the rows whose post was not tried before in this dry run."""
        posts = self.tried.setdefault(key, set())
        kept = []
        for row in group:
            post = (row.organisation_id, row.values["post"], row.values["starts_on"])
            if post in posts:
                result.known += 1
            else:
                posts.add(post)
                kept.append(row)
        return kept

    def _enter(self, groups: Sequence[list[Row]], result: Written, *, is_dry: bool) -> None:
        """Enter new people. A wrong post is refused by itself, as long as another one makes the person belong somewhere."""
        while groups:
            rows = [NewPerson(_given(group[0].values), [row.past() for row in group]) for group in groups]
            added = actions.add_many(self.actor, rows, is_dry=is_dry)
            result.accepted += sum(len(groups[index]) for index in added.people)
            if added.people and not is_dry:
                common.keep(self.run_id, "person", added.people.values())
                named = [self._name_after(groups[index], pk, result) for index, pk in added.people.items()]
                common.keep(self.run_id, STUDIO, [studio for each in named for studio in each])
            again = []
            for index, error in added.faults.items():
                group, wrong = groups[index], error.extra.get("post")
                fault = common.fault_of(self.register, error, group[wrong or 0].values, renamed=_RENAMED)
                for row in group if wrong is None else [group[wrong]]:
                    common.refuse(result, row.line, row.name, [fault])
                if wrong is not None and len(group) > 1:
                    again.append([row for number, row in enumerate(group) if number != wrong])
            groups = again

    def _name_after(self, group: Sequence[Row], person_id: UUID, result: Written) -> list[UUID]:
        """Let studios bear the person's name, and return those that did not before."""
        row = next((row for row in group if STUDIOS.code in row.values), group[0])
        wanted = [pk for name in row.values.get("studios", ()) if (pk := self.organisations[name])]
        if not wanted:
            return []
        try:
            with transaction.atomic():
                return organisations.name_after(self.actor, person_id, row.name, wanted)
        except DomainError as error:
            result.differs += 1
            result.notes.append((row.line, row.name[:80], Fault(STUDIOS.heading, "", error.message)))
            return []

    def _compare(self, group: Sequence[Row], held: Held, result: Written, *, is_dry: bool) -> list[tuple[Row, Held]]:
        """Compare rows with a known person and return those whose post is new."""
        now = {**person_facts(held.person), "studios": self.studios[held.person.pk]}
        further, given = [], dict[str, Any]()
        for row in group:
            post = _same(row, held.posts)
            about = {code: row.values[code] for code in (*PERSON, STUDIOS.code) if code in row.values}
            about |= {STUDIOS.code: sorted(about[STUDIOS.code])} if STUDIOS.code in about else {}
            told = common.differences(self.register, about, now, self.names)
            is_updated = bool(told) and self.updates
            if is_updated:
                given, told = given | about, []
            if post is None:
                further.append((row, held))
            else:
                told += common.differences(self.register, _post_values(row), post_facts(post), self.names)
                result.differs += bool(told)
                result.known += not told and not is_updated
            result.updated += is_updated
            result.notes += [(row.line, row.name[:80], fault) for fault in told]
        if given and not is_dry:
            self._update(group[0], held.person, given, result)
        return further

    def _update(self, row: Row, person: Person, given: dict[str, Any], result: Written) -> None:
        try:
            with transaction.atomic():
                about = {code: value for code, value in given.items() if code != STUDIOS.code}
                actions.change(self.actor, person.pk, **{**facts.told(person), **about})
                if STUDIOS.code in given:
                    self._rename(person, given[STUDIOS.code])
        except DomainError as error:
            fault = common.fault_of(self.register, error, row.values, renamed=_RENAMED)
            common.refuse(result, row.line, row.name, [fault])
            result.updated -= 1

    def _rename(self, person: Person, studios: Iterable[str]) -> None:
        wanted = {pk for name in studios if (pk := self.organisations[name])}
        now = {studio.pk for studio in named_after([person.pk])}
        organisations.name_after(self.actor, None, person.name, now - wanted)
        organisations.name_after(self.actor, person.pk, person.name, wanted - now)

    def _add(self, further: Sequence[tuple[Row, Held]], result: Written, *, is_dry: bool) -> None:
        if not further:
            return
        rows = [(held.person.pk, row.past()) for row, held in further]
        added = actions.add_posts(self.actor, rows, is_dry=is_dry)
        result.accepted += len(added.posts)
        if added.posts and not is_dry:
            common.keep(self.run_id, "appointment", added.posts.values())
        for index, error in added.faults.items():
            row = further[index][0]
            fault = common.fault_of(self.register, error, row.values, renamed=_RENAMED)
            common.refuse(result, row.line, row.name, [fault])


def key_of(row: Row) -> tuple[str, ...]:
    """Return by what a row's person is known again: identity number, else phone and name, else organisation and name."""
    if number := row.values.get("id_number"):
        return "id", facts.id_hash(number)
    if phone := row.values.get("phone"):
        return "phone", facts.phone_hash(phone), row.name
    return "place", str(row.organisation_id), row.name


def _given(values: Mapping[str, Any]) -> facts.Given:
    return {code: values[code] for code in PERSON if code in values}  # type: ignore[return-value]  # the columns are its names


def _same(row: Row, posts: Iterable[Appointment]) -> Appointment | None:
    """Return the post of the register that a row tells of: begun on the same day, or open as the row's own is."""
    same = [post for post in posts if (post.organisation_id, post.post) == (row.organisation_id, row.values["post"])]
    begun = [post for post in same if post.starts_on == row.values["starts_on"]]
    is_open = [post for post in same if post.ends_on is None and "ends_on" not in row.values]
    return next(iter(begun or is_open), None)


def _post_values(row: Row) -> dict[str, Any]:
    return {code: row.values[code] for code in POSTS if code in row.values and code != "organisation"}


def person_facts(person: Person) -> dict[str, Any]:
    """Return what a file tells of a person, by column."""
    return {code: getattr(person, code) for code in PERSON}


def studios_of(ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Return by person the studios that bear their names."""
    found: dict[UUID, list[str]] = {pk: [] for pk in ids}
    for studio in named_after(found):
        assert studio.named_person_id is not None  # noqa: S101 - found by it
        found[studio.named_person_id].append(studio.name)
    return found


def post_facts(post: Appointment) -> dict[str, Any]:
    """Return what a file tells of a post, by column."""
    told: dict[str, Any] = {code: getattr(post, code) for code in (*_GIVEN_POST, *_ENDED)}
    return {
        **told,
        "organisation": post.organisation.name,
        "time": "full" if post.is_full_time else "part",
        "is_purchased": post.is_purchased,
    }
