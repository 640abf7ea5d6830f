"""Settings of a course in grader_config.py: a typing error there is told in one line, never ignored."""

from typing import TYPE_CHECKING, TypeVar

from traitlets import TraitError
from traitlets.config import Configurable

from pixgrad.course import Course
from pixgrad.errors import PixgradError, nearest

if TYPE_CHECKING:
    from traitlets.config import Config

SettingsT = TypeVar("SettingsT", bound=Configurable)


def settings_of(course: Course, kind: type[SettingsT]) -> SettingsT:
    """Return one group of settings, such as ``c.DueDates``, as grader_config.py states it.

    Raises
    ------
    PixgradError
        If a setting is unknown, or its value is no value of it.
    """
    config = course.config()
    name = kind.__name__
    _require_known(course, name, config.get(name, {}), list(kind.class_traits(config=True)))
    try:
        return kind(config=config)
    except TraitError as error:
        raise PixgradError(f"{course.settings.name}: c.{name}: {error}") from error


def _require_known(course: Course, name: str, stated: "Config", known: list[str]) -> None:
    for setting in stated:
        if setting not in known:
            raise PixgradError(
                f"{course.settings.name}: there is no setting c.{name}.{setting}{nearest(setting, known)} "
                f"(settings: {', '.join(known)})"
            )
