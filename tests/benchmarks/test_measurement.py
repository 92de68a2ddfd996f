"""The harness measures side by side, and what it writes down is complete."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.speed import cold, learn, machine, peers, run, table, timing
from benchmarks.speed.agreement import Disagreement
from benchmarks.speed.problem import COLD, DTYPES, SIZES
from benchmarks.speed.timing import QUICK, Effort, side_by_side, spread

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    path = tmp_path_factory.mktemp("bench") / "record.json"
    command = [sys.executable, "-m", "benchmarks.speed", "--quick", "--record", path]
    handicapped = os.environ | {"OPENBLAS_CORETYPE": "Prescott"}
    done = subprocess.run(command, cwd=ROOT, env=handicapped, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(path.read_text(encoding="utf-8")) | {"said": done.stderr + done.stdout}


def test_a_quick_run_has_every_case(record):
    found, missing = peers.load()
    assert set(record["missing"]) == set(missing)
    for peer in found:
        for size in SIZES[:3]:
            for dtype in DTYPES:
                for threads in (1, 2):
                    case = {"peer": peer, "size": list(size), "dtype": dtype, "threads": threads}
                    kinds = {r.get("what") for r in table.cells(record, **case)}
                    both = {"both"} if peer == peers.FLOOR else {"both", "step"}
                    assert kinds in ({None}, both), case


def test_times_and_ratios_are_plausible(record):
    for result in record["results"]:
        if "seconds" in result:
            for measured in (result["seconds"], result["ratio"]):
                assert 0 < measured["q1"] <= measured["median"] <= measured["q3"]
        if result["peer"] == peers.OURS:
            assert set(result["ratio"].values()) == {1}


def test_each_peer_has_a_process_of_its_own_for_each_size(record):
    cases = {(r["peer"], *r["size"]) for r in record["cold"]}
    declined = {(r["peer"], *r["size"]) for r in record["results"] if "declined" in r}
    expected = {(peer, *size) for peer in peers.load()[0] for size in COLD[:1]}
    assert expected - declined <= cases <= expected
    for result in record["cold"]:
        assert result["first"] > 0
        assert 0 < result["seconds"]["q1"] <= result["seconds"]["q3"]


def test_of_several_processes_the_middle_one_counts():
    found = [{"first": k, "seconds": {"median": k}} for k in (3, 1, 2)]
    assert run.middle(found) == {"first": 2, "seconds": {"median": 2}}
    assert run.middle(found[:1]) == found[0]


def test_everybody_learns_the_digits_by_the_same_steps(record):
    learners = {name for name, peer in peers.load()[0].items() if hasattr(peer, "a_pass")}
    assert {r["peer"] for r in record["learning"]} == learners > {peers.OURS}
    for one in record["learning"]:
        ends = [point["seconds"] for point in one["points"]]
        assert sorted(ends) == ends
        assert one["points"][1]["accuracy"] > one["points"][0]["accuracy"] > 0.3


def test_a_peer_that_takes_other_steps_is_found():
    learning = [
        {"peer": peer, "seed": 1, "points": [{"cost": value}]}
        for peer, value in ((peers.OURS, 0.5), ("b", 0.5 + 1e-6))
    ]
    with pytest.raises(Disagreement, match=r"^b: the held-out cost is 0.500001, not 0.5"):
        run.same_costs(learning)


def test_the_goal_is_reached_at_the_end_of_the_first_pass_that_reaches_it():
    points = [{"seconds": s, "accuracy": a} for s, a in ((1, 0.5), (3, 0.98), (4, 0.96), (6, 0.99))]
    assert learn.until(points, 0.97) == 3
    assert learn.until(points, 0.995) is None
    assert learn.pass_seconds(points) == [1, 2]


@pytest.mark.parametrize("module", [cold, learn])
def test_a_peer_that_is_not_there_is_named(module, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["measure", "nobody", "1-1-1-1"][: 3 if module is cold else 2])
    with pytest.raises(SystemExit):
        module.main()
    assert "peer must be one of backprop_lib" in capsys.readouterr().err


def test_the_record_says_on_what_it_was_made(record):
    assert record["date"]
    assert set(record["machine"]) == {"processor", "cores", "system", "python", "blas", "versions"}
    assert record["machine"]["versions"]["numpy"]


def test_who_is_missing_is_said_on_the_screen(record):
    for peer in record["missing"]:
        assert f"{peer} is not measured: " in record["said"]
    assert "Prescott" not in record["said"]


def test_the_children_are_limited_and_not_handicapped(monkeypatch):
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Prescott")
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    found = machine.environment(2)
    assert "OPENBLAS_CORETYPE" not in found
    assert {found[name] for name in machine.LIMITS} == {"2"}


def test_a_child_that_breaks_off_is_an_error(monkeypatch):
    monkeypatch.setattr(run.sys, "executable", "false")
    with pytest.raises(RuntimeError, match=r"1 thread\(s\) broke off"):
        list(run.child(1, quick=True))


def test_a_quick_trial_is_not_recorded_as_the_book_s():
    command = [sys.executable, "-m", "benchmarks.speed", "--quick", "--record"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "not worth recording" in done.stderr


def test_what_takes_twice_as_long_measures_as_twice_as_long(monkeypatch):
    """On a clock of its own, which only the functions move: this machine may be busy."""
    now = [0.0]
    monkeypatch.setattr(timing.time, "perf_counter", lambda: now[0])

    def takes(seconds):
        return lambda: now.__setitem__(0, now[0] + seconds)

    samples, slow = side_by_side(
        {"one": takes(0.04), "two": takes(0.08), "slow": takes(0.5)},
        Effort(rounds=5, sample=0.2, slow=0.3),
    )
    assert samples == {"one": pytest.approx([0.04] * 5), "two": pytest.approx([0.08] * 5)}
    assert slow == {"slow": pytest.approx(0.5)}
    assert now[0] == pytest.approx(3 * (0.04 + 0.08 + 0.5) + 5 * (5 * 0.04 + 2 * 0.08))


def test_a_spread_is_median_and_quartiles():
    assert spread([5, 1, 2, 3, 4]) == {"median": 3, "q1": 2, "q3": 4}


def test_the_table_says_a_time_a_ratio_a_single_call_or_nothing():
    case = {"size": [1, 1, 1, 1], "dtype": "float64", "threads": 1}
    three = {"median": 2.0, "q1": 1.5, "q3": 2.25}
    record = {
        "results": [
            case | {"what": "both", "peer": "backprop_lib", "seconds": {"median": 2.5e-5}},
            case | {"what": "both", "peer": "a", "ratio": three},
            case | {"what": "both", "peer": "b", "one_call": 1.234},
            case | {"peer": "c", "declined": "no floats"},
        ],
        "missing": {"d": "d not installed"},
    }
    shown = [table.cell(record, what="both", peer=peer) for peer in ("backprop_lib", *"abcd")]
    assert shown == ["25 µs", "2.00 (1.50–2.25)", "one call: 1.23 s", "–", ""]
    assert table.declined(record) == ["d: d not installed", "c: no floats"]


def test_a_sample_is_never_empty():
    assert QUICK.calls(10) == 1
    assert QUICK.calls(1e-5) == 50
