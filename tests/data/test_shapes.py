import hashlib

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.spatial.distance import cdist

from pixgrad.data import shapes
from pixgrad.data.binary import read_records
from pixgrad.data.folder import read_dataset
from pixgrad.data.paths import embedded_folder
from pixgrad.errors import PixgradError

FOLDER = embedded_folder("shapes")
TWO_POSES = ["moon", "fish", "cup"]


@pytest.fixture(scope="module")
def committed():
    return {split: read_records(FOLDER / f"{split}.bin.gz") for split in ("train", "test")}


@pytest.fixture
def small_set(monkeypatch):
    """Make the whole set 30 pictures, so that the command takes no time."""
    monkeypatch.setattr(shapes, "NUM_PER_CLASS", {"train": 2, "test": 1})


def run(*arguments):
    return CliRunner().invoke(shapes.main, [str(argument) for argument in arguments])


def rows(images):
    return images.reshape(len(images), -1).astype(np.float64)


def test_generate_draws_a_balanced_shuffled_set():
    """Are there as many pictures of each class, of the right kind, and not sorted by class?"""
    images, labels = shapes.generate(3, seed=1)
    assert (images.shape, images.dtype, labels.dtype) == ((30, 32, 32, 3), np.uint8, np.int64)
    assert np.bincount(labels).tolist() == [3] * 10
    assert (np.diff(labels) < 0).any()


def test_the_same_seed_gives_the_same_set():
    """Is nothing but the seed and the split behind the pictures?"""
    first, again = shapes.generate(1, seed=1), shapes.generate(1, seed=1)
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])


@pytest.mark.parametrize("other", [{"seed": 2}, {"seed": 1, "split": "test"}])
def test_another_seed_or_split_gives_other_pictures(other):
    """Do two sets share no picture?"""
    pictures = [shapes.draw_row(label, 0, 1) for label in range(10)]
    others = [shapes.draw_row(label, 0, **other) for label in range(10)]
    assert not any((a == b).all() for a, b in zip(pictures, others, strict=True))


def test_a_picture_does_not_depend_on_the_size_of_its_set():
    """Are the pictures of a small set among those of a larger one?"""
    small, large = (shapes.generate(num, seed=3)[0] for num in (1, 2))
    assert {picture.tobytes() for picture in small} < {picture.tobytes() for picture in large}


def test_an_unknown_split_is_refused():
    """Is a misspelt split an error that names the two there are?"""
    with pytest.raises(ValueError, match="choose train or test"):
        shapes.generate(1, split="val")


