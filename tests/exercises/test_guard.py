"""The finished functions object, however an answer comes to call them."""

import sys
import threading
from types import FunctionType

import pytest

from backprop_lib import complex_step, sigmoid
from backprop_lib.exercises import assess
from backprop_lib.exercises.guard import finished_functions


def slope(a2):
    import numpy as np

    return complex_step(sigmoid, np.log(a2 / (1 - a2)))


def without_profiler(a2):
    sys.setprofile(None)
    return slope(a2)


def in_a_thread(a2):
    found = []

    def work():
        try:
            found.append(slope(a2))
        except BaseException:
            found.append(a2 * (1 - a2))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return found[0]


COPY = FunctionType(
    complex_step.__code__.replace(co_name="mine"),
    complex_step.__globals__,
    "mine",
    complex_step.__defaults__,
)


def from_a_copy(a2):
    import numpy as np

    return COPY(sigmoid, np.log(a2 / (1 - a2)))


@pytest.mark.parametrize("answer", [slope, without_profiler, in_a_thread, from_a_copy])
def test_it_is_told_so_and_earns_nothing(answer):
    verdict = assess("6.2", answer)
    assert verdict.credit == 0
    assert "It calls the finished" in verdict.text


def test_afterwards_the_functions_are_what_they_were():
    before = [function.__code__ for function in finished_functions()]
    assess("6.2", slope)
    assert [function.__code__ for function in finished_functions()] == before


def test_an_answer_goes_no_further_than_the_call():
    went_on = []

    def answer(a2):
        value = slope(a2)
        went_on.append(value)
        return value

    assert assess("6.2", answer).credit == 0
    assert not went_on
