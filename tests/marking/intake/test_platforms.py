"""Notebooks as platforms write them, made here from a right one: each keeps full marks, for what it is."""

import json
import uuid

import nbformat
import pytest

from pixgrad.marking.findings import FindingKind
from pixgrad.marking.intake import admit
from pixgrad.marking.intake.released import squeezed
from pixgrad.notebook.cells import answers

WHEN = "2026-03-01T10:00:00.000000Z"


def ours(cell):
    """What a cell's metadata say of the assignment; some platforms keep that and some do not."""
    return {key: cell["metadata"][key] for key in ("nbgrader", "pixgrad") if key in cell["metadata"]}


def lines(source):
    return source.splitlines(keepends=True)


def colab(cell, number):
    shown = {"base_uri": "https://localhost:8080/", "height": 35}
    cell["metadata"] = {
        **ours(cell),
        "id": f"q{number}XYbGRYhzDk",
        "colab": shown,
        "outputId": str(uuid.UUID(int=1)),
    }
    cell.pop("id")


def colab_form(cell, number):
    colab(cell, number)
    cell["metadata"] |= {"cellView": "form", "colab_type": "code"}


def kaggle(cell, number):
    execution = {"iopub.status.busy": WHEN, "iopub.execute_input": WHEN, "shell.execute_reply.started": WHEN}
    cell["metadata"] = {"_uuid": f"{number:040x}", "_cell_guid": str(uuid.UUID(int=number)), "trusted": True}
    cell["metadata"] |= {"execution": execution, "collapsed": False, "jupyter": {"outputs_hidden": False}}
    cell.pop("id")


def databricks(cell, number):
    inner = {
        "cellMetadata": {"byteLimit": 2048000, "rowLimit": 10000},
        "inputWidgets": {},
        "showTitle": False,
    }
    inner |= {"nuid": str(uuid.UUID(int=number)), "tableResultSettingsMap": {}, "title": ""}
    cell["metadata"] = {"application/vnd.databricks.v1+cell": inner}
    cell.pop("id")
    if cell["cell_type"] == "code":
        cell["execution_count"] = 0
        cell["source"] = lines("%python\n" + cell["source"])


def vs_code(cell, number):
    cell["metadata"] = {**ours(cell), "vscode": {"languageId": "python"}}
    cell["source"] = lines(cell["source"].replace("\n", "\r\n"))
    cell.pop("id")


def jupyterlab(cell, number):
    cell["metadata"] |= {"editable": True, "slideshow": {"slide_type": ""}, "tags": [], "scrolled": True}
    cell["metadata"] |= {"jp-MarkdownHeadingCollapsed": True, "jupyter": {"source_hidden": True}}
    cell["metadata"] |= {"execution": {"iopub.status.idle": WHEN}, "trusted": False, "editable": False}


def deepnote(cell, number):
    kind = "code" if cell["cell_type"] == "code" else "text-cell-h1" if number == 0 else "markdown"
    cell["metadata"] = {
        "cell_id": f"{number:05}-{uuid.UUID(int=number)}",
        "deepnote_cell_type": kind,
        "tags": [],
    }
    cell["metadata"] |= {"source_hash": "cdbfb499", "execution_start": 1609772200554, "execution_millis": 1}
    cell["metadata"] |= {"deepnote_to_be_reexecuted": False, "deepnote_cell_height": 81}
    cell.pop("id")


def pycharm(cell, number):
    cell["metadata"] = {**ours(cell), "pycharm": {"name": "#%%\n", "is_executing": False}}
    cell["metadata"]["ExecuteTime"] = {"start_time": WHEN, "end_time": WHEN}
    cell["source"] = lines(cell["source"])


def papermill(cell, number):
    status = {
        "duration": 0.1,
        "start_time": WHEN,
        "end_time": WHEN,
        "exception": False,
        "status": "completed",
    }
    cell["metadata"] = {**ours(cell), "papermill": status, "tags": []}


