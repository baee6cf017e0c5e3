"""Rows of the register of grades: of a person, known as the register of people knows people, or of an organisation."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any
from uuid import UUID

from fengqiao.assessment import access, actions
from fengqiao.assessment.actions import NewGrade
from fengqiao.assessment.models import Grade
from fengqiao.core.clock import local_date
from fengqiao.core.text import N_
from fengqiao.exchange.desks import common
from fengqiao.exchange.desks.parts import Desk, Faults, Made
from fengqiao.exchange.rules.registers.reading import Entry
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.people import queries as people

_GIVEN = ("number", "valid_until", "ended_on", "ended_how", "ended_why", "ended_by_name")


class GradeDesk(Desk):
    """Grades that were given elsewhere or before."""

    kind = "grade"
    renamed = {**Desk.renamed, "person_id": "name"}
    found: dict[str, UUID]
    """Who was looked up, by identity number, else by organisation and name."""

    def title(self, entry: Entry) -> str:
        """Return the person, else the organisation."""
        return str(entry.values.get("name", "")) or super().title(entry)

    def look_up(self, entries: Sequence[Entry]) -> None:
        """Look up organisations, levels of their schemes, and people."""
        super().look_up(entries)
        rules = current_ruleset(local_date(self.actor.at))
        for entry in entries:
            scheme = rules.grade_scheme(entry.values.get("scheme", ""))
            given = entry.values.get("level")
            if scheme and given:
                level = next((each for each in scheme.levels if given in (each.code, each.name)), None)
                if level is None:
                    told = "、".join(each.name for each in scheme.levels)
                    self.fault(entry, "level", N_("应为以下之一：%(levels)s。") % {"levels": told})
                else:
                    entry.values["level"] = level.code
        self._look_up_people(entries)

    def _look_up_people(self, entries: Sequence[Entry]) -> None:
        right = [entry for entry in entries if not entry.faults and "name" in entry.values]
        self.found = common.people_by_number(entry.values.get("id_number", "") for entry in right)
        others = [entry for entry in right if "id_number" not in entry.values]
        if others:
            posts = people.holders_called((self.place(entry) for entry in others), (e.values["name"] for e in others))
            for post in posts:
                self.found.setdefault(f"{post.organisation_id}{post.person.name}", post.person_id)
        for entry in right:
            if self._who(entry) is None:
                self.fault(entry, "name", N_("名册中没有这个人，请先导入人员名册。"))

    def _who(self, entry: Entry) -> UUID | None:
        if "name" not in entry.values:
            return None
        number = entry.values.get("id_number")
        return self.found.get(number or f"{self.place(entry)}{entry.values['name']}")

    def key(self, entry: Entry) -> Hashable:
        """Return who holds it, which it is, and the day on which it was given."""
        who = self._who(entry) or self.place(entry)
        return who, entry.values["scheme"], entry.values["level"], entry.values["awarded_on"]

    def known(self, rows: Sequence[Entry]) -> Mapping[Hashable, Mapping[str, Any]]:
        """Return the grades that are given at these organisations, or that these people hold."""
        holders = {who for entry in rows if (who := self._who(entry))}
        seen = access.grades_visible_to(self.actor)
        at = seen.filter(person=None, organisation__in={self.place(entry) for entry in rows})
        return {
            (row.person_id or row.organisation_id, row.scheme, row.level, row.awarded_on): facts(row)
            for row in at.union(seen.filter(person__in=holders))
        }

    def enter(self, rows: Sequence[Entry], *, is_dry: bool) -> tuple[Made, Faults]:
        """Enter the grades."""
        added = actions.add_grades(self.actor, [self._grade(entry) for entry in rows], is_dry=is_dry)
        return added.grades, added.faults

    def _grade(self, entry: Entry) -> NewGrade:
        values = entry.values
        return NewGrade(
            organisation_id=self.place(entry),
            scheme=values["scheme"],
            level=values["level"],
            awarded_on=values["awarded_on"],
            issuer=values["issuer"],
            person_id=self._who(entry),
            **{code: values[code] for code in _GIVEN if code in values},
        )


def facts(grade: Grade) -> dict[str, Any]:
    """Return what a file tells of a grade, by column, but for who holds it and where."""
    return {code: getattr(grade, code) for code in ("scheme", "level", "issuer", "awarded_on", *_GIVEN)}
