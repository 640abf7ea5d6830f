import hashlib
import tarfile
from pathlib import Path

import numpy as np
import pytest

import pixgrad.data
from pixgrad.data import binary, cifar10
from pixgrad.errors import PixgradError

TOP = "cifar-10-batches-bin"
SAMPLE = Path(__file__).parents[2] / "../shared/cifar10/cifar-10-binary-sample.tar.gz"


def refused(archive, message):
    with pytest.raises(PixgradError, match=message) as caught:
        cifar10.install(archive, unofficial=True)
    assert "\n" not in str(caught.value)
    assert not cifar10.folder().exists()


def test_an_installed_archive_loads_in_the_order_of_its_batches(contents, pack, draw):
    """Do batches 1 to 5 follow each other even if the archive holds them in another order?"""
    cifar10.install(pack(dict(reversed(contents.items()))), unofficial=True)
    dataset = pixgrad.data.load("cifar10")
    np.testing.assert_array_equal(dataset.X_train, np.concatenate([draw(2, seed)[0] for seed in range(1, 6)]))
    np.testing.assert_array_equal(dataset.y_train, np.concatenate([draw(2, seed)[1] for seed in range(1, 6)]))
    np.testing.assert_array_equal(dataset.test.open()[1], draw(3, seed=6)[1])
    assert dataset.classes[:2] == ("airplane", "automobile")


def test_only_the_official_archive_is_official(contents, pack, monkeypatch):
    """Is another checksum refused with the reason, accepted on request, and remembered?"""
    archive = pack(contents)
    with pytest.raises(
        PixgradError, match=r"not the official archive: its md5 is \w{32}, .*add --unofficial"
    ):
        cifar10.install(archive)
    cifar10.install(archive, unofficial=True)
    assert cifar10.origin() == "unofficial"
    monkeypatch.setattr(cifar10, "MD5", hashlib.md5(archive.read_bytes()).hexdigest())
    cifar10.install(archive)
    assert cifar10.origin() == "official"


def test_the_published_checksum_is_the_one_we_verify():
    """Does the constant read as it does on the page of the data set?"""
    assert cifar10.MD5 == "c32a1d4ab5d03f1284b67883e8d87530"


def test_batches_may_hold_any_number_of_records(contents, pack):
    """Is a subset accepted, with a batch that is empty?"""
    contents[f"{TOP}/data_batch_3.bin"] = b""
    cifar10.install(pack(contents), unofficial=True)
    assert len(pixgrad.data.load("cifar10").X_train) == 8


def test_a_directory_entry_and_the_readme_belong_there(contents, pack):
    """Are the members that the official archive has besides the batches tolerated?"""
    directory = tarfile.TarInfo(TOP)
    directory.type = tarfile.DIRTYPE
    contents[f"{TOP}/readme.html"] = b"<html>"
    cifar10.install(pack(contents, directory), unofficial=True)
    assert cifar10.origin() == "unofficial"


def test_a_missing_archive_is_refused(tmp_path):
    """Is a path where nothing is an error that says so?"""
    refused(tmp_path / "nowhere.tar.gz", r"nowhere\.tar\.gz cannot be read \(No such file")


@pytest.mark.parametrize("raw", [b"", b"<html>404</html>", b"\x1f\x8b" + b"\0" * 30])
def test_what_is_no_archive_is_refused(tmp_path, raw):
    """Is a file of another kind, such as a saved error page, refused in one line?"""
    path = tmp_path / "page.tar.gz"
    path.write_bytes(raw)
    refused(path, r"page\.tar\.gz is no whole \.tar\.gz archive")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.999])
def test_a_truncated_archive_is_refused(contents, pack, share):
    """Is an archive that was cut anywhere refused, and nothing of it installed?"""
    path = pack(contents)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    refused(path, "is no whole .tar.gz archive .*cut short")


def test_a_flipped_bit_is_refused(contents, pack):
    """Is damage inside found by gzip's own checksum even where ours is not asked for?"""
    path = pack(contents)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    refused(path, "is no whole .tar.gz archive|has label|is not made of whole records")


@pytest.mark.parametrize("name", ["batches.meta.txt", "data_batch_5.bin", "test_batch.bin"])
def test_a_lacking_member_is_named(contents, pack, name):
    """Does the error say which member is missing?"""
    del contents[f"{TOP}/{name}"]
    refused(pack(contents), f"lacks {TOP}/{name}")


