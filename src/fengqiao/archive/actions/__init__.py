"""Every change of a case file, one function a verb."""

from .assembling import ask_assembly, assemble, work_off
from .remarking import remark, take_back_remark
from .sealing import seal, supplement

__all__ = ["ask_assembly", "assemble", "remark", "seal", "supplement", "take_back_remark", "work_off"]
