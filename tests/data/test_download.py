import hashlib

import pytest
import requests

from pixgrad.data import download as module
from pixgrad.data.download import download
from pixgrad.errors import PixgradError

BODY = bytes(range(256)) * 4000


def md5(raw):
    return hashlib.md5(raw).hexdigest()


@pytest.fixture
def target(tmp_path):
    return tmp_path / "new" / "archive.tar.gz"


@pytest.fixture
def part(target):
    target.parent.mkdir()
    return target.parent / "archive.tar.gz.part"


def test_a_file_arrives_as_it_is_stored(server, target):
    """Are the bytes left alone even if the server declares them to be encoded?"""
    server.body = BODY
    download(server.url, target, md5(BODY))
    assert target.read_bytes() == BODY
    assert [path.name for path in target.parent.iterdir()] == ["archive.tar.gz"]


def test_a_cut_connection_keeps_what_arrived_and_the_next_call_goes_on(server, target):
    """Does the second call ask only for what is lacking?"""
    server.body, server.cut = BODY, 300_000
    with pytest.raises(
        PixgradError, match=r"connection .* broke; 0\.3 MB are kept: run the same command again"
    ):
        download(server.url, target, md5(BODY))
    assert not target.exists()
    server.cut = None
    download(server.url, target, md5(BODY))
    assert server.asked == [None, "bytes=300000-"]
    assert target.read_bytes() == BODY


def test_a_server_that_ignores_ranges_starts_anew(server, target, part):
    """Is the part replaced, not appended to, when the whole file comes back?"""
    part.write_bytes(b"old beginning")
    server.body, server.ranges = BODY, False
    download(server.url, target, md5(BODY))
    assert server.asked == ["bytes=13-"]
    assert target.read_bytes() == BODY


def test_a_complete_part_is_only_verified(server, target, part):
    """Does an interruption after the last byte cost no second download?"""
    part.write_bytes(BODY)
    server.body = BODY
    download(server.url, target, md5(BODY))
    assert server.asked == [f"bytes={len(BODY)}-"]
    assert target.read_bytes() == BODY


def test_a_part_longer_than_the_file_starts_anew(server, target, part):
    """Is a part that cannot belong to this file thrown away?"""
    part.write_bytes(BODY + b"more")
    server.body = BODY
    download(server.url, target, md5(BODY))
    assert server.asked == [f"bytes={len(BODY) + 4}-", None]
    assert target.read_bytes() == BODY


def test_a_wrong_checksum_is_refused_and_deleted(server, target):
    """Is a damaged file never given its name, so that the next call starts afresh?"""
    server.body = BODY
    with pytest.raises(PixgradError, match=rf"has md5 {md5(BODY)} instead of {md5(b'')} and was deleted"):
        download(server.url, target, md5(b""))
    assert list(target.parent.iterdir()) == []


def test_a_refusal_of_the_server_is_reported(server, target):
    """Does the error give the status and the address?"""
    server.status = 404
    with pytest.raises(PixgradError, match=r"127\.0\.0\.1:\d+ answered 404 Not Found for http://"):
        download(server.url, target, md5(BODY))


def test_an_unknown_host_is_one_line(target):
    """Is a missing network told without a chain of exceptions?"""
    with pytest.raises(
        PixgradError, match=r"^cannot reach no\.such\.host \(is there a network connection\?\)$"
    ):
        download("http://no.such.host/archive.tar.gz", target, md5(BODY))


@pytest.mark.parametrize(
    ("error", "reason"),
    [(requests.ConnectTimeout(), "no answer in time"), (requests.exceptions.SSLError(), "certificate")],
)
def test_other_reasons_are_told_apart(target, monkeypatch, error, reason):
    """Do a silent server and a wrong certificate get their own words?"""

    def fail(*_, **__):
        raise error

    monkeypatch.setattr(module.requests, "get", fail)
    with pytest.raises(PixgradError, match=reason):
        download("http://127.0.0.1/archive.tar.gz", target, md5(BODY))


def test_stopping_by_hand_says_how_to_go_on(target, part, monkeypatch, capsys):
    """Does the interrupt key keep the part and pass the interruption on?"""
    part.write_bytes(bytes(2_500_000))

    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(module.requests, "get", stop)
    with pytest.raises(KeyboardInterrupt):
        download("http://127.0.0.1/archive.tar.gz", target, md5(BODY))
    assert "Stopped at 2.5 MB; run the same command again" in capsys.readouterr().err
    assert part.stat().st_size == 2_500_000
