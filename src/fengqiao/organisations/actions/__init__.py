"""All writes to the register of organisations, one function a verb."""

from fengqiao.organisations.actions.bulk import add_many, belongings, enter_right, refused, take_back
from fengqiao.organisations.actions.centres import (
    add_unit,
    assign_duty,
    close_window,
    drop_duty,
    end_unit,
    open_window,
)
from fengqiao.organisations.actions.docking import (
    end_invitation,
    end_judge,
    end_memorandum,
    invite,
    name_judge,
    sign_memorandum,
)
from fengqiao.organisations.actions.entering import change, deactivate, name_after, register
from fengqiao.organisations.actions.entry import Entry, NewOrganisation
from fengqiao.organisations.actions.filings import add_paper, remove_paper, submit, take
from fengqiao.organisations.actions.keeping import (
    Upload,
    add_photo,
    add_room,
    check_sign,
    close_room,
    end_seal,
    register_seal,
    remove_photo,
)
from fengqiao.organisations.actions.notices import acknowledge, notify_court
from fengqiao.organisations.actions.past import PastPart, PastRoom, PastSeal, PastSign, add_parts, take_back_parts
from fengqiao.organisations.actions.past_docking import (
    PastDocking,
    PastInvitation,
    PastJudge,
    PastMemorandum,
    add_docking,
)
from fengqiao.organisations.actions.succession import merge, split

__all__ = [
    "Entry",
    "NewOrganisation",
    "PastDocking",
    "PastInvitation",
    "PastJudge",
    "PastMemorandum",
    "PastPart",
    "PastRoom",
    "PastSeal",
    "PastSign",
    "Upload",
    "acknowledge",
    "add_docking",
    "add_many",
    "add_paper",
    "add_parts",
    "add_photo",
    "add_room",
    "add_unit",
    "assign_duty",
    "belongings",
    "change",
    "check_sign",
    "close_room",
    "close_window",
    "deactivate",
    "drop_duty",
    "end_invitation",
    "end_judge",
    "end_memorandum",
    "end_seal",
    "end_unit",
    "enter_right",
    "invite",
    "merge",
    "name_after",
    "name_judge",
    "notify_court",
    "open_window",
    "refused",
    "register",
    "register_seal",
    "remove_paper",
    "remove_photo",
    "sign_memorandum",
    "split",
    "submit",
    "take",
    "take_back",
    "take_back_parts",
]
