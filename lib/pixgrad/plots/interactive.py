"""Pictures with sliders, and still pictures where there are none.

Nothing that is marked needs them: cells that explore are left out while marking.
"""

import html
import importlib.util
import inspect
import sys
from collections.abc import Callable, Sequence
from typing import Any

from pixgrad.plots.style import DescribedFigure

Choice = tuple[float, ...] | Sequence[Any]
IN_WORDS = "<p role='status'>{}</p>"


def explore(draw: Callable[..., Any], **choices: Choice) -> Any:
    """Draw a picture anew whenever a slider moves.

    Parameters
    ----------
    draw : callable
        Returns a picture of `pixgrad.plots` for one value of each choice, given by name. The first picture is
        that of the defaults; without a default, of the first value.
    **choices : (low, high), (low, high, step) or list
        A slider from low to high, whole numbers without a step, or a list of values to go through.

    Returns
    -------
    Figure or None
        In Jupyter with ipywidgets nothing, since the sliders are shown; elsewhere the still first picture.

    Raises
    ------
    ValueError
        If nothing can be chosen, or a choice is neither a pair, a triple nor a list.

    Examples
    --------
    >>> from pixgrad.plots.images import metric_balls
    >>> explore(lambda turn=0: metric_balls(), turn=(0, 90)).alt[:34]
    'All points at most 1 away from the'
    """
    if not choices:
        raise ValueError("nothing to choose: explore(draw, k=(1, 25)) or explore(draw, k=[1, 5, 25])")
    start = {name: _start(draw, name, choice) for name, choice in choices.items()}
    picture = draw(**start)
    if not _has_widgets():
        return picture
    from IPython.display import publish_display_data

    box = _box(draw, choices, start, picture)
    png = picture.png()  # where a page cannot show sliders
    still = {"image/png": png, "text/html": picture.html(png), "text/plain": picture.alt}
    publish_display_data(box._repr_mimebundle_() | still)
    return None


def _start(draw: Callable[..., Any], name: str, choice: Choice) -> Any:
    """The value that a choice begins with."""
    if isinstance(choice, tuple) and len(choice) not in (2, 3):
        raise ValueError(f"{name}: give (low, high), (low, high, step) or a list, not {choice!r}")
    default = inspect.signature(draw).parameters[name].default
    return choice[0] if default is inspect.Parameter.empty else default


def _has_widgets() -> bool:
    """Whether a notebook is running in this process, and ipywidgets is there."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return getattr(shell, "kernel", None) is not None and importlib.util.find_spec("ipywidgets") is not None


def _box(
    draw: Callable[..., Any], choices: dict[str, Choice], start: dict[str, Any], first: DescribedFigure
) -> Any:
    """Sliders above the picture, each of which draws it anew, and a button for its words below."""
    import ipywidgets

    controls = {name: _control(name, choice, start[name]) for name, choice in choices.items()}
    shown, words = ipywidgets.HTML(first.html()), ipywidgets.HTML(_in_words(first))

    def redraw(change: object) -> None:
        picture = draw(**{name: control.value for name, control in controls.items()})
        shown.value, words.value = picture.html(), _in_words(picture)

    for control in controls.values():
        control.observe(redraw, names="value")
    return ipywidgets.VBox([*controls.values(), shown, _button_for(words), words])


def _button_for(words: Any) -> Any:
    """A button that shows and hides words; what the page itself unfolds, every redrawing would fold."""
    import ipywidgets

    button = ipywidgets.ToggleButton(description="The picture in words", layout={"width": "14em"})

    def turn(change: object) -> None:
        words.layout.display = None if button.value else "none"

    button.observe(turn, names="value")
    turn(None)
    return button


def _control(name: str, choice: Choice, value: Any) -> Any:
    """A slider that is moved by mouse or arrow keys and tells its value when it is let go."""
    import ipywidgets

    look = {
        "description": name.replace("_", " "),
        "value": value,
        "continuous_update": False,
        "style": {"description_width": "initial"},
        "layout": {"width": "28em"},
    }
    if not isinstance(choice, tuple):
        options = [(f"{each:g}" if isinstance(each, float) else str(each), each) for each in choice]
        return ipywidgets.SelectionSlider(options=options, **look)
    if len(choice) == 2:
        return ipywidgets.IntSlider(min=choice[0], max=choice[1], **look)
    return ipywidgets.FloatSlider(min=choice[0], max=choice[1], step=choice[2], **look)


def _in_words(picture: DescribedFigure) -> str:
    return IN_WORDS.format(html.escape(picture.alt))
