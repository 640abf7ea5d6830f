import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixgrad.data import binary
from pixgrad.errors import PixgradError


@given(num=st.integers(0, 5), seed=st.integers(0, 99))
def test_what_is_encoded_is_decoded(num, seed):
    """Do images and labels survive the round trip, for any number of them?"""
    rng = np.random.default_rng(seed)
    images, labels = rng.integers(0, 256, (num, 32, 32, 3), dtype=np.uint8), rng.integers(0, 10, num)
    decoded_images, decoded_labels = binary.decode(binary.encode(images, labels))
    np.testing.assert_array_equal(decoded_images, images)
    np.testing.assert_array_equal(decoded_labels, labels)


def test_a_record_is_the_label_and_then_the_red_the_green_and_the_blue_plane():
    """Is the pixel at row 2, column 5 of the green plane byte 1 + 1024 + 2 * 32 + 5?"""
    raw = bytearray(3073)
    raw[0], raw[1 + 1024 + 2 * 32 + 5] = 7, 200
    images, labels = binary.decode(bytes(raw))
    assert labels.tolist() == [7]
    assert images[0, 2, 5].tolist() == [0, 200, 0]
    assert images.sum() == 200


@pytest.mark.parametrize("num_bytes", [1, 3072, 3074, 2 * 3073 - 1])
def test_part_of_a_record_is_refused(num_bytes):
    """Is a length that is not a multiple of a record an error that names the source and the length?"""
    with pytest.raises(PixgradError, match=rf"somewhere is not made of whole records: {num_bytes:,} bytes"):
        binary.decode(bytes(num_bytes), "somewhere")


def test_a_label_above_nine_is_refused():
    """Does the error say which record and which label?"""
    raw = bytes(3073) + bytes([10]) + bytes(3072)
    with pytest.raises(PixgradError, match="somewhere has label 10 in record 1"):
        binary.decode(raw, "somewhere")


@pytest.mark.parametrize(
    ("images", "labels"),
    [
        (np.zeros((1, 32, 32, 3)), [0]),
        (np.zeros((1, 3, 32, 32), np.uint8), [0]),
        (np.zeros((2, 32, 32, 3), np.uint8), [0]),
        (np.zeros((1, 32, 32, 3), np.uint8), [10]),
        (np.zeros((1, 32, 32, 3), np.uint8), [-1]),
    ],
    ids=["floats", "planes first", "labels missing", "label too great", "label negative"],
)
def test_only_images_with_labels_are_encoded(images, labels):
    """Is what the layout cannot hold refused instead of wrapped around?"""
    with pytest.raises(ValueError, match=r"images must be|labels must"):
        binary.encode(images, labels)


@pytest.mark.parametrize("suffix", [".bin", ".bin.gz"])
def test_a_file_may_be_compressed(tmp_path, draw, suffix):
    """Does the name decide whether a file is decompressed?"""
    images, labels = draw(4)
    raw = binary.encode(images, labels)
    path = tmp_path / f"train{suffix}"
    path.write_bytes(gzip.compress(raw) if suffix.endswith("gz") else raw)
    read_images, read_labels = binary.read_records(path)
    np.testing.assert_array_equal(read_images, images)
    np.testing.assert_array_equal(read_labels, labels)


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[:-20],
        lambda raw: b"no gzip",
        lambda raw: raw[:50] + b"\xff" * 9 + raw[59:],
        lambda raw: b"",
    ],
    ids=["cut short", "another format", "bytes changed", "empty"],
)
def test_a_damaged_file_is_one_line(tmp_path, draw, damage):
    """Does every kind of damage end in an error of one line that names the file?"""
    path = tmp_path / "train.bin.gz"
    path.write_bytes(damage(gzip.compress(binary.encode(*draw(4)))))
    with pytest.raises(PixgradError, match=r"^[^\n]*train\.bin\.gz is damaged[^\n]*$"):
        binary.read_records(path)


def test_a_missing_file_is_one_line(tmp_path):
    """Does the error name the file and the reason?"""
    with pytest.raises(PixgradError, match=r"train\.bin cannot be read \(No such file"):
        binary.read_records(tmp_path / "train.bin")
