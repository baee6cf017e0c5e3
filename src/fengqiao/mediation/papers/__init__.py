"""Mediation's records as the typed contexts of the forms; documents turns them into PDF and Word."""

from .endings import end_words, extension, suspension, termination
from .opening import power_of_attorney, rights_notice
from .outcome import agreement, frozen, full_text, signed, sketch
from .process import evidence_list, investigation, mediation_record

__all__ = [
    "agreement",
    "end_words",
    "evidence_list",
    "extension",
    "frozen",
    "full_text",
    "investigation",
    "mediation_record",
    "power_of_attorney",
    "rights_notice",
    "signed",
    "sketch",
    "suspension",
    "termination",
]
