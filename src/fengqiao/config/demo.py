"""What a first run shows: the jurisdictions with their places, invented people, an account for each role, a handful of cases."""

import signal
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import repeat
from multiprocessing import active_children, get_context
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone
from django_tenants.utils import schema_context

from fengqiao.accounts import actions as accounts
from fengqiao.accounts import queries as known_accounts
from fengqiao.accounts.permissions import ROLE_NAMES, Permission, Role
from fengqiao.config import demo_assessment, demo_cases, demo_subsidies, demo_training, registers
from fengqiao.config.supervisor import end_with_parent
from fengqiao.core.actor import Actor
from fengqiao.jurisdictions.actions import create_jurisdiction, sync_profiles
from fengqiao.jurisdictions.catalogue import profiles_folder
from fengqiao.jurisdictions.profiles import slugs
from fengqiao.jurisdictions.queries import current_ruleset
from fengqiao.organisations import queries as organisations
from fengqiao.organisations import registry as organisation_entries
from fengqiao.organisations.models import Organisation
from fengqiao.people import queries as people
from fengqiao.people import registry
from fengqiao.people.models import Person
from fengqiao.regions import actions as regions
from fengqiao.regions.division import package_folder
from fengqiao.regions.models import scope_of

PASSWORD = "Fengqiao-2026"  # noqa: S105 - printed at every start; the demo accounts are for trying the platform out


@dataclass(frozen=True)
class Account:
    """A demo account, the same in every jurisdiction.

    kinds: of organisation, in order of preference; posts: of the person there, in order of preference. has_scope: sees the
    organisation's region.
    """

    role: Role
    username: str
    kinds: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    has_scope: bool = False

    @property
    def password(self) -> str:
        """The password of all demo accounts."""
        return PASSWORD


_DESK = ("centre", "command_centre", "bureau")
_STREET = ("street_committee", "township_committee")
_VILLAGE = ("community_committee", "village_committee")
ACCOUNTS = (
    Account(Role.FRONT_DESK, "chuangkou", _DESK, ("clerk", "officer")),
    Account(Role.TRIAGE_OFFICER, "fenliu", _DESK, ("director", "head", "officer"), has_scope=True),
    Account(Role.DIRECTOR, "zhuren", _STREET, ("director",)),
    Account(Role.MEDIATOR, "tiaojieyuan", _STREET, ("mediator", "chief_mediator", "member", "director")),
    Account(Role.VILLAGE_MEDIATOR, "cunju", _VILLAGE, ("director", "mediator", "member")),
    Account(Role.GRID_WORKER, "wangge", _VILLAGE, ("informant", "member", "mediator")),
    Account(Role.JUSTICE_OFFICE, "sifasuo", ("justice_office",), ("head", "officer"), has_scope=True),
    Account(Role.COUNTY_BUREAU, "quju", ("bureau",), ("officer", "head"), has_scope=True),
    Account(Role.CITY_BUREAU, "shiju", ("bureau",), ("head", "officer"), has_scope=True),
    Account(Role.COURT, "fayuan", ("court",), ("judge", "officer")),
    Account(Role.REFERRER, "weituo", ("police", "petition"), ("officer", "head")),
    Account(Role.LEADER, "lingdao", ("bureau",), ("head",), has_scope=True),
    Account(Role.AUDITOR, "shenji", ("bureau",), (), has_scope=True),
    Account(Role.ADMINISTRATOR, "guanli", ("bureau",)),
)


def ensure() -> None:
    """Put in what is missing, as many jurisdictions at a time as there are processors; a second call changes nothing.

    For a process of one thread that is in no transaction: it goes on in copies of itself.
    """
    folder = profiles_folder()
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's; the copies can share neither its threads nor connections
    with ProcessPoolExecutor(mp_context=get_context("fork"), initializer=_end_at_once) as copies:
        try:
            list(copies.map(_put, repeat(folder), slugs(folder)))
        except BaseException:  # a copy made after Ctrl-C has not heard of it, and would be waited for
            for process in active_children():
                process.kill()
            raise
    sync_profiles(_installer(), folder=folder)


def _end_at_once() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    end_with_parent(signal.SIGKILL)


def _put(folder: Path, slug: str) -> None:
    create_jurisdiction(_installer(), slug=slug, host=f"{slug}.localhost", folder=folder)
    with schema_context(slug):
        _fill(folder / slug)


@cache
def _encoded_password() -> str:
    return make_password(PASSWORD)


def _installer(scope: str = "") -> Actor:
    held = (
        Permission.VIEW_REGISTRY,
        Permission.MANAGE_REGISTRY,
        Permission.KEEP_ORGANISATION,
        Permission.FILE_ORGANISATION,
        Permission.REVIEW_FILINGS,
        Permission.KEEP_DOCKING,
        Permission.MANAGE_ACCOUNTS,
    )
    return Actor(None, "安装程序", timezone.now(), frozenset(p.value for p in held), region_scope=scope)


@transaction.atomic
def _fill(profile: Path) -> None:
    """Put places, register and accounts into the jurisdiction at work, once."""
    if known_accounts.exist():
        return
    code = current_ruleset().code
    actor = _installer(scope_of(code.ljust(12, "0")))
    regions.load(actor, code=code, folder=package_folder())
    registry.load(actor, profile / "registry.yaml")
    organisation_entries.load(actor, profile / "organisations.yaml")
    taken: set[Person] = set()
    for account in ACCOUNTS:
        _account(actor, account, taken)
    demo_cases.enter()
    demo_subsidies.enter()
    demo_training.enter()
    demo_assessment.enter()
    if profile.name in registers.AT_FIRST:
        registers.fill(profile.name)


def _organisation(actor: Actor, account: Account) -> Organisation | None:
    for kind in account.kinds:
        found = list(organisations.listed(actor, kind=kind).order_by("region", "name"))
        if found:
            return (
                found[0]
                if account.role in {Role.CITY_BUREAU, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR}
                else found[-1]
            )
    return None


def _holder(organisation: Organisation, account: Account, today: date, taken: set[Person]) -> Person | None:
    holders = list(people.holders(organisation.pk, today))
    ranked = sorted(
        (post for post in holders if post.post in account.posts and post.person not in taken),
        key=lambda post: account.posts.index(post.post),
    )
    return ranked[0].person if ranked else None


def _account(actor: Actor, account: Account, taken: set[Person]) -> None:
    organisation = _organisation(actor, account)
    today = timezone.localdate(actor.at)
    person = _holder(organisation, account, today, taken) if organisation else None
    if person:
        taken.add(person)
    user = accounts.create_user(
        actor,
        username=account.username,
        name=person.name if person else ROLE_NAMES[account.role],
        password=PASSWORD,
        encoded=_encoded_password(),
        person_id=person.pk if person else None,
        must_change_password=False,
    )
    accounts.assign(
        actor,
        user.pk,
        role=account.role,
        organisation_id=organisation.pk if organisation else None,
        region_scope=scope_of(organisation.region_code) if organisation and account.has_scope else "",
        starts_on=today - timedelta(days=1),
    )