CELLS = {
    "Google Colab": colab,
    "Colab's forms": colab_form,
    "Kaggle": kaggle,
    "Databricks": databricks,
    "VS Code": vs_code,
    "JupyterLab 4": jupyterlab,
    "Deepnote": deepnote,
    "PyCharm": pycharm,
    "papermill": papermill,
}
PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3"}, "language_info": {"name": "python"}}
METADATA = {
    "Google Colab": {"colab": {"provenance": [], "toc_visible": True}, "accelerator": "GPU"},
    "Kaggle": {"kaggle": {"accelerator": "none", "dataSources": [], "isInternetEnabled": False}},
    "Databricks": {"application/vnd.databricks.v1+notebook": {"language": "python", "notebookName": "a1"}},
    "VS Code": {"orig_nbformat": 4, "vscode": {"interpreter": {"hash": "0" * 64}}},
    "JupyterLab 4": {"widgets": {"application/vnd.jupyter.widget-state+json": {"state": {}}}},
    "Deepnote": {"deepnote_notebook_id": "x", "deepnote_execution_queue": [], "orig_nbformat": 2},
    "papermill": {"papermill": {"default_parameters": {}, "version": "2.6.0", "exception": None}},
}
MINOR = {"Google Colab": 0, "Colab's forms": 0, "Kaggle": 4, "Databricks": 0, "VS Code": 2, "Deepnote": 2}
DEEPNOTES_LAST = "<a style='text-decoration:none' href='https://deepnote.com'>Created in Deepnote</a>"


def of_format_4(nb, platform):
    """A notebook as a platform of today saves it."""
    data = json.loads(nbformat.writes(nb))
    for number, cell in enumerate(data["cells"]):
        cell["source"] = "".join(cell["source"])
        CELLS[platform](cell, number)
    data["metadata"] = {**PYTHON, **METADATA.get(platform, {})}
    data["nbformat_minor"] = MINOR.get(platform, 5)
    if platform == "Deepnote":
        last = {"created_in_deepnote_cell": True, "deepnote_cell_type": "markdown"}
        data["cells"].append({"cell_type": "markdown", "source": DEEPNOTES_LAST, "metadata": last})
    return data


def of_old_ipython(nb, major):
    """A notebook as IPython 0.12 (format 2) and 1 (format 3) saved it: one worksheet, ``input`` for code."""
    cells = []
    for cell in nb.cells:
        kept = {"cell_type": cell.cell_type, "metadata": {}}
        if cell.cell_type == "code":
            kept |= {"input": lines(cell.source), "language": "python", "collapsed": False, "outputs": []}
            kept["prompt_number"] = 1
        elif major == 3 and cell.source.startswith("# "):
            kept |= {"cell_type": "heading", "level": 1, "source": cell.source.removeprefix("# ")}
        else:
            kept["source"] = lines(cell.source)
        cells.append(kept)
    metadata = {"name": "a1", "signature": "sha256:0"}
    sheets = [{"cells": cells, "metadata": {}}]
    return {"metadata": metadata, "nbformat": major, "nbformat_minor": 0, "worksheets": sheets}


def answers_of(data, kit):
    """The answers that count, and the kinds of the findings."""
    nb, findings = admit(json.dumps(data).encode(), kit)
    nbformat.validate(nb)
    return squeezed_answers(nb), {finding.kind for finding in findings}


def squeezed_answers(nb):
    """The answers without what platforms add to every cell."""
    return {label: squeezed(source) for label, source in answers(nb).items()}


@pytest.mark.parametrize("platform", CELLS)
def test_answers_survive_a_platform(platform, notebook, kit):
    """Does every answer count, without ids, without metadata, with what the platform adds?"""
    right = notebook()
    given, kinds = answers_of(of_format_4(right, platform), kit)
    assert given == squeezed_answers(right)
    assert kinds <= {FindingKind.LOST_METADATA, FindingKind.OTHER_FORMAT}


@pytest.mark.parametrize("major", [2, 3])
def test_answers_survive_old_ipython(major, notebook, kit):
    """Is a notebook of ten years ago converted, and said to have been?"""
    right = notebook()
    given, kinds = answers_of(of_old_ipython(right, major), kit)
    assert given == squeezed_answers(right)
    assert FindingKind.OTHER_FORMAT in kinds
