"""Download of one large file that can be interrupted and continued."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import requests
import urllib3
from tqdm import tqdm

from pixgrad.data.folder import digest
from pixgrad.errors import PixgradError

TIMEOUT = (10, 30)  # seconds to connect, and between two pieces
CHUNK = 1 << 18
GO_ON = "run the same command again to go on from there"


def download(url: str, target: Path, md5: str) -> None:
    """Download a file, continuing what an earlier call left in ``<target>.part``.

    The file gets its name only when it is complete and its checksum is right.

    Parameters
    ----------
    url : str
        Address of the file.
    target : Path
        Where to put it.
    md5 : str
        Its published checksum, in hexadecimal.

    Raises
    ------
    PixgradError
        If the server cannot be reached or refuses, if the connection breaks, or if the checksum is wrong.
    """
    part = target.with_name(target.name + ".part")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _explained(url, part):
        _receive(url, part)
    found = digest(part, "md5")
    if found != md5:
        part.unlink()
        raise PixgradError(
            f"what {urlsplit(url).netloc} sent has md5 {found} instead of {md5} and was deleted; try again"
        )
    part.replace(target)


def megabytes(num_bytes: int) -> str:
    """Write a number of bytes in MB.

    >>> megabytes(170_052_171)
    '170.1 MB'
    """
    return f"{num_bytes / 1e6:.1f} MB"


def _receive(url: str, part: Path) -> None:
    """Append to the part what it lacks; start anew where the server cannot continue."""
    have = _size(part)
    headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={have}-"} if have else {})}
    with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT) as response:
        content_range = response.headers.get("Content-Range", "")
        if response.status_code == 416 and content_range.endswith(f"/{have}"):
            return  # complete already
        continues = response.status_code == 206 and content_range.startswith(f"bytes {have}-")
        if not continues and response.status_code in (206, 416):
            part.unlink()
            return _receive(url, part)
        response.raise_for_status()
        _write(response, part, have if continues else 0)


def _write(response: requests.Response, part: Path, have: int) -> None:
    """Write the body of a response after the first `have` bytes of the part, with a bar."""
    length = response.headers.get("Content-Length")
    total = have + int(length) if length else None
    with (
        part.open("ab" if have else "wb") as stream,
        tqdm(total=total, initial=have, unit="B", unit_scale=True, desc=part.stem, disable=None) as bar,
    ):
        # The bytes as they are stored: some servers declare a .tar.gz as text that was gzip'd on the way.
        for chunk in response.raw.stream(CHUNK, decode_content=False):
            stream.write(chunk)
            bar.update(len(chunk))
    if total is not None and _size(part) < total:
        raise requests.ConnectionError("the connection was closed early")


@contextmanager
def _explained(url: str, part: Path) -> Iterator[None]:
    """Turn what goes wrong on the way into one line that says how to go on."""
    host = urlsplit(url).netloc
    try:
        yield
    except KeyboardInterrupt:
        print(f"\nStopped at {megabytes(_size(part))}; {GO_ON}.", file=sys.stderr)
        raise
    except requests.HTTPError as error:
        status = f"{error.response.status_code} {error.response.reason}"
        raise PixgradError(f"{host} answered {status} for {url}") from error
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        if _size(part):
            raise PixgradError(
                f"the connection to {host} broke; {megabytes(_size(part))} are kept: {GO_ON}"
            ) from error
        raise PixgradError(f"cannot reach {host} ({_reason(error)})") from error
    except OSError as error:
        raise PixgradError(f"cannot write {part} ({error.strerror}); {GO_ON}") from error


def _reason(error: Exception) -> str:
    if isinstance(error, requests.Timeout):
        return "no answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate was not accepted"
    return "is there a network connection?"


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
