"""Time limits: what is counted, from when, in which unit, under which article."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .base import Sourced

ClockUnit = Literal["hour", "calendar_day", "working_day", "month", "year", "event"]
Modifier = Literal[
    "exclude",
    "extension",
    "agreed_period_days",
    "mediator",
    "parties",
    "seal",
    "register_signed",
    "channel",
    "organisation",
    "form",
    "letter_dated",
    "procedure",
    "information_received",
    "cold_storage",
    "interrupted_on",
    "direction",
    "acceleration_triggered_on",
    "instalments",
    "no_performance_period",
    "knew_on",
]
Approval = Literal["parties", "parties_and_committee", "head"]
Act = Literal["parties", "mediator", "seal"]
Form = Literal["written", "oral", "electronic"]


class ClockRule(Sourced):
    """One row of the catalogue of clocks.

    ``source`` names the article. ``start_event_also`` lists other names of the start event under the same article.
    ``rolls`` says that a last day off moves to the next working day; ``roll_arguable`` that the roll-over is a default
    and not an undisputed reading. ``extension_by`` says whose word an extension needs, ``extension_max_days`` the most
    that it may add. ``exclude_ground`` names the time that the article leaves out. ``procedure`` is the only court
    procedure that the rule is for. ``effect_acts`` are the acts whose last brings an agreement into effect, ``forms``
    the forms that the rule allows. ``instead`` is the code of the rule for the case that this one leaves out.
    ``reading`` states an arguable reading for the explanation.
    """

    code: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")]
    title: str
    jurisdiction: Annotated[str, Field(pattern=r"^(CN|\d{6})$")] = "CN"
    start_event: str
    start_event_also: tuple[str, ...] = ()
    unit: ClockUnit
    amount: Annotated[int, Field(ge=1)] | None = None
    counts_back: bool = False
    rolls: bool = False
    roll_arguable: bool = False
    modifiers: tuple[Modifier, ...] = ()
    extension_by: Approval | None = None
    extension_max_days: Annotated[int, Field(ge=1)] | None = None
    exclude_ground: str = ""
    procedure: Literal["ordinary", "summary"] | None = None
    effect_acts: tuple[Act, ...] = ()
    forms: tuple[Form, ...] = ()
    instead: str = ""
    reading: str = ""
    end_effect: str

    @model_validator(mode="after")
    def _hang_together(self) -> Self:
        """Refuse a rule whose parts contradict each other."""
        if (self.amount is None) != (self.unit == "event"):
            raise ValueError("amount: every unit but event needs one")
        if self.counts_back and self.unit != "working_day":
            raise ValueError("counts_back: only working days are counted back")
        if self.rolls and self.unit in ("hour", "working_day", "event"):
            raise ValueError("rolls: only days, months and years roll over")
        if self.roll_arguable and not self.rolls:
            raise ValueError("roll_arguable: the rule does not roll over")
        for name, value in (
            ("extension", self.extension_by),
            ("exclude", self.exclude_ground),
            ("procedure", self.procedure),
            ("form", self.forms),
        ):
            if (name in self.modifiers) != bool(value):
                raise ValueError(f"{name}: the modifier and what the article says of it belong together")
        return self
