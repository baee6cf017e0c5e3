"""Every change of a case file, one function a verb."""

from .assembling import ask_assembly, assemble, work_off
from .opening import open_annex, open_file, open_paper
from .remarking import remark, take_back_remark
from .sealing import seal, supplement

__all__ = [
    "ask_assembly",
    "assemble",
    "open_annex",
    "open_file",
    "open_paper",
    "remark",
    "seal",
    "supplement",
    "take_back_remark",
    "work_off",
]
