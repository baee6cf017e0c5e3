"""What is said of how people work: complaints, the tracing of responsibility, commendations."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengqiao.core.fields import EncryptedText
from fengqiao.core.models import Record
from fengqiao.organisations.models import Organisation
from fengqiao.people.models.registry import Appointment, Person
from fengqiao.people.rules import complaints as rules


class Trace(Record):
    """责任倒查 of a matter that escalated: who had it in hand, stage by stage, and what each answers for.

    ``dispute_id`` names the matter without a foreign key, for disputes stand above; ``matter`` is its title then.
    """

    class Kind(models.TextChoices):
        """What it came to (seed 003：民转刑、自杀、群体性上访；械斗 as in the case table)."""

        CRIME = "crime", _("民转刑")
        SUICIDE = "suicide", _("自杀")
        PETITION = "petition", _("群体性上访")
        FIGHT = "fight", _("群体性械斗")
        OTHER = "other", _("其他重大社会影响事件")

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("倒查中")
        CONCLUDED = "concluded", _("已形成结论")

    dispute_id = models.UUIDField(null=True)
    matter = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    occurred_on = models.DateField()
    region_code = models.CharField(max_length=15)
    narrative = models.TextField()
    conclusion = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    opened_by_name = models.CharField(max_length=60)
    concluded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dispute_id"], condition=Q(dispute_id__isnull=False, state="open"), name="trace_open_once"
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="trace_by_time")]

    def __str__(self) -> str:
        return self.matter


class TracedPerson(Record):
    """Somebody or some organisation that had the matter in hand, and what was found of their part in it."""

    class Degree(models.TextChoices):
        """What they answer for."""

        NONE = "none", _("没有责任")
        MINOR = "minor", _("情节较轻")
        SERIOUS = "serious", _("情节严重")

    trace = models.ForeignKey(Trace, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    organisation_name = models.CharField(max_length=120, blank=True)
    part = models.CharField(max_length=120)
    degree = models.CharField(max_length=10, choices=Degree, blank=True)
    finding = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["trace", "created_at"], name="traced_by_trace")]

    def __str__(self) -> str:
        return self.name


class Complaint(Record):
    """A complaint against a mediator. Who complains stays encrypted beside keyed hashes, and is shown for a reason only.

    ``about``: whom it concerns as told; ``person`` when the register knows. ``inquirers``: everybody who inquired so far.
    ``appointment``: the post that a removal or dismissal ends.
    """

    class Door(models.TextChoices):
        """How it came in."""

        WEB = "web", _("网上")
        COUNTER = "counter", _("来访")
        PHONE = "phone", _("电话")
        LETTER = "letter", _("来信")
        TRACE = "trace", _("责任倒查")

    number = models.CharField(max_length=40, unique=True)
    door = models.CharField(max_length=10, choices=Door)
    state = models.CharField(max_length=10, default=rules.ComplaintState.RECEIVED.value)
    region_code = models.CharField(max_length=15)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="complaints")
    about = models.CharField(max_length=60)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    matter = models.CharField(max_length=120, blank=True)
    acts: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=10), default=list)
    narrative = models.TextField()
    complainant = EncryptedText()
    phone = EncryptedText()
    phone_tail = models.CharField(max_length=4, blank=True)
    phone_hash = models.CharField(max_length=64, blank=True)
    follow_code_hash = models.CharField(max_length=64, unique=True)
    due_on = models.DateField()
    inquirer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    inquirers: "ArrayField[list[str], list[str]]" = ArrayField(
        models.CharField(max_length=36), default=list, blank=True
    )
    result = models.CharField(max_length=10, blank=True)
    gravity = models.CharField(max_length=10, blank=True)
    finding = models.TextField(blank=True)
    found_at = models.DateTimeField(null=True)
    sanction = models.CharField(max_length=10, blank=True)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True)
    decision = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    appeal_by = models.CharField(max_length=20, blank=True)
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True)
    appeal_opinion = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    trace = models.ForeignKey(Trace, on_delete=models.PROTECT, null=True, blank=True, related_name="complaints")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(inquirer=F("person")), name="complaint_not_inquired_by_its_subject"),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="complaint_by_time"),
            models.Index(fields=["state", "-created_at", "-id"], name="complaint_by_state"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state_name(self) -> str:
        """What its state is called, as stored in Chinese."""
        return rules.STATE_NAMES[rules.ComplaintState(self.state)]


class Commendation(Record):
    """表彰 of a person, an organisation or a demonstration point 示范点, made known before and after (人民调解法第6条)."""

    class Subject(models.TextChoices):
        """Who is commended."""

        PERSON = "person", _("个人")
        ORGANISATION = "organisation", _("集体")
        POINT = "point", _("示范点")

    class State(models.TextChoices):
        """Where it stands."""

        PROPOSED = "proposed", _("拟表彰")
        SHOWN = "shown", _("公示中")
        AWARDED = "awarded", _("已表彰")
        DROPPED = "dropped", _("已撤销")

    class Rank(models.TextChoices):
        """The level of the body that commends."""

        NATION = "nation", _("国家级")
        PROVINCE = "province", _("省级")
        CITY = "city", _("市级")
        COUNTY = "county", _("区县级")
        STREET = "street", _("乡镇（街道）")

    subject = models.CharField(max_length=12, choices=Subject)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="commendations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="commendations"
    )
    name = models.CharField(max_length=120)
    region_code = models.CharField(max_length=15)
    title = models.CharField(max_length=120)
    rank = models.CharField(max_length=10, choices=Rank)
    awarded_by = models.CharField(max_length=120)
    number = models.CharField(max_length=60, blank=True)
    deeds = models.TextField()
    shown_from = models.DateField(null=True)
    shown_until = models.DateField(null=True)
    objections = models.TextField(blank=True)
    awarded_on = models.DateField(null=True)
    dropped_why = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(subject="person", person__isnull=False)
                | Q(subject="organisation", organisation__isnull=False)
                | Q(subject="point"),
                name="commendation_names_its_subject",
            ),
            models.CheckConstraint(
                condition=Q(shown_until__isnull=True) | Q(shown_until__gte=F("shown_from")),
                name="commendation_shown_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="awarded") | Q(awarded_on__isnull=False), name="commendation_awarded_on_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="commendation_by_time"),
            models.Index(fields=["state", "-created_at", "-id"], name="commendation_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.title}"
