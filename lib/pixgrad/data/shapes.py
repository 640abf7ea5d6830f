"""The embedded data set "shapes": ten everyday things, drawn in NumPy.

Every picture has its own seed, made of the set's seed, its split, its class and its number: any one of them
can be drawn again alone. `python -m pixgrad.data.shapes` writes the files of `data/shapes`; with `--check` it
compares them instead.

What makes the set hard is in `draw`: objects move, turn, shrink, face left or right, may be darker than what
is behind them, and stand in scenes and in a light that often say nothing about the class.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from tqdm import tqdm

from pixgrad.data import drawing
from pixgrad.data.binary import GZIP_ERRORS, encode
from pixgrad.data.drawing import SIZE, Canvas, Dice, Paints, Pose, camera, clouds, colour
from pixgrad.data.folder import write_sums
from pixgrad.data.paths import embedded_folder

SEED = 2026
NUM_PER_CLASS = {"train": 500, "test": 100}

OWN_HUE = 0.7  # how often an object has the hue of its class, and not just any
OWN_SCENE = 0.45  # how often the background suits the class
BRIGHTER = 0.75  # how often an object is brighter than its background
CONTRAST = (0.2, 0.4)  # by how much, where white is 1
LIGHT = (0.65, 1.25)  # factor of all brightnesses
SLANT = (0.0, 1.0)  # by how much the light is stronger on one side than on the other
NOISE = 0.055  # standard deviation of each pixel, where white is 1
LEVELS = 22  # brightness levels of the camera: fewer make smaller files


@dataclass(frozen=True)
class Freedom:
    """How much the poses of a class vary."""

    shift: float  # furthest from the middle of the picture; its half width is 1
    scale: tuple[float, float]  # half the size of the object, in the same unit
    tilt: float  # radians


ROAMING = Freedom(shift=0.5, scale=(0.5, 0.8), tilt=0.3)
STEADY = Freedom(shift=0.2, scale=(0.65, 0.9), tilt=0.12)  # a linear template shows both ways these face


@dataclass(frozen=True)
class Kind:
    """How a class looks: its painter, the hue it often has (degrees), and the scene it is often found in."""

    draw: Callable[[Canvas, Paints, Dice], None]
    hue: float
    scene_hue: float
    scene_brightness: float
    freedom: Freedom = ROAMING


KINDS = {
    "sun": Kind(drawing.draw_sun, 50, 220, 0.55),
    "moon": Kind(drawing.draw_moon, 55, 240, 0.3, STEADY),
    "star": Kind(drawing.draw_star, 45, 270, 0.35),
    "tree": Kind(drawing.draw_tree, 120, 90, 0.6),
    "house": Kind(drawing.draw_house, 15, 100, 0.5),
    "fish": Kind(drawing.draw_fish, 200, 210, 0.5, STEADY),
    "boat": Kind(drawing.draw_boat, 220, 190, 0.6),
    "flower": Kind(drawing.draw_flower, 320, 130, 0.45),
    "car": Kind(drawing.draw_car, 0, 30, 0.5),
    "cup": Kind(drawing.draw_cup, 270, 30, 0.6, STEADY),
}
CLASSES = tuple(KINDS)


def paint_background(canvas: Canvas, dice: Dice, hue: float, brightness: float) -> None:
    """Cover the canvas with a gradient, a horizon or clouds between two colours, and litter it with spots."""
    chroma = dice.between(0.05, 0.3)
    first = colour(hue, chroma, brightness + dice.between(-0.12, 0.12))
    second = colour(hue + dice.between(-90, 90), chroma, brightness + dice.between(-0.12, 0.12))
    horizon = (canvas.up > dice.between(-0.6, 0.4)) * 1.0
    mix = dice.pick((canvas.ramp(dice.between(0, 2 * np.pi)), horizon, clouds(dice, 3), clouds(dice, 6)))
    canvas.pixels[:] = first + mix[..., None] * (second - first)
    for _ in range(dice.count(0, 6)):
        spot = colour(dice.between(0, 360), 0.15, brightness + dice.between(-0.25, 0.25))
        distance = np.hypot(canvas.across - dice.between(-1, 1), canvas.up - dice.between(-1, 1))
        canvas.paint(distance < dice.between(0.06, 0.22), spot)


def choose_scene(dice: Dice, kind: Kind) -> tuple[float, float]:
    """Return hue and brightness of a background: often one that suits the class, else any."""
    if dice.chance(OWN_SCENE):
        return kind.scene_hue + dice.between(-30, 30), kind.scene_brightness + dice.between(-0.1, 0.1)
    return dice.between(0, 360), dice.between(0.25, 0.7)


def choose_paints(dice: Dice, kind: Kind, background: float) -> Paints:
    """Return an object's colours, brighter or darker than the background's brightness."""
    hue = kind.hue + dice.between(-25, 25) if dice.chance(OWN_HUE) else dice.between(0, 360)
    sign = 1 if dice.chance(BRIGHTER) else -1
    body = background + sign * dice.between(*CONTRAST)
    return Paints(
        colour(hue, dice.between(0.1, 0.3), body),
        colour(hue + dice.between(-60, 60), 0.2, body - sign * 0.14),
        colour(dice.between(0, 360), 0.1, background - sign * 0.2),
    )


def choose_pose(dice: Dice, freedom: Freedom) -> Pose:
    """Return where an object stands, how large, how upright, and which way it faces."""
    reach, tilt = freedom.shift, freedom.tilt
    shift = (dice.between(-reach, reach), dice.between(-reach, reach))
    return Pose(shift, dice.between(*freedom.scale), dice.between(-tilt, tilt), dice.chance(0.5))


def draw(name: str, rng: np.random.Generator) -> np.ndarray:
    """Draw one picture.

    Parameters
    ----------
    name : str
        One of `CLASSES`.
    rng : numpy.random.Generator
        Decides everything else. The same state gives the same picture.

    Returns
    -------
    ndarray of shape (32, 32, 3), uint8

    Examples
    --------
    >>> draw("fish", np.random.default_rng(0)).shape
    (32, 32, 3)
    """
    dice, kind = Dice(rng), KINDS[name]
    canvas = Canvas(choose_pose(dice, kind.freedom))
    hue, brightness = choose_scene(dice, kind)
    paint_background(canvas, dice, hue, brightness)
    kind.draw(canvas, choose_paints(dice, kind, brightness), dice)
    light = dice.between(*LIGHT) + dice.between(*SLANT) * (canvas.ramp(dice.between(0, 2 * np.pi)) - 0.5)
    return camera(canvas.pixels * light[..., None], NOISE * dice.bell((SIZE, SIZE, 3)), LEVELS)


def generator(seed: int, split: str, *key: int) -> np.random.Generator:
    """Return the random numbers of one picture, its key being (label, index), or those of a split's order.

    Raises
    ------
    ValueError
        If there is no such split.
    """
    if split not in NUM_PER_CLASS:
        raise ValueError(f"there is no split {split!r}; choose {' or '.join(NUM_PER_CLASS)}")
    spawn_key = (list(NUM_PER_CLASS).index(split), *key)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=spawn_key)))


def arrange(num_per_class: int, seed: int = SEED, split: str = "train") -> tuple[np.ndarray, np.ndarray]:
    """Return who stands in each row of a shuffled, balanced set.

    Parameters
    ----------
    num_per_class : int
        Pictures of each of the ten classes.
    seed : int
        Seed of the whole set.
    split : {"train", "test"}
        Two splits never share a picture's seed.

    Returns
    -------
    labels, indices : ndarray of shape (10 * num_per_class,), int64
        Class, and number within the class, of each row's picture.

    Raises
    ------
    ValueError
        If there is no such split.

    Examples
    --------
    >>> labels, indices = arrange(2)
    >>> np.bincount(labels).tolist(), np.bincount(indices).tolist()
    ([2, 2, 2, 2, 2, 2, 2, 2, 2, 2], [10, 10])
    """
    keys = generator(seed, split).random(len(CLASSES) * num_per_class)
    indices, labels = np.divmod(np.argsort(keys), len(CLASSES))
    return labels.astype(np.int64), indices.astype(np.int64)


def draw_row(label: int, index: int, seed: int = SEED, split: str = "train") -> np.ndarray:
    """Return picture number `index` of a class, (32, 32, 3) uint8, whatever else the set holds.

    Examples
    --------
    >>> bool((draw_row(3, 0) == draw_row(3, 0)).all()), bool((draw_row(3, 0) == draw_row(3, 1)).all())
    (True, False)
    """
    return draw(CLASSES[label], generator(seed, split, label, index))


def generate(
    num_per_class: int, seed: int = SEED, split: str = "train", *, progress: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Draw a shuffled set with equally many pictures of each class.

    Parameters
    ----------
    num_per_class : int
        Pictures of each of the ten classes.
    seed : int
        The same seed gives the same set.
    split : {"train", "test"}
        Which of the two sets of that seed.
    progress : bool
        Show a progress bar.

    Returns
    -------
    images : ndarray of shape (N, 32, 32, 3), uint8
        N = 10 * num_per_class.
    labels : ndarray of shape (N,), int64
        Positions in `CLASSES`.

    Raises
    ------
    ValueError
        If there is no such split.

    Examples
    --------
    >>> images, labels = generate(1, seed=0)
    >>> images.shape, sorted(labels.tolist())
    ((10, 32, 32, 3), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    """
    labels, indices = arrange(num_per_class, seed, split)
    images = np.empty((len(labels), SIZE, SIZE, 3), dtype=np.uint8)
    rows = tqdm(zip(labels, indices, strict=True), split, len(labels), disable=not progress, unit="picture")
    for row, (label, index) in enumerate(rows):
        images[row] = draw_row(int(label), int(index), seed, split)
    return images, labels


