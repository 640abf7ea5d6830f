"""The student's shell beside a real kernel of Jupyter: every magic, and what is special to notebooks."""

import ast
import json
import os
import re
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel
from nbformat.v4 import new_code_cell, new_notebook

from pixgrad.marking.execution import sandbox
from pixgrad.marking.execution.limits import Limits
from pixgrad.marking.execution.session import execute

HERE = "none" if sandbox.why_not_bwrap() else "bwrap"
# Cells, run one after the other in both; the names of magics are their first words.
CELLS = r"""
%alias shout echo hello
%alias_magic clock timeit
%autoawait
%autocall 0
%automagic 1
%autosave 30
%bookmark here
%cat missing.txt
%cd .
%clear
%code_wrap --list
%colors NoColor
%conda --version
%config InlineBackend.figure_format = "png"
%connect_info
%cp missing.txt other.txt
%dhist
%dirs
%doctest_mode
%doctest_mode
%ed missing.py
%edit missing.py
%env PIXGRAD_NOTHING=1
%set_env PIXGRAD_NOTHING=2
%gui
%hist -l 1
%history -l 1
%killbgscripts
%ldir
%lf
%lk
%ll
%ls
%lx
%%writefile part.py
part = 3
%%file other.py
part = 4
%less part.py
%more part.py
%load part.py
%loadpy part.py
%pycat part.py
%run part.py
%load_ext autoreload
%autoreload 2
%reload_ext autoreload
%unload_ext autoreload
%logstart -q log.py
%logoff
%logon
%logstate
%logstop
%lsmagic
%macro twice 1
%magic
%mamba --version
%man ls
%matplotlib inline
%matplotlib agg
%matplotlib --list
%mkdir made
%mv missing.txt other.txt
%rm missing.txt
%rmdir missing
%notebook kept.ipynb
%page part
%pdb off
%micromamba --version
%pdef print
%pdoc print
%pfile os
%pinfo print
%pinfo2 print
%psource os.path.join
%psearch part*
%pip --version
%pushd .
%popd
%pprint
%pprint
%precision 3
%prun sum([1])
%pwd
%pylab inline
%qtconsole
%quickref
%recall 1
%rep 1
%rehashx
%rerun 1
%reset_selective -f nothing_of_that_name
%save -f kept.py 1
%sc listing = ls
%store part
%store -r part
%subshell
%sx ls
%system ls
%tb
%time part
%timeit -n 1 -r 1 part
%unalias shout
%uv --version
%who
%who_ls
%whos
%xdel part
%xmode Context
%debug
%reset -f
%%!
ls
%%HTML
<b>bold</b>
%%SVG
<svg xmlns="http://www.w3.org/2000/svg"/>
%%bash
true
%%capture kept
print(1)
%%debug
pass
%%html
<b>bold</b>
%%javascript
1
%%js
1
%%latex
$x$
%%markdown
*x*
%%perl
1
%%prun
pass
%%pypy
pass
%%python
pass
%%python2
pass
%%python3
pass
%%ruby
1
%%script true
1
%%sh
true
%%svg
<svg xmlns="http://www.w3.org/2000/svg"/>
%%sx
ls
%%system
ls
%%time
value = 5
%%timeit -n 1 -r 1
value = 6
!true
!no-such-command-anywhere
listing = !ls
pip --version
pwd
value
_
Out and In and None
get_ipython().__class__.__name__
"IPKernelApp" in get_ipython().config
get_ipython().kernel is None
import sys; sys.stdout.fileno() > 0 and sys.stderr.fileno() > 0
sys.stdout.isatty(), sys.stdin.closed
display({"text/plain": "shown"}, raw=True)
from IPython.display import clear_output; print("gone"); clear_output(); print("kept")
handle = display("first", display_id=True)
handle.update("second") if False else None
import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()
%matplotlib
%matplotlib qt
%matplotlib widget
%matplotlib notebook
%matplotlib tk
%lsmagic?
from ipywidgets import Output, interact
with Output(): print("inside")
from tqdm.notebook import tqdm; list(tqdm(range(3)))
from tqdm.auto import trange; list(trange(3))
input("your name? ")
import getpass; getpass.getpass()
%no_such_magic
raise ValueError("x")
1 +
%%code_wrap before
pass
exit()
"after exit"
quit
"""
# What stays different, and why. Everything else ends with the same error, or none, and shows the same kinds.
COMMAND = "a command of the system is not run while a notebook is marked; the cell says so and goes on"
KEYBOARD = "nobody is at the keyboard; the error says so in its own words"
KERNEL = "it tells of the kernel's sockets or threads, or of the file of its history; there are none"
SCREEN = "there is no window and no widget; figures are kept as pictures, whatever was asked for"
LINES = "the bar was imported before the notebook began, and draws itself as text"
MISSING = "the error that Jupyter only writes to stderr is an error output here, so that a person sees it"
SHELLS = ("bash", "perl", "pypy", "python", "python2", "python3", "ruby", "script", "sh", "sx", "system", "!")
REASONS = {
    COMMAND: [
        *(f"%{name}" for name in ("lf", "lk", "lx", "man", "mkdir", "sc", "sx", "system")),
        *(f"%%{name}" for name in SHELLS),
        *("!true", "listing"),
    ],
    KEYBOARD: ["%debug", "input", "import getpass;"],
    KERNEL: ["%connect_info", "%subshell", "%hist", "%history"],
    SCREEN: [f"%matplotlib {gui}" for gui in ("qt", "tk", "widget", "notebook")],
    LINES: ["from tqdm.auto"],
    MISSING: ["%no_such_magic"],
}
DIFFERENCES = {start for starts in REASONS.values() for start in starts}
KINDS = ("stream", "display_data", "execute_result", "error")
LEFT_OUT = {"%pastebin"}  # calls a server


