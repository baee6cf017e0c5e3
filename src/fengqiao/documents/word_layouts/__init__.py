"""What stands where in the default Word template of each form: the same fields, in the same order, as on paper."""

from fengqiao.documents.word_blocks import Layout
from fengqiao.documents.word_layouts.file import FILE
from fengqiao.documents.word_layouts.intake import INTAKE
from fengqiao.documents.word_layouts.letters import LETTER, LETTERS, NOTICE
from fengqiao.documents.word_layouts.outcome import OUTCOME
from fengqiao.documents.word_layouts.process import PROCESS

LAYOUTS: dict[str, Layout] = {
    **FILE,
    **INTAKE,
    **PROCESS,
    **OUTCOME,
    **dict.fromkeys(LETTERS, LETTER),
    "committee_notice": NOTICE,
}