@pytest.mark.parametrize("split", ["train", "test"])
def test_the_committed_set_is_what_the_generator_draws(committed, split):
    """Are all labels of the files, and some forty pictures, those that the generator gives here and now?"""
    images, labels = committed[split]
    expected, indices = shapes.arrange(shapes.NUM_PER_CLASS[split], split=split)
    np.testing.assert_array_equal(labels, expected)
    for row in range(0, len(labels), len(labels) // 40):
        picture = shapes.draw_row(int(labels[row]), int(indices[row]), split=split)
        np.testing.assert_array_equal(images[row], picture, err_msg=f"{split}, row {row}")


def test_the_committed_classes_are_the_generators():
    """Does classes.txt name the labels?"""
    assert tuple((FOLDER / "classes.txt").read_text().split()) == shapes.CLASSES


@pytest.mark.parametrize("split", ["train", "test"])
def test_the_readme_gives_the_digest_of_the_uncompressed_records(split):
    """Can a reader of data/README.md tell whether the records are the right ones?"""
    digest = hashlib.sha256(shapes.stored(FOLDER / f"{split}.bin.gz")).hexdigest()
    assert f"{digest}  {split}.bin\n" in (FOLDER.parent / "README.md").read_text(encoding="utf-8")


def test_no_picture_is_there_twice(committed):
    """Are all pictures different, within and across training and test set?"""
    pictures = [picture.tobytes() for images, _ in committed.values() for picture in images]
    assert len(set(pictures)) == len(pictures) == 6000


def test_the_embedded_data_are_at_most_10_megabytes():
    """Does the data folder keep to its budget?"""
    assert sum(file.stat().st_size for file in FOLDER.parent.rglob("*") if file.is_file()) <= 10_000_000


@pytest.mark.slow
@pytest.mark.parametrize("metric", ["sqeuclidean", "cityblock"])
def test_most_nearest_neighbours_are_of_another_class(committed, metric):
    """Are nearest neighbours fooled more often than not, and yet better than chance?"""
    (train, y_train), (test, y_test) = committed["train"], committed["test"]
    nearest = cdist(rows(test[:200]), rows(train[:2000]), metric).argmin(axis=1)
    fooled = (y_train[nearest] != y_test[:200]).mean()
    assert 0.5 < fooled < 0.85


def test_a_like_background_counts_for_more_than_the_class(monkeypatch):
    """Is a sun nearer to a star in the same scene than to a sun in another?"""
    monkeypatch.setattr(shapes, "OWN_SCENE", 0)
    suns, stars = (
        rows(np.stack([shapes.draw(name, np.random.default_rng(seed)) for seed in range(25)]))
        for name in ("sun", "star")
    )
    same_scene = np.linalg.norm(suns - stars, axis=1)
    same_class = cdist(suns, suns)[~np.eye(25, dtype=bool)]
    assert np.median(same_scene) < 0.6 * np.median(same_class)


@pytest.mark.parametrize("name", TWO_POSES)
def test_a_class_with_two_poses_has_a_two_headed_template(committed, name):
    """Is the mean picture of a class that faces left or right its own mirror image, nearly?"""
    images, labels = committed["train"]
    template = images[labels == shapes.CLASSES.index(name)].mean(axis=0) - images.mean(axis=0)
    assert np.corrcoef(template.ravel(), template[:, ::-1].ravel())[0, 1] > 0.95


@pytest.mark.parametrize("name", TWO_POSES)
def test_a_single_picture_faces_one_way(name):
    """Is a picture of such a class, without its light and background, unlike its own mirror image?"""
    dice = shapes.Dice(np.random.default_rng(0))
    canvas = shapes.Canvas(shapes.Pose(scale=0.8))
    white = np.ones(3)
    shapes.KINDS[name].draw(canvas, shapes.Paints(white, white, white), dice)
    painted = canvas.pixels[..., 0] > 0
    assert (painted != painted[:, ::-1]).mean() > 0.05


@pytest.mark.parametrize("name", shapes.CLASSES)
def test_every_object_fits_its_frame(name):
    """Does an object fill a good part of [-1, 1], and never leave [-1.15, 1.15]?"""
    canvas = shapes.Canvas(shapes.Pose(scale=0.8))
    shapes.KINDS[name].draw(canvas, shapes.Paints(*np.ones((3, 3))), shapes.Dice(np.random.default_rng(1)))
    painted = canvas.pixels[..., 0] > 0
    reach = np.maximum(np.abs(canvas.x), np.abs(canvas.y))[painted]
    assert 0.9 < reach.max() < 1.15
    assert painted.mean() > 0.1


def test_the_command_writes_a_set_that_can_be_read(tmp_path, small_set):
    """Does the command leave a folder that the reader of all data sets accepts?"""
    assert run("--folder", tmp_path).exit_code == 0
    dataset = read_dataset("shapes", tmp_path, "try again")
    assert (len(dataset.X_train), dataset.classes) == (20, shapes.CLASSES)
    np.testing.assert_array_equal(dataset.X_train, shapes.generate(2)[0])


def test_the_command_is_byte_stable(tmp_path, small_set):
    """Do two folders get the same bytes, time stamps and all?"""
    for name in ("a", "b"):
        run("--folder", tmp_path / name)
    a, b = ({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("a", "b"))
    assert a == b
    assert set(a) == {"train.bin.gz", "test.bin.gz", "classes.txt", "SHA256SUMS"}


def test_check_passes_on_a_fresh_set_and_leaves_it_alone(tmp_path, small_set):
    """Does --check accept what the command wrote, and does the command not write it again?"""
    run("--folder", tmp_path)
    assert run("--folder", tmp_path, "--check").exit_code == 0
    assert "wrote" not in run("--folder", tmp_path).stdout


@pytest.mark.slow
@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b\x08 not gzip at all"])
def test_check_names_a_damaged_file_and_the_command_mends_it(tmp_path, small_set, damage):
    """Is a damaged file found, not touched by --check, and mended without it?"""
    run("--folder", tmp_path)
    (tmp_path / "test.bin.gz").write_bytes(damage)
    checked = run("--folder", tmp_path, "--check")
    assert checked.exit_code == 1
    assert "test.bin.gz" in checked.stderr
    assert "train.bin.gz" not in checked.stderr.splitlines()[-1]
    with pytest.raises(PixgradError):
        read_dataset("shapes", tmp_path, "try again")
    assert run("--folder", tmp_path).exit_code == 0
    assert len(read_dataset("shapes", tmp_path, "try again").test) == 10


def test_check_of_an_empty_folder_writes_nothing(tmp_path, small_set):
    """Does --check fail without leaving a file?"""
    assert run("--folder", tmp_path / "new", "--check").exit_code == 1
    assert not (tmp_path / "new").exists()