def cells():
    """The sources of `CELLS`: a line each, but for cell magics, which have a line below."""
    lines, found = CELLS.strip().splitlines(), []
    for line in lines:
        if found and found[-1].startswith("%%") and "\n" not in found[-1]:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def seen(outputs):
    """What a reader sees of a cell: the name of its error, and the kinds of what it shows."""
    kinds = set()
    for output in outputs:
        data = output.get("data", {})
        kinds |= {output.get("ename", "")} | {mime for mime in data if mime in ("text/plain", "image/png")}
        kinds |= {output["name"]} if output["output_type"] == "stream" and output["text"].strip() else set()
    return kinds - {""}


def real(sources, folder):
    """What a real kernel makes of some cells."""
    env = os.environ | {"IPYTHONDIR": str(folder)}
    env.pop("PYTEST_CURRENT_TEST")  # under which a kernel's streams have no file
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(folder), env=env)
    found = []
    try:
        for source in sources:
            outputs = []
            if re.fullmatch(r"(exit|quit)(\(\))?", source):
                found.append([])
                continue
            client.execute_interactive(source, allow_stdin=False, output_hook=outputs.append, timeout=60)
            found.append([{**m["content"], "output_type": m["msg_type"]} for m in outputs])
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return [[each for each in outputs if each["output_type"] in KINDS] for outputs in found]


def ours(sources):
    """What marking makes of some cells."""
    nb = new_notebook(cells=[new_code_cell(source) for source in sources])
    execute(nb, Limits(isolation=HERE, cell_seconds=60, submission_seconds=300))
    return [cell.outputs for cell in nb.cells]


def may_differ(source):
    """Whether a cell is one of those that are known to differ."""
    words = source.split()
    return words[0].split("(")[0] in DIFFERENCES or " ".join(words[:2]) in DIFFERENCES


@pytest.mark.slow
def test_the_shell_is_jupyters(tmp_path):
    """Does every magic, and what is special to notebooks, end as in a real kernel, but for what is listed?"""
    sources = cells()
    found = zip(sources, real(sources, tmp_path), ours(sources), strict=True)
    differ = [source for source, theirs, mine in found if seen(theirs) != seen(mine)]
    assert [source for source in differ if not may_differ(source)] == []


@pytest.mark.slow
def test_every_magic_of_ipython_is_tried(tmp_path):
    """Is no magic of the kernel missing in the table above?"""
    ask = "m = get_ipython().magics_manager.magics; import json; json.dumps([*map(list, m.values())])"
    ((output,),) = real([ask], tmp_path)
    line, cell = json.loads(ast.literal_eval(output["data"]["text/plain"]))
    names = {f"%{name}" for name in line} | {f"%%{name}" for name in cell}
    assert names - {source.split()[0] for source in cells()} == LEFT_OUT


def test_what_stays_different_is_told():
    """Does the documentation name each difference, with its reason?"""
    page = (Path(__file__).parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")
    for reason, starts in REASONS.items():
        assert reason in page
        assert [start for start in starts if start.strip(";") not in page] == []


def test_a_command_of_the_system_costs_nothing():
    """Do lines for the system say that they are not run, and let the rest of the cell count?"""
    source = "!pip install x\nlisting = !ls\n%pip install y\nvalue = (listing, _exit_code)\nprint(value)"
    ((said,),) = ours([source])
    assert said.text.count("not run: !") == 3
    assert said.text.endswith("([], 127)\n")
    ((said,), (after,)) = ours(["%%bash --out kept\nexit 3", "print(repr(kept))"])
    assert "not run: %%bash" in said.text
    assert after.text == "''\n"


@pytest.mark.parametrize("gui", ["inline", "widget", "notebook", "qt", "agg", ""])
def test_a_figure_is_a_picture_whatever_is_asked_for(gui):
    """Does a line for matplotlib's windows keep the cell going, and its figure?"""
    (outputs,) = ours([f"%matplotlib {gui}\nimport matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()"])
    assert "image/png" in outputs[-1].get("data", {})
