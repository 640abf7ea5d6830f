"""Archives, folders and servers for these tests; none of them leaves this machine or its tmp_path."""

import io
import socket
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from pixgrad.data import binary, folder

CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
TOP = "cifar-10-batches-bin"


@pytest.fixture(autouse=True)
def private_folders(tmp_path, monkeypatch):
    """Keep the user's cache, state and choice of data set out of every test."""
    monkeypatch.setenv("PIXGRAD_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PIXGRAD_STATE", str(tmp_path / "state"))


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Refuse every connection but those to this machine."""
    connect = socket.socket.connect

    def only_here(self, address):
        if address[0] != "127.0.0.1":
            raise ConnectionRefusedError(f"a test wanted to connect to {address}")
        return connect(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, *_, **__: _numeric(host, port))
    monkeypatch.setattr(socket.socket, "connect", only_here)


def _numeric(host, port):
    if host != "127.0.0.1":
        raise socket.gaierror(f"a test wanted to look up {host}")
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]


@pytest.fixture
def draw():
    """Random images and labels: draw(num, seed) -> (num, 32, 32, 3) uint8, (num,) int64."""

    def draw(num, seed=0):
        rng = np.random.default_rng(seed)
        return rng.integers(0, 256, (num, 32, 32, 3), dtype=np.uint8), rng.integers(0, 10, num)

    return draw


@pytest.fixture
def data_folder(tmp_path, draw):
    """A whole data set on disk: 6 training and 3 test images, compressed as the embedded set is."""
    import gzip

    path = tmp_path / "set"
    path.mkdir()
    (path / "train.bin.gz").write_bytes(gzip.compress(binary.encode(*draw(6, seed=1)), mtime=0))
    (path / "test.bin.gz").write_bytes(gzip.compress(binary.encode(*draw(3, seed=2)), mtime=0))
    (path / "classes.txt").write_text("\n".join(CLASSES) + "\n", encoding="utf-8")
    folder.write_sums(path)
    return path


@pytest.fixture
def contents(draw):
    """Members of a small archive: name -> bytes; 2 training images in each batch and 3 test images."""
    members = {f"{TOP}/batches.meta.txt": ("\n".join(CLASSES) + "\n\n").encode()}
    for number in range(1, 6):
        members[f"{TOP}/data_batch_{number}.bin"] = binary.encode(*draw(2, seed=number))
    return members | {f"{TOP}/test_batch.bin": binary.encode(*draw(3, seed=6))}


@pytest.fixture
def pack(tmp_path):
    """Write members to a .tar.gz: pack({name: bytes}, *further TarInfo) -> path."""

    def pack(members, *others):
        path = tmp_path / "archive.tar.gz"
        with tarfile.open(path, "w:gz") as tar:
            for name, raw in members.items():
                member = tarfile.TarInfo(name)
                member.size = len(raw)
                tar.addfile(member, io.BytesIO(raw))
            for member in others:
                tar.addfile(member)
        return path

    return pack


class Server(ThreadingHTTPServer):
    """Serves one body; `ranges` says whether it continues, `cut` after how many bytes it hangs up."""

    daemon_threads = True
    body, ranges, cut, status = b"", True, None, None

    def start(self):
        self.asked = []  # the Range headers, in order
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server_port}/archive.tar.gz"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server
        server.asked.append(self.headers.get("Range"))
        start = int(self.headers["Range"][6:-1]) if server.ranges and self.headers.get("Range") else 0
        total = len(server.body)
        if server.status or start >= total:
            self.send_response(server.status or 416)
            self.send_header("Content-Range", f"bytes */{total}")
            self.send_header("Content-Length", "0")
            return self.end_headers()
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
        self.send_header("Content-Length", str(total - start))
        self.send_header("Content-Encoding", "x-gzip")  # some servers say so of a file that is stored gzip'd
        self.end_headers()
        self.wfile.write(server.body[start:][: server.cut])

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with Server(("127.0.0.1", 0), Handler) as server:
        server.start()
        yield server
        server.shutdown()
