"""What people ask besides: each question with the words it is asked in, a line or two of answer, and who says so."""

from dialogs.expedited_interview.asides.about_us import ABOUT_US
from dialogs.expedited_interview.asides.afterwards import AFTERWARDS
from dialogs.expedited_interview.asides.appointments import APPOINTMENTS
from dialogs.expedited_interview.asides.asking import ASKING
from dialogs.expedited_interview.asides.papers import PAPERS

__all__ = ["ASIDES"]

ASIDES = (*ABOUT_US, *ASKING, *PAPERS, *AFTERWARDS, *APPOINTMENTS)
