"""How a student kernel is started."""

import sys

from pixgrad.grader.kernel import ONE_THREAD, ThisPython, kernel_environment, transport_for


def test_what_a_persons_shell_holds_does_not_change_a_mark(monkeypatch, tmp_path):
    """Are start-up files, warning filters and plot windows of the user left out, and BLAS single-threaded?"""
    monkeypatch.setenv("PYTHONSTARTUP", "evil.py")
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    monkeypatch.setenv("MPLBACKEND", "TkAgg")
    env = kernel_environment(tmp_path, seed=7)
    assert not {"PYTHONSTARTUP", "PYTHONWARNINGS", "MPLBACKEND"} & set(env)
    assert {env[name] for name in ONE_THREAD} == {"1"}
    assert (env["PIXGRAD_SEED"], env["PYTHONHASHSEED"]) == ("7", "0")
    assert env["IPYTHONDIR"].startswith(str(tmp_path))


def test_the_test_set_that_a_check_opens_is_not_the_instructors(tmp_path):
    """Does marking leave the count of opened test sets alone?"""
    assert kernel_environment(tmp_path, seed=0)["PIXGRAD_STATE"].startswith(str(tmp_path))


def test_a_kernel_runs_in_this_python_whatever_is_installed():
    """Can a kernelspec of the user lead marking into another environment?"""
    assert ThisPython().get_kernel_spec("python3").argv[0] == sys.executable
    assert ThisPython().get_kernel_spec("julia").argv[0] == sys.executable


def test_a_long_folder_falls_back_to_the_network(tmp_path):
    """Is a temporary folder too long for the path of a socket no obstacle?"""
    assert transport_for(tmp_path / ("x" * 100)) == "tcp"