def draw_files() -> dict[str, bytes]:
    """Return the content of the set's files by name, records not compressed."""
    files = {"classes.txt": "".join(f"{name}\n" for name in CLASSES).encode()}
    for split, num_per_class in NUM_PER_CLASS.items():
        files[f"{split}.bin.gz"] = encode(*generate(num_per_class, split=split, progress=True))
    return files


def stored(path: Path) -> bytes:
    """Return a file's content, not compressed; nothing if it is missing or damaged."""
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if path.suffix == ".gz" else content
    except (FileNotFoundError, *GZIP_ERRORS):
        return b""


def store(path: Path, content: bytes) -> None:
    """Write a file; compressed if its name ends in `.gz`, without a time stamp."""
    path.write_bytes(gzip.compress(content, 9, mtime=0) if path.suffix == ".gz" else content)


@click.command()
@click.option(
    "--check", is_flag=True, help="Change nothing; fail if a file differs from what would be drawn."
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=embedded_folder("shapes"),
    show_default=True,
)
def main(check: bool, folder: Path) -> None:
    """Draw the data set "shapes" again and rewrite those of its files that hold something else."""
    changed = {name: new for name, new in draw_files().items() if stored(folder / name) != new}
    if changed and check:
        names = ", ".join(changed)
        raise click.ClickException(
            f"{folder} has another {names}; run python -m pixgrad.data.shapes to rewrite it"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in changed.items():
        store(folder / name, content)
        click.echo(f"wrote {folder / name}")
    if changed:
        write_sums(folder)


if __name__ == "__main__":
    main()
