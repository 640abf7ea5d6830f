import builtins
import hashlib

import pytest
from click.testing import CliRunner

from pixgrad.data import cifar10, load
from pixgrad.data.commands import data
from pixgrad.data.sealed import SealedTestSet
from pixgrad.errors import PixgradError, UsageError


def run(*arguments):
    result = CliRunner().invoke(data, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


@pytest.fixture(params=["rich", "plain"])
def tables(request, monkeypatch):
    """Tables with rich, and without it."""
    if request.param == "plain":
        real = builtins.__import__

        def without_rich(name, *rest):
            if name.startswith("rich"):
                raise ImportError(name)
            return real(name, *rest)

        monkeypatch.setattr(builtins, "__import__", without_rich)


def row(output, name):
    line = next(line for line in output.splitlines() if name in line)
    return " ".join(line.replace("│", " ").split())


def test_info_shows_both_sets_before_anything_is_fetched(tables):
    """Does the table give size and state, and say how to fetch what is not here?"""
    output = run("info")
    dataset = load("shapes")
    assert row(output, "shapes") == f"shapes embedded {len(dataset.X_train):,} {len(dataset.test):,} 0 x"
    assert "not fetched" in output
    assert "cifar10: run `pixgrad data fetch cifar10`" in output


def test_info_calls_an_unofficial_copy_so(contents, pack, tables):
    """Is a subset never taken for CIFAR-10?"""
    assert "unofficial: 10 training images" in run(
        "fetch", "cifar10", "--from", str(pack(contents)), "--unofficial"
    )
    output = run("info")
    assert row(output, "cifar10") == "cifar10 unofficial: 10 training images 10 3 0 x"
    assert f"cifar10: {cifar10.folder()}, checksums right" in output


def test_info_counts_openings_and_finds_damage(contents, pack):
    """Are looks at the test set and changed files shown?"""
    cifar10.install(pack(contents), unofficial=True)
    SealedTestSet("cifar10", 0, lambda: cifar10.load().test.open()).open()
    (cifar10.folder() / "train.bin").write_bytes(b"")
    output = run("info")
    assert row(output, "cifar10") == "cifar10 damaged - - 2 x"
    assert "train.bin was changed or damaged (its checksum differs)" in output


def test_info_mentions_a_begun_download():
    """Is the part of an interrupted download shown?"""
    cifar10.folder().parent.mkdir()
    (cifar10.folder().parent / f"{cifar10.ARCHIVE}.part").write_bytes(bytes(1_200_000))
    assert "`pixgrad data fetch cifar10` (1.2 MB are downloaded already)" in run("info")


def test_fetch_refuses_another_archive_unless_told(contents, pack):
    """Is the reason for the refusal the checksum?"""
    with pytest.raises(PixgradError, match="not the official archive: its md5 is"):
        run("fetch", "cifar10", "--from", str(pack(contents)))


def test_unofficial_needs_a_file():
    """Is a flag that would do nothing a usage error?"""
    with pytest.raises(UsageError, match="--unofficial goes with --from FILE"):
        run("fetch", "cifar10", "--unofficial")


def test_fetch_downloads_once(contents, pack, server, monkeypatch):
    """Does a second fetch find the official copy and leave the network alone?"""
    server.body = pack(contents).read_bytes()
    monkeypatch.setattr(cifar10, "URL", server.url)
    monkeypatch.setattr(cifar10, "MD5", hashlib.md5(server.body).hexdigest())
    for _ in range(2):
        assert run("fetch", "cifar10").startswith("cifar10 is here (official): ")
    assert server.asked == [None]


@pytest.mark.parametrize("arguments", [["--help"], ["info", "-h"], ["fetch", "--help"]])
def test_help_answers(arguments):
    """Does every command explain itself?"""
    assert "Usage:" in run(*arguments)


def test_the_help_of_fetch_teaches_the_way_without_a_network():
    """Does it show the command for a machine that is offline?"""
    assert "pixgrad data fetch cifar10 --from cifar-10-binary.tar.gz" in run("fetch", "--help")
