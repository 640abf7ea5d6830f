import numpy as np
import pytest

from pixgrad.data import folder
from pixgrad.errors import PixgradError


def read(path):
    return folder.read_dataset("set", path, "fetch it again")


def test_a_whole_folder_is_read(data_folder, draw, capsys):
    """Do the arrays come back as they were written, with the test part sealed?"""
    dataset = read(data_folder)
    np.testing.assert_array_equal(dataset.X_train, draw(6, seed=1)[0])
    np.testing.assert_array_equal(dataset.y_train, draw(6, seed=1)[1])
    assert (dataset.X_train.dtype, dataset.y_train.dtype) == (np.uint8, np.int64)
    assert (dataset.classes[3], len(dataset.test)) == ("cat", 3)
    assert capsys.readouterr().out == ""
    np.testing.assert_array_equal(dataset.test.open()[0], draw(3, seed=2)[0])


@pytest.mark.parametrize("name", ["train.bin.gz", "test.bin.gz", "classes.txt", "SHA256SUMS"])
def test_a_missing_file_is_named(data_folder, name):
    """Does the error say which file is missing and what to do?"""
    (data_folder / name).unlink()
    with pytest.raises(PixgradError, match=rf"{name} cannot be read \(No such file.*; fetch it again$"):
        read(data_folder)


@pytest.mark.parametrize("name", ["train.bin.gz", "test.bin.gz", "classes.txt"])
def test_a_changed_file_is_noticed(data_folder, name):
    """Is a single changed bit found when the set is loaded, in the sealed part as well?"""
    raw = bytearray((data_folder / name).read_bytes())
    raw[len(raw) // 2] ^= 1
    (data_folder / name).write_bytes(raw)
    with pytest.raises(PixgradError, match=rf"{name} was changed or damaged .*; fetch it again$"):
        read(data_folder)


def test_a_file_without_a_checksum_is_refused(data_folder):
    """Can a checksum not be escaped by deleting its line?"""
    sums = data_folder / "SHA256SUMS"
    kept = [line for line in sums.read_text(encoding="utf-8").splitlines() if "train" not in line]
    sums.write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(PixgradError, match=r"SHA256SUMS has no checksum of train\.bin\.gz; fetch it again"):
        read(data_folder)


@pytest.mark.parametrize("line", ["nonsense", "0" * 64 + "  ../outside", "0" * 63 + "  train.bin.gz"])
def test_a_spoilt_list_of_checksums_is_refused(data_folder, line):
    """Is a line that is no checksum, or that points out of the folder, an error?"""
    with (data_folder / "SHA256SUMS").open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    with pytest.raises(PixgradError, match="SHA256SUMS has a line that is not"):
        read(data_folder)


def test_checksums_are_written_as_sha256sum_writes_them(data_folder):
    """Are they the lines of the common tool: hexadecimal, two spaces, name, sorted?"""
    import hashlib

    lines = (data_folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    names = ["classes.txt", "test.bin.gz", "train.bin.gz"]
    assert lines == [
        f"{hashlib.sha256((data_folder / name).read_bytes()).hexdigest()}  {name}" for name in names
    ]


@pytest.mark.parametrize("text", ["", "cat\n" * 10, "\n".join("abcdefghi")])
def test_ten_different_classes_are_needed(data_folder, text):
    """Is a list of class names with another number of names, or with one twice, refused?"""
    (data_folder / "classes.txt").write_text(text, encoding="utf-8")
    folder.write_sums(data_folder)
    with pytest.raises(PixgradError, match=r"classes\.txt must name 10 different classes"):
        read(data_folder)


def test_records_are_counted_without_being_read_as_images(data_folder):
    """Is the number of images known for compressed and plain files?"""
    assert folder.num_records(data_folder / "train.bin.gz") == 6
    (data_folder / "train.bin").write_bytes(bytes(3073 * 4))
    assert folder.num_records(folder.record_file(data_folder, "train")) == 4