@pytest.mark.parametrize(
    "name",
    ["../evil.bin", f"{TOP}/../../evil.bin", "/etc/evil", f"{TOP}/sub/data_batch_1.bin", f"{TOP}/notes.txt"],
)
def test_other_members_are_refused(contents, pack, tmp_path, name):
    """Is a member that does not belong there refused, above all one that points elsewhere?"""
    refused(pack(contents | {name: b"evil"}), "has a member '.*', which the official layout has not")
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_refused(contents, pack, kind):
    """Is a batch that is a link to another file refused?"""
    del contents[f"{TOP}/test_batch.bin"]
    link = tarfile.TarInfo(f"{TOP}/test_batch.bin")
    link.type, link.linkname = kind, f"{TOP}/data_batch_1.bin"
    refused(pack(contents, link), r"test_batch\.bin is a link or a device")


def test_wrong_records_are_refused(contents, pack):
    """Are part of a record and a label above 9 refused with the member's name?"""
    whole = contents[f"{TOP}/data_batch_4.bin"]
    refused(
        pack(contents | {f"{TOP}/data_batch_4.bin": whole[:-1]}), r"data_batch_4\.bin is not made of whole"
    )
    refused(
        pack(contents | {f"{TOP}/data_batch_4.bin": b"\x0b" + whole[1:]}), r"data_batch_4\.bin has label 11"
    )


def test_an_archive_without_images_is_refused(contents, pack):
    """Is a test part with no record at all refused?"""
    refused(pack(contents | {f"{TOP}/test_batch.bin": b""}), "has no image in .*test_batch")


def test_a_failed_installation_leaves_the_earlier_one(contents, pack):
    """Does a refused archive not destroy what was installed before, and leave no rubbish?"""
    cifar10.install(pack(contents), unofficial=True)
    del contents[f"{TOP}/test_batch.bin"]
    with pytest.raises(PixgradError):
        cifar10.install(pack(contents), unofficial=True)
    assert len(pixgrad.data.load("cifar10").X_train) == 10
    assert [path.name for path in cifar10.folder().parent.iterdir()] == ["cifar10"]


def test_another_archive_replaces_the_installed_one(contents, pack, draw):
    """Is the new copy complete, and the old one gone?"""
    cifar10.install(pack(contents), unofficial=True)
    cifar10.install(pack(contents | {f"{TOP}/test_batch.bin": binary.encode(*draw(1))}), unofficial=True)
    assert len(pixgrad.data.load("cifar10").test) == 1


def test_a_changed_copy_asks_to_be_fetched_again(contents, pack):
    """Is damage to the installed files noticed when they are loaded?"""
    cifar10.install(pack(contents), unofficial=True)
    with (cifar10.folder() / "test.bin").open("r+b") as stream:
        stream.seek(100)
        stream.write(b"!!!")
    with pytest.raises(PixgradError, match=r"test\.bin was changed or damaged.*`pixgrad data fetch cifar10`"):
        pixgrad.data.load("cifar10")


def test_a_cache_that_cannot_be_written_is_one_line(contents, pack, tmp_path, monkeypatch):
    """Does the error name the folder?"""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("PIXGRAD_CACHE", str(tmp_path / "file" / "cache"))
    refused(pack(contents), "cannot write to .*cache")


def test_fetching_downloads_verifies_and_installs(contents, pack, server, monkeypatch):
    """Is the set loadable after a download, with neither archive nor part left behind?"""
    server.body = pack(contents).read_bytes()
    monkeypatch.setattr(cifar10, "URL", server.url)
    monkeypatch.setattr(cifar10, "MD5", hashlib.md5(server.body).hexdigest())
    cifar10.fetch()
    assert cifar10.origin() == "official"
    assert len(pixgrad.data.load("cifar10").X_train) == 10
    assert [path.name for path in cifar10.folder().parent.iterdir()] == ["cifar10"]


def test_without_a_network_the_way_by_file_is_mentioned():
    """Does one line say what could not be reached and how to do without?"""
    with pytest.raises(PixgradError, match=r"cannot reach www\.cs\.toronto\.edu .*--from FILE`$"):
        cifar10.fetch()


@pytest.mark.slow
@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample archive is not on this machine")
def test_the_sample_archive_loads():
    """Are 10,000 training and 2,000 test photographs read, 10 classes in about equal numbers?"""
    cifar10.install(SAMPLE, unofficial=True)
    dataset = pixgrad.data.load("cifar10")
    assert (len(dataset.X_train), len(dataset.test)) == (10_000, 2_000)
    assert np.bincount(dataset.y_train, minlength=10).min() > 900
    assert 100 < dataset.X_train[:500].mean() < 140
