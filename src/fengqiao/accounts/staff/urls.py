from django.urls import path

from fengqiao.accounts.staff import accounts, audit, mine, notices

app_name = "accounts"
urlpatterns = [
    path("accounts/", accounts.index, name="list"),
    path("accounts/new", accounts.new, name="new"),
    path("accounts/<uuid:user_id>", accounts.record, name="record"),
    path("accounts/<uuid:user_id>/posts", accounts.assign, name="assign"),
    path("accounts/<uuid:user_id>/posts/<uuid:assignment_id>/end", accounts.end_assignment, name="end_assignment"),
    path("accounts/<uuid:user_id>/lock", accounts.lock, name="lock"),
    path("accounts/<uuid:user_id>/unlock", accounts.unlock, name="unlock"),
    path("accounts/<uuid:user_id>/reset-password", accounts.reset_password, name="reset_password"),
    path("accounts/<uuid:user_id>/remove-codes", accounts.remove_second_factor, name="remove_second_factor"),
    path("account/", mine.home, name="mine"),
    path("account/place", mine.choose_place, name="choose_place"),
    path("account/password", mine.password, name="password"),
    path("account/tokens", mine.issue_token, name="issue_token"),
    path("account/tokens/<uuid:token_id>/revoke", mine.revoke_token, name="revoke_token"),
    path("account/sessions/end-others", mine.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<slug:number>/end", mine.end_session, name="end_session"),
    path("notices/", notices.index, name="notices"),
    path("notices/count", notices.count, name="notices_count"),
    path("notices/read", notices.read, name="read_notices"),
    path("audit/", audit.history, name="audit"),
    path("audit/sign-ins", audit.sign_ins, name="sign_ins"),
    path("audit/records/<uuid:subject_id>", audit.chain, name="audit_record"),
]
