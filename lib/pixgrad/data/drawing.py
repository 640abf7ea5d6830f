"""A tiny painter in NumPy: a canvas, colours and textures, a camera, and the ten objects of the set "shapes".

A `Canvas` is four times finer than the image, so that edges come out smooth. Every mask says which of its
fine pixels lie inside a figure, given in the own coordinates of the object: the origin in its middle, x to
the right, y upwards, the object within [-1, 1].
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SIZE = 32
SUPERSAMPLING = 4


class Dice:
    """Random draws made from nothing but `Generator.random`, so that they stay the same across machines.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the draws come from.

    Examples
    --------
    >>> dice = Dice(np.random.Generator(np.random.PCG64(0)))
    >>> 2.0 <= dice.between(2, 3) < 3.0
    True
    >>> dice.pick("abc") in "abc"
    True
    """

    def __init__(self, rng: np.random.Generator):
        self.uniform = rng.random

    def between(self, low: float, high: float) -> float:
        """Return a number in [low, high)."""
        return low + (high - low) * self.uniform()

    def chance(self, probability: float) -> bool:
        """Return True with the given probability."""
        return self.uniform() < probability

    def pick(self, options: Sequence):
        """Return one of the options, each as likely as the others."""
        return options[int(self.uniform() * len(options))]

    def count(self, low: int, high: int) -> int:
        """Return an integer from low to high, both included."""
        return self.pick(range(low, high + 1))

    def bell(self, shape: tuple[int, ...]) -> np.ndarray:
        """Return numbers of mean 0 and variance 1, nearly normal: the sum of three uniform ones."""
        return 2 * (self.uniform((3, *shape)).sum(axis=0) - 1.5)


def colour(hue: float, chroma: float, brightness: float) -> np.ndarray:
    """Return the RGB colour of a hue (degrees: 0 red, 60 yellow, 120 green, 240 blue), within [0, 1].

    Examples
    --------
    >>> colour(60, 0.0, 0.5).tolist()
    [0.5, 0.5, 0.5]
    >>> red, green, blue = colour(60, 0.3, 0.5)
    >>> bool(red > blue and green > blue)
    True
    """
    angles = np.deg2rad(hue - np.array([0.0, 120.0, 240.0]))
    return np.clip(brightness + chroma * np.cos(angles), 0.0, 1.0)


@dataclass(frozen=True)
class Pose:
    """Where and how an object stands in the picture; lengths in units of the picture's half width."""

    shift: tuple[float, float] = (0.0, 0.0)
    scale: float = 0.8
    tilt: float = 0.0
    mirrored: bool = False


