import pytest
from click.testing import CliRunner

from pixgrad.authoring import mutation
from pixgrad.authoring.commands import audit
from pixgrad.errors import PixgradError, UsageError

from .conftest import EXERCISES

SHARP = "[(1.5,), (np.array([1.0, 2.0]),)], [3.0, np.array([2.0, 4.0])]"
BLIND = "[(0.0,)], [0.0]"
HIDDEN = 'check.returns(double, [(fresh_numbers_for_doubling,)], lambda x: x + x, exercise="doubling")\n'


def edit(course, old, new):
    path = course / "solutions/t1/t1.py"
    path.write_text(path.read_text().replace(old, new))
    return course


def found(course):
    return mutation.Mutants(course, "t1").run(jobs=2)


def test_sharp_checks_kill_all(course):
    """Does every mutant of a well-checked function lose points, by the visible part?"""
    result = found(course)
    assert (result.total, result.visible, result.hidden, result.survivors) == (3, 3, 0, [])


def test_the_hidden_part_counts_apart(course):
    """Is a mutant that only fresh numbers catch counted as such?"""
    result = found(edit(course, SHARP, BLIND))
    assert (result.visible, result.hidden, result.survivors) == (1, 2, [])  # 2 / 0


@pytest.mark.slow
def test_loops_without_end_are_caught(course, monkeypatch):
    """Does a mutant that never returns count as caught once its time is over?"""
    monkeypatch.setattr(mutation, "BOUNDS", mutation.runner.Bounds(cpu_seconds=1, memory_bytes=8 << 30))
    result = found(
        edit(course, "return 2 * x\n", "i = 0\n    while i < 2:\n        i += 1\n    return i * x\n")
    )
    assert "pass" not in {mutant.new for _, mutant in result.survivors}  # also without i += 1
    assert result.visible >= 6


def test_survivors_are_printed_as_cells_that_silence_them(course, use_bank):
    """Does a reviewed mutant, with its reason, stop to be a survivor, and is it counted on the page?"""
    edit(edit(course, SHARP, BLIND), HIDDEN, "")
    survivors = found(course).survivors
    assert {mutant.new for _, mutant in survivors} == {"return 3 * x", "return 1 * x"}
    cells = [mutation.entry(mutant) for _, mutant in survivors]
    use_bank(EXERCISES, "\n".join(cell.replace("#\n", "# same for 0\n") for cell in cells))
    result = found(course)
    assert (result.survivors, result.stale, len(result.equivalent)) == ([], [], 2)
    assert "| same for 0 | 2 |" in mutation.page([result])
    use_bank(EXERCISES, cells[0])
    with pytest.raises(PixgradError, match=r"doubling\.py:\d+: begins with no comment"):
        found(course)


def test_a_stale_cell_is_told(course, use_bank):
    """Is a cell for a mutant that is killed named?"""
    use_bank(EXERCISES, '# %% equivalent="constant"\n# no\n- return 2 * x\n+ return 3 * x\n')
    assert found(course).stale == ["doubling.py: no surviving mutant is: return 2 * x -> return 3 * x"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--page", "p.md", "--only", "doubling"], "about whole notebooks"),
        (["--mutate", "--page", "no/p.md"], "there is no folder no"),
        (["--mutate", "--fresh", "3"], "audits of their own"),
    ],
)
def test_options_that_do_not_fit_are_told_before_anything_runs(course, monkeypatch, options, said):
    """Is a wrong use of the options one clear line?"""
    monkeypatch.chdir(course)
    for name in ("MPLBACKEND", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        monkeypatch.setenv(name, "1" if name.endswith("THREADS") else "agg")  # the command sets them as well
    result = CliRunner().invoke(audit, ["t1", *options])
    assert isinstance(result.exception, UsageError)
    assert said in str(result.exception)


@pytest.mark.slow
def test_the_command_fails_with_survivors(course, monkeypatch):
    """Does the command list survivors, write its page, and exit with 1; and with 0 where none is left?"""
    monkeypatch.chdir(course)
    for name in ("PIXGRAD_STATE", "MPLBACKEND", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        monkeypatch.setenv(name, "1" if name.endswith("THREADS") else "agg")  # the command sets them as well
    result = CliRunner().invoke(audit, ["--mutate", "t1", "--page", "page.md"])
    assert result.exit_code == 0
    assert "| `t1` | 3 | 3 | 0 | 0 | 0 |" in (course / "page.md").read_text()
    edit(edit(course, SHARP, BLIND), HIDDEN, "")
    result = CliRunner().invoke(audit, ["--mutate", "t1"])
    assert result.exit_code == 1
    assert "t1/doubling.py\n" in result.output
    assert "+ return 3 * x\n" in result.output
