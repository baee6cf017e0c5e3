"""Everything that changes an account, by verb."""

from fengqiao.accounts.actions.manage import (
    assign,
    create_user,
    end_assignment,
    lock,
    remove_second_factor,
    reset_password,
    unlock,
)
from fengqiao.accounts.actions.own import (
    change_password,
    end_other_sessions,
    end_session,
    issue_token,
    mark_notices_read,
    note_second_factor,
    revoke_token,
)
from fengqiao.accounts.actions.sign_in import check_password, refuse_code, signed_in
from fengqiao.accounts.actions.upkeep import mark_token_used, sweep

__all__ = [
    "assign",
    "change_password",
    "check_password",
    "create_user",
    "end_assignment",
    "end_other_sessions",
    "end_session",
    "issue_token",
    "lock",
    "mark_notices_read",
    "mark_token_used",
    "note_second_factor",
    "refuse_code",
    "remove_second_factor",
    "reset_password",
    "revoke_token",
    "signed_in",
    "sweep",
    "unlock",
]