class Canvas:
    """A fine picture (float, RGB in [0, 1]) and the object's coordinates of each of its pixels.

    Parameters
    ----------
    pose : Pose
        Position, scale, rotation (radians) and mirroring of the object.

    Examples
    --------
    >>> canvas = Canvas(Pose(scale=0.5))
    >>> canvas.paint(canvas.disc(0, 0, 1), colour(0, 0.3, 0.6))
    >>> camera(canvas.pixels).shape
    (32, 32, 3)
    """

    def __init__(self, pose: Pose):
        side = SIZE * SUPERSAMPLING
        ticks = (np.arange(side) + 0.5) * (2 / side) - 1
        self.across, self.up = np.meshgrid(ticks, -ticks)
        x, y = self.across - pose.shift[0], self.up - pose.shift[1]
        cos, sin = np.cos(pose.tilt) / pose.scale, np.sin(pose.tilt) / pose.scale
        self.x = (cos * x + sin * y) * (-1 if pose.mirrored else 1)
        self.y = cos * y - sin * x
        self.pixels = np.zeros((side, side, 3))

    def paint(self, mask: np.ndarray, paint: np.ndarray) -> None:
        """Cover the masked pixels with a colour (3,) or with those pixels of a texture (S, S, 3)."""
        self.pixels[mask] = paint if paint.ndim == 1 else paint[mask]

    def disc(self, x: float, y: float, radius: float, height: float | None = None) -> np.ndarray:
        """Return the mask of a disc, or of an upright ellipse if its half height is given too."""
        height = radius if height is None else height
        return ((self.x - x) / radius) ** 2 + ((self.y - y) / height) ** 2 < 1

    def box(self, left: float, bottom: float, right: float, top: float) -> np.ndarray:
        """Return the mask of a rectangle."""
        return (self.x > left) & (self.x < right) & (self.y > bottom) & (self.y < top)

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float) -> np.ndarray:
        """Return the mask of a stroke with round ends."""
        (x, y), along = start, np.subtract(end, start)
        t = ((self.x - x) * along[0] + (self.y - y) * along[1]) / (along @ along)
        t = np.clip(t, 0, 1)
        return (self.x - x - t * along[0]) ** 2 + (self.y - y - t * along[1]) ** 2 < (width / 2) ** 2

    def polygon(self, *corners: tuple[float, float]) -> np.ndarray:
        """Return the mask of a polygon: where a ray to the right crosses its outline oddly often."""
        inside = np.zeros(self.x.shape, dtype=bool)
        for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):
            if y0 != y1:
                crossing = x0 + (self.y - y0) * ((x1 - x0) / (y1 - y0))
                inside ^= ((self.y < y0) != (self.y < y1)) & (self.x < crossing)
        return inside

    def polar(self, x: float = 0.0, y: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
        """Return radius and angle (radians, 0 is up) of every pixel around a point."""
        return np.hypot(self.x - x, self.y - y), np.arctan2(self.x - x, self.y - y)

    def ramp(self, direction: float) -> np.ndarray:
        """Return numbers that rise across the picture, from 0 to 1, in a direction (radians, 0 is right)."""
        slope = np.cos(direction) * self.across + np.sin(direction) * self.up
        return np.clip(0.5 + 0.5 * slope, 0, 1)


def striped(phase: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return a texture (S, S, 3) that changes between two colours each time the phase passes an integer."""
    return np.where((np.floor(phase) % 2 == 0)[..., None], first, second)


def clouds(dice: Dice, cells: int) -> np.ndarray:
    """Return smooth noise (S, S) in [0, 1]: random numbers on a coarse grid, interpolated linearly."""
    side = SIZE * SUPERSAMPLING
    knots = dice.uniform((cells + 1, cells + 1))
    where = np.arange(side) * (cells / side)
    left = where.astype(int)
    part = where - left
    rows = knots[left] * (1 - part)[:, None] + knots[left + 1] * part[:, None]
    return rows[:, left] * (1 - part) + rows[:, left + 1] * part


def camera(pixels: np.ndarray, noise: np.ndarray | float = 0.0, levels: int = 32) -> np.ndarray:
    """Average the fine pixels, add noise, and round to the given number of brightness levels.

    Parameters
    ----------
    pixels : ndarray of shape (S, S, 3)
        The fine picture, S = 128.
    noise : ndarray of shape (32, 32, 3) or float
        Added to each coarse pixel, on the scale where white is 1.
    levels : int
        Fewer levels make smaller files; the noise hides the steps.

    Returns
    -------
    ndarray of shape (32, 32, 3), uint8
    """
    blocks = pixels.reshape(SIZE, SUPERSAMPLING, SIZE, SUPERSAMPLING, 3)
    photo = np.clip(blocks.mean(axis=(1, 3)) + noise, 0, 1)
    steps = np.floor(photo * (levels - 1) + 0.5)
    return np.floor(steps * (255 / (levels - 1)) + 0.5).astype(np.uint8)


@dataclass(frozen=True)
class Paints:
    """The colours (3,) of an object: its body, a second part, and details that stand out from the body."""

    body: np.ndarray
    second: np.ndarray
    detail: np.ndarray


def draw_sun(canvas: Canvas, paints: Paints, dice: Dice) -> None:
    """Paint a disc with rays around it."""
    radius, angle = canvas.polar()
    rays = dice.count(8, 11)
    wedge = np.cos(rays * angle) > 0.1 + 0.9 * (radius - 0.62)
    canvas.paint(wedge & (radius > 0.64) & (radius < 1.05), paints.second)
    canvas.paint(radius < 0.52, paints.body)


def draw_moon(canvas: Canvas, paints: Paints, dice: Dice) -> None:
    """Paint a crescent with craters."""
    bite = canvas.disc(dice.between(0.38, 0.6), 0.1, 0.8)
    crescent = canvas.disc(0, 0, 0.98) & ~bite
    canvas.paint(crescent, paints.body)
    for _ in range(5):
        angle, size = dice.between(2.0, 4.3), dice.between(0.08, 0.16)
        canvas.paint(crescent & canvas.disc(0.75 * np.cos(angle), 0.75 * np.sin(angle), size), paints.second)


def draw_star(canvas: Canvas, paints: Paints, dice: Dice) -> None:
    """Paint a five-pointed star, each point half in the light and half in the shade."""
    turns = np.arange(10) * (np.pi / 5)
    reach = np.where(np.arange(10) % 2 == 0, 1.08, dice.between(0.4, 0.5))
    star = canvas.polygon(*zip(reach * np.sin(turns), reach * np.cos(turns), strict=True))
    _, angle = canvas.polar()
    canvas.paint(star, striped((angle + np.pi * 2) / (np.pi / 5), paints.body, paints.second))


def draw_tree(canvas: Canvas, paints: Paints, dice: Dice) -> None:
    """Paint a trunk and a crown with leaves, either round or a fir's."""
    canvas.paint(canvas.box(-0.14, -1.05, 0.14, 0.0), paints.detail)
    if dice.chance(0.5):
        crown = canvas.disc(0, 0.4, 0.6) | canvas.disc(-0.4, 0.05, 0.42) | canvas.disc(0.4, 0.05, 0.42)
    else:
        crown = canvas.polygon((-0.75, -0.55), (0.75, -0.55), (0, 0.4)) | canvas.polygon(
            (-0.6, 0), (0.6, 0), (0, 0.75)
        )
        crown |= canvas.polygon((-0.45, 0.45), (0.45, 0.45), (0, 1.1))
    canvas.paint(crown, striped(clouds(dice, 24) + 0.5, paints.body, paints.second))


def draw_house(canvas: Canvas, paints: Paints, dice: Dice) -> None:
    """Paint walls, a roof with a chimney, a door and a window."""
    canvas.paint(canvas.box(0.35, 0.3, 0.6, 0.95), paints.second)
    canvas.paint(canvas.box(-0.75, -0.9, 0.75, 0.2), paints.body)
    canvas.paint(canvas.polygon((-1, 0.1), (1, 0.1), (0, 1)), paints.second)
    canvas.paint(canvas.box(-0.5, -0.9, -0.08, -0.2), paints.detail)
    canvas.paint(canvas.box(0.15, -0.5, 0.58, -0.08), paints.detail)
    canvas.paint(canvas.box(0.33, -0.5, 0.4, -0.08), paints.body)


def draw_fish(canvas: Canvas, paints: Paints, dice: Dice) -> None:
    """Paint a body with stripes, a tail, a fin and an eye; it looks to the right."""
    canvas.paint(canvas.polygon((-0.4, 0), (-1.05, 0.65), (-0.85, 0), (-1.05, -0.65)), paints.second)
    canvas.paint(canvas.polygon((-0.3, 0.3), (0.25, 0.4), (-0.25, 0.8)), paints.second)
    body = canvas.disc(0.12, 0, 0.75, 0.5)
    canvas.paint(body, striped(canvas.polar(0.8, 0)[0] / 0.2, paints.body, paints.second))
    canvas.paint(body & (canvas.x > 0.3), paints.body)
    canvas.paint(canvas.disc(0.52, 0.12, 0.14), paints.detail)


def draw_boat(canvas: Canvas, paints: Paints, dice: Dice) -> None:
    """Paint a hull, a mast and two sails, the larger one to the right."""
    canvas.paint(canvas.polygon((-1.05, -0.4), (1.05, -0.4), (0.65, -0.95), (-0.65, -0.95)), paints.second)
    canvas.paint(canvas.box(-0.07, -0.4, 0.05, 1.05), paints.detail)
    canvas.paint(canvas.polygon((0.1, 1), (0.1, -0.25), (0.85, -0.25)), paints.body)
    canvas.paint(canvas.polygon((-0.14, 0.75), (-0.14, -0.25), (-0.65, -0.25)), paints.body)


def draw_flower(canvas: Canvas, paints: Paints, dice: Dice) -> None:
    """Paint a stem with a leaf, petals and a centre."""
    canvas.paint(canvas.line((0, 0.2), (0, -1.05), 0.14), paints.second)
    canvas.paint(canvas.disc(0.28, -0.7, 0.28, 0.12), paints.second)
    radius, angle = canvas.polar(0, 0.35)
    petals = dice.count(5, 7)
    canvas.paint(radius < 0.5 + 0.2 * np.cos(petals * angle), paints.body)
    canvas.paint(radius < 0.24, paints.detail)


def draw_car(canvas: Canvas, paints: Paints, dice: Dice) -> None:
    """Paint a body, a cabin with windows and two wheels; it drives to the right."""
    canvas.paint(canvas.polygon((-0.75, 0), (-0.55, 0.55), (0.2, 0.55), (0.5, 0)), paints.body)
    canvas.paint(
        canvas.polygon((-1.05, -0.45), (-1.05, 0.08), (0.55, 0.08), (1.05, -0.08), (1.05, -0.45)), paints.body
    )
    canvas.paint(canvas.polygon((-0.6, 0.06), (-0.46, 0.42), (-0.2, 0.42), (-0.2, 0.06)), paints.detail)
    canvas.paint(canvas.polygon((-0.1, 0.06), (-0.1, 0.42), (0.14, 0.42), (0.36, 0.06)), paints.detail)
    for x in (-0.58, 0.58):
        canvas.paint(canvas.disc(x, -0.45, 0.28), paints.detail)
        canvas.paint(canvas.disc(x, -0.45, 0.12), paints.second)


def draw_cup(canvas: Canvas, paints: Paints, dice: Dice) -> None:
    """Paint a cup with its handle to the right, and steam above."""
    radius, _ = canvas.polar(0.5, -0.25)
    canvas.paint((radius < 0.5) & (radius > 0.26), paints.body)
    canvas.paint(canvas.polygon((-0.58, 0.3), (0.58, 0.3), (0.42, -0.95), (-0.42, -0.95)), paints.body)
    canvas.paint(canvas.disc(0, 0.3, 0.58, 0.15), paints.second)
    canvas.paint(canvas.disc(0, 0.3, 0.44, 0.09), paints.detail)
    for x in (-0.22, 0.22):
        wave = np.abs(canvas.x - x - 0.08 * np.sin(canvas.y * 9)) < 0.06
        canvas.paint(wave & (canvas.y > 0.5) & (canvas.y < 1.0), paints.second)
