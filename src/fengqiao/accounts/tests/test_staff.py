"""The administrator's desk, the audit desk and everybody's own account, as pages."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from fengqiao.accounts import access, actions, queries
from fengqiao.accounts.models import Assignment, Session, Token, User
from fengqiao.accounts.permissions import Permission, Role
from fengqiao.accounts.tests.conftest import PASSWORD, sign_in
from fengqiao.core import audit
from fengqiao.core.errors import Forbidden, Malformed, NotNow
from fengqiao.core.ids import uuid7
from fengqiao.core.models import AuditEvent
from fengqiao.regions.models import Region
from tests.query_budget import assert_query_budget

pytestmark = pytest.mark.django_db

FORM = {"username": "liqiang", "name": "李强", "phone": "13800138000", "password": "first-day-8-words"}


def test_the_administrator_makes_an_account_and_gives_it_a_post(browser, zhou):
    desk = browser(zhou)
    made = desk.post("/accounts/new", FORM)
    user = User.objects.get(username="liqiang")
    assert made["Location"] == f"/accounts/{user.pk}"
    desk.post(f"/accounts/{user.pk}/posts", {"role": "mediator", "starts_on": timezone.localdate().isoformat()})
    assert access.actor_of(user, timezone.now()).may(Permission.MEDIATE)
    page = desk.get(f"/accounts/{user.pk}").content.decode()
    assert "专职调解员" in page
    assert list(AuditEvent.objects.filter(subject_id=user.pk).values_list("verb", flat=True)) == ["create", "assign"]


def test_a_place_is_picked_by_name_and_kept_as_the_prefix_of_its_codes(browser, zhou, wu):
    desk, page = browser(zhou), f"/accounts/{wu.pk}"
    Region.objects.create(code="420111000000", name="洪山区", level="county", path="武汉市洪山区")
    form = {"role": "county_bureau", "starts_on": timezone.localdate().isoformat()}
    assert desk.post(f"{page}/posts", {**form, "region": "没有的地方"}).status_code == 422
    assert not wu.assignments.exists()
    assert desk.post(f"{page}/posts", {**form, "region": "武汉市洪山区"}).status_code == 302
    assert wu.assignments.get().region_scope == "420111"
    assert "武汉市洪山区" in desk.get(page).content.decode()


def test_the_phone_is_not_readable_in_the_database(browser, zhou):
    browser(zhou).post("/accounts/new", FORM)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_user WHERE username = 'liqiang'")
        row = repr([bytes(value) if isinstance(value, memoryview) else value for value in cursor.fetchone()])
    assert "13800138000" not in row
    assert User.objects.get(username="liqiang").phone == "13800138000"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"username": "a b"}, "username"),
        ({"username": "zhoumin"}, "username"),
        ({"password": "12345678901"}, "password"),
        ({"password": "short"}, "password"),
        ({"password": "liqiang123"}, "password"),
        ({"phone": "call me"}, "phone"),
        ({"name": "空\0符"}, "name"),
    ],
)
def test_a_bad_account_is_refused_beside_its_field(browser, zhou, change, field):
    response = browser(zhou).post("/accounts/new", {**FORM, **change})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert User.objects.count() == 1


def test_nobody_manages_the_own_account(zhou, actor):
    for act in (
        lambda: actions.assign(actor(zhou), zhou.pk, role=Role.CITY_BUREAU),
        lambda: actions.lock(actor(zhou), zhou.pk, why="试"),
        lambda: actions.reset_password(actor(zhou), zhou.pk, why="试"),
        lambda: actions.end_assignment(actor(zhou), zhou.assignments.get().pk),
    ):
        with pytest.raises(Forbidden) as refused:
            act()
        assert refused.value.code == "own_account"
    assert Assignment.objects.count() == 1


def test_a_mediator_manages_nobody(chen, wu, actor):
    with pytest.raises(Forbidden):
        actions.assign(actor(chen), wu.pk, role=Role.LEADER)
    assert not wu.assignments.exists()


def test_posts_count_from_their_first_day_to_their_last(platform, wu):
    today = timezone.localdate()
    day = timezone.timedelta(days=1)
    actions.assign(platform, wu.pk, role=Role.MEDIATOR, starts_on=today + day)
    actions.assign(platform, wu.pk, role=Role.LEADER, starts_on=today - 9 * day, ends_on=today - day)
    assert access.actor_of(wu, timezone.now()).permissions == frozenset()
    actions.assign(platform, wu.pk, role=Role.GRID_WORKER, starts_on=today - day, ends_on=today)
    assert access.actor_of(wu, timezone.now()).may(Permission.REGISTER)


def test_a_post_ended_early_ends_at_once(platform, chen):
    post = chen.assignments.get()
    actions.end_assignment(platform, post.pk, why="调离")
    assert access.actor_of(chen, timezone.now()).permissions == frozenset()
    with pytest.raises(NotNow):
        actions.end_assignment(platform, post.pk)


@pytest.mark.parametrize(
    "post",
    [
        {"role": "emperor"},
        {"role": Role.MEDIATOR, "region_scope": "武汉"},
        {"role": Role.MEDIATOR, "starts_on": timezone.localdate(), "ends_on": timezone.localdate().replace(year=2020)},
    ],
)
def test_a_senseless_post_is_refused(platform, wu, post):
    with pytest.raises(Malformed):
        actions.assign(platform, wu.pk, **post)
    assert not wu.assignments.exists()


def test_permissions_of_one_place_are_not_used_at_another(make, platform, browser):
    he = make("hejun", "何军", Role.JUSTICE_OFFICE, region_scope="420111005")
    actions.assign(platform, he.pk, role=Role.COUNTY_BUREAU, region_scope="420111")
    desk = browser(he)
    me = desk.get("/api/v1/me").json()
    assert (me["region_scope"], Permission.CLOSE_PERIOD in me["permissions"]) == ("420111005", False)
    other = he.assignments.get(role=Role.COUNTY_BUREAU)
    desk.post("/account/place", {"post": str(other.pk)})
    me = desk.get("/api/v1/me").json()
    assert (me["region_scope"], Permission.CLOSE_PERIOD in me["permissions"]) == ("420111", True)


def test_several_posts_at_one_place_add_up(make, platform):
    he = make("hejun", "何军", Role.JUSTICE_OFFICE, region_scope="420111")
    actions.assign(platform, he.pk, role=Role.COUNTY_BUREAU, region_scope="420111")
    actor = access.actor_of(he, timezone.now())
    assert actor.may(Permission.REGISTER)
    assert actor.may(Permission.CLOSE_PERIOD)


def test_a_stopped_account_is_out_everywhere_at_once(browser, zhou, chen, actor):
    signed_in = browser(chen)
    _token, key = actions.issue_token(actor(chen), name="手机应用")
    browser(zhou).post(f"/accounts/{chen.pk}/lock", {"reason": "离职"})
    assert signed_in.get("/account/").status_code == 302
    answer = Client(HTTP_HOST="wuhan.localhost").get("/api/v1/me", HTTP_AUTHORIZATION=f"Bearer {key}")
    assert answer.status_code == 401
    event = AuditEvent.objects.get(subject_id=chen.pk, verb="lock")
    assert (event.why, event.actor_name) == ("离职", "周敏")


def test_an_unlocked_account_comes_in_again(client, browser, zhou, chen):
    for _ in range(5):
        sign_in(client, "chenli", "wrong-password")
    assert sign_in(client, "chenli").status_code == 200
    browser(zhou).post(f"/accounts/{chen.pk}/unlock", {"reason": "本人来电核实"})
    assert sign_in(client, "chenli").status_code == 302


def test_a_reset_password_is_shown_once_and_must_be_changed(client, browser, zhou, chen):
    signed_in = browser(chen)
    desk = browser(zhou)
    page = desk.post(f"/accounts/{chen.pk}/reset-password", {"reason": "忘记"})
    password = page.context["one_time_password"]
    assert password in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert password not in desk.get(f"/accounts/{chen.pk}").content.decode()
    assert signed_in.get("/account/").status_code == 302
    assert sign_in(client, "chenli", password)["Location"] == "/account/password"


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(browser, chen):
    here, there = browser(chen), browser(chen)
    change = {"old": PASSWORD, "password": "a-new-6-sentence", "again": "a-new-6-sentence"}
    assert here.post("/account/password", change).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert Session.objects.filter(user_id=chen.pk).count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"old": "wrong-password"}, "old"),
        ({"again": "something-else-5"}, "again"),
        ({"password": "1234567890", "again": "1234567890"}, "password"),
        ({"password": PASSWORD, "again": PASSWORD}, "password"),
    ],
)
def test_a_refused_password_changes_nothing(browser, chen, change, field):
    form = {"old": PASSWORD, "password": "a-new-6-sentence", "again": "a-new-6-sentence", **change}
    response = browser(chen).post("/account/password", form)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert User.objects.get(pk=chen.pk).check_password(PASSWORD)


def test_a_token_is_shown_once_and_revoked_by_its_owner_only(browser, chen, sun, actor):
    desk = browser(chen)
    page = desk.post("/account/tokens", {"name": "对接", "scopes": ["dispute.view"], "days": 30})
    key, token = page.context["key"], Token.objects.get()
    assert key in page.content.decode()
    assert key not in desk.get("/account/").content.decode()
    assert browser(sun).post(f"/account/tokens/{token.pk}/revoke").status_code == 404
    assert desk.post(f"/account/tokens/{token.pk}/revoke").status_code == 302
    assert Token.objects.get().revoked_at


def test_one_ends_ones_other_sessions_and_nobody_elses(client, browser, chen, sun):
    sign_in(client, "chenli")
    phone, stranger = browser(chen), browser(sun)
    number = Session.objects.exclude(session_key=client.session.session_key).get(user_id=chen.pk).number
    assert stranger.post(f"/account/sessions/{number}/end").status_code == 404
    assert client.post(f"/account/sessions/{number}/end").status_code == 302
    assert phone.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200
    another = browser(chen)
    client.post("/account/sessions/end-others")
    assert another.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_session_keys_are_on_no_page(browser, chen):
    here, there = browser(chen), browser(chen)
    page = here.get("/account/").content.decode()
    assert there.session.session_key not in page


def test_the_auditor_finds_what_an_account_did_and_checks_its_history(browser, sun, zhou, chen, actor):
    actions.lock(actor(zhou), chen.pk, why="核查")
    desk = browser(sun)
    page = desk.get("/audit/", {"who": "周", "verb": "lock"}).content.decode()
    assert "停用账号" in page
    assert "核查" in page
    assert "没有改动" in desk.get(f"/audit/records/{chen.pk}").content.decode()
    assert desk.get("/audit/", {"subject": "nonsense"}).status_code == 422
    assert desk.get("/audit/", {"cursor": "forged"}).status_code == 422


def test_a_tampered_history_is_told(browser, sun, chen, monkeypatch):
    monkeypatch.setattr(audit, "digest", lambda event: "another")
    assert "历史被改动过" in browser(sun).get(f"/audit/records/{chen.pk}").content.decode()


def test_the_sign_in_log_shows_what_failed(client, browser, sun, chen):
    sign_in(client, "chenli", "wrong-password")
    sign_in(client, "nobody", "wrong-password")
    page = browser(sun).get("/audit/sign-ins", {"result": "refused"}).content.decode()
    assert "陈立" in page
    assert "没有这个账号" in page


def test_pages_stay_within_their_budget_of_queries(browser, make, zhou, sun, platform):
    cache.clear()
    for number in range(12):
        place = {"organisation_id": uuid7(), "region_scope": "420111"}
        user = make(f"many{number}", f"某{number}", Role.MEDIATOR, **place)
        actions.assign(platform, user.pk, role=Role.GRID_WORKER)
        sign_in(Client(HTTP_HOST="wuhan.localhost"), user.username)
    actions.issue_token(access.actor_of(user, timezone.now()), name="对接")
    desk = browser(zhou)
    assert_query_budget(desk, "accounts:list")
    assert_query_budget(desk, "accounts:record", user_id=user.pk)
    assert_query_budget(browser(user), "accounts:mine")
    assert_query_budget(browser(user), "api:me")
    assert_query_budget(browser(sun), "accounts:audit")
    assert_query_budget(browser(sun), "accounts:sign_ins")
    assert_query_budget(browser(sun), "accounts:audit_record", subject_id=user.pk)


def test_the_list_pages_by_key_and_finds_by_beginning(zhou, make, actor):
    for number in range(30):
        make(f"person{number:02}", f"赵{number}")
    first = queries.accounts(actor(zhou), q="person")
    second = queries.accounts(actor(zhou), q="person", cursor=first.next)
    assert [len(first.rows), len(second.rows), second.next] == [25, 5, ""]
    assert queries.accounts(actor(zhou), q="周").rows == [zhou]
