"""The forms of the organisation pages. Shapes only; what is allowed is decided by the actions."""

from fengqiao.organisations.staff.forms.filings import ChangeFilingForm, FilingForm, PaperForm, ReceiptForm
from fengqiao.organisations.staff.forms.register import (
    NewOrganisationForm,
    OrganisationFilter,
    OrganisationForm,
    initial,
)

__all__ = [
    "ChangeFilingForm",
    "FilingForm",
    "NewOrganisationForm",
    "OrganisationFilter",
    "OrganisationForm",
    "PaperForm",
    "ReceiptForm",
    "initial",
]
