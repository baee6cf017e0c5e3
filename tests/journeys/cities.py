"""Chengdu and Jingzhou with the places, organisations and people of their profiles."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django_tenants.utils import schema_context

from fengqiao.accounts import actions as accounts
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.core.actor import Actor, system
from fengqiao.jurisdictions.models import Jurisdiction
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations.models import Organisation
from fengqiao.people import actions as people
from fengqiao.people import registry
from fengqiao.people.models import Person
from fengqiao.regions import actions as regions
from fengqiao.regions.division import package_folder
from fengqiao.regions.models import Region, scope_of
from tests.journeys.programs import Program
from tests.journeys.town import PASSWORD

LONG_AGO = datetime(2015, 3, 2, tzinfo=UTC)
REGISTRY = frozenset({Permission.VIEW_REGISTRY.value, Permission.MANAGE_REGISTRY.value})


def fill(jurisdiction: Jurisdiction) -> "City":
    """Put all its places and its first register into a jurisdiction."""
    slug = jurisdiction.slug
    with schema_context(slug):
        code = current_ruleset().code
        keeper = Actor(None, "登记员", timezone.now(), REGISTRY, region_scope=scope_of(code.ljust(12, "0")))
        regions.load(keeper, code=code, folder=package_folder())
        registry.load(keeper, settings.PROFILES / slug / "registry.yaml")
    return City(slug)


@dataclass(frozen=True)
class City:
    """A jurisdiction with its register."""

    slug: str

    def place(self, path: str) -> str:
        """The code of the place of a full name."""
        with schema_context(self.slug):
            return Region.objects.get(path=path).code

    def mediator(self, name: str, committee: Organisation) -> Person:
        """The person of a name in the register; entered as appointed in 2015 when it has none."""
        known = Person.objects.filter(name=name).first()
        if known:
            return known
        post = people.NewPost(committee.pk, post="director", origin="appointed", starts_on=date(2015, 3, 2))
        keeper = Actor(None, "登记员", LONG_AGO, REGISTRY, region_scope=scope_of(committee.region_code)[:4])
        return people.register(keeper, name=name, post=post)

    def program(self, name: str, role: Role, organisation: str, *, scope: str = "", mediates: bool = False) -> Program:
        """A program that works with somebody's token at an organisation. mediates: is one of its mediators."""
        with schema_context(self.slug):
            desk = Organisation.objects.get(name=organisation)
            person = self.mediator(name, desk) if mediates else None
            platform = system(timezone.now() - timedelta(days=40), frozenset({Permission.MANAGE_ACCOUNTS.value}))
            user = accounts.create_user(
                platform,
                username=f"u{desk.pk.hex[-6:]}{role.value[:4]}",
                name=name,
                password=PASSWORD,
                person_id=person.pk if person else None,
                must_change_password=False,
            )
            since = timezone.localdate() - timedelta(days=30)
            accounts.assign(platform, user.pk, role=role, organisation_id=desk.pk, region_scope=scope, starts_on=since)
        return Program.of(user, f"{self.slug}.localhost", desk, person)
