"""The register of court docking: memoranda, the roster of invited organisations and mediators, the guiding judges."""

from django.db import models
from django.db.models import F, Q

from fengqiao.core.models import Record, StoredFile
from fengqiao.organisations.models.register import Organisation
from fengqiao.regions.models import Region


class Memorandum(Record):
    """What a court and an organisation agreed on for working together, from ``valid_from`` to ``valid_to`` (None: open)."""

    court = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="court_memoranda")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memoranda")
    title = models.CharField(max_length=120)
    terms = models.TextField()
    signed_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="memorandum_dates_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["court", "-signed_on", "-id"], name="memorandum_by_court"),
            models.Index(fields=["organisation", "-signed_on"], name="memorandum_by_organisation"),
        ]

    def __str__(self) -> str:
        return self.title


class Invitation(Record):
    """An entry of a court's roster of invited (特邀) mediation organisations and mediators, from ``since`` to ``until``.

    Either ``organisation`` or a person (by name, and id when in the register); a person may belong to an organisation too.
    最高人民法院关于人民法院特邀调解的规定（2016）第5条至第10条.
    """

    court = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations_given")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    person_id = models.UUIDField(null=True, blank=True, db_index=True)
    person_name = models.CharField(max_length=60, blank=True)
    fields = models.CharField(max_length=200, blank=True)
    certificate = models.CharField(max_length=60, blank=True)
    is_resident = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(person_name="") | Q(organisation__isnull=False), name="invitation_of_somebody"
            ),
            models.CheckConstraint(
                condition=Q(person_id__isnull=True) | ~Q(person_name=""), name="invitation_person_is_named"
            ),
            models.UniqueConstraint(
                fields=["court", "organisation"],
                condition=Q(until__isnull=True, person_name=""),
                name="invitation_organisation_once",
            ),
            models.UniqueConstraint(
                fields=["court", "person_id"], condition=Q(until__isnull=True), name="invitation_person_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="invitation_dates_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["court", "person_name", "id"], name="invitation_by_court"),
            models.Index(fields=["organisation"], name="invitation_by_organisation"),
        ]

    def __str__(self) -> str:
        return self.person_name or str(self.organisation)


class GuidingJudge(Record):
    """A judge whom a court named to guide people's mediation of a place, from ``since`` to ``until`` (人民调解法第5条)."""

    court = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="guiding_judges")
    person_id = models.UUIDField(null=True, blank=True)
    person_name = models.CharField(max_length=60)
    title = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, to_field="code", db_column="region_code", related_name="+"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["court", "person_name", "region"], condition=Q(until__isnull=True), name="guiding_judge_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="guiding_judge_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.person_name
