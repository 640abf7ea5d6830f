"""CIFAR-10 in its official binary archive: fetch, check, unpack, load.

Source: A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009;
address and checksum from https://www.cs.toronto.edu/~kriz/cifar.html.
"""

import gzip
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

from pixgrad.data.binary import GZIP_ERRORS, check_records
from pixgrad.data.dataset import Dataset
from pixgrad.data.folder import digest, parse_classes, read_dataset, write_sums
from pixgrad.data.paths import cache_folder
from pixgrad.errors import PixgradError

NAME = "cifar10"
ARCHIVE = "cifar-10-binary.tar.gz"
URL = f"https://www.cs.toronto.edu/~kriz/{ARCHIVE}"
MD5 = "c32a1d4ab5d03f1284b67883e8d87530"

TOP = "cifar-10-batches-bin"
CLASSES_FILE = "batches.meta.txt"
TRAIN_FILES = [f"data_batch_{number}.bin" for number in range(1, 6)]
TEST_FILES = ["test_batch.bin"]
REQUIRED = {CLASSES_FILE, *TRAIN_FILES, *TEST_FILES}
TOLERATED = {"readme.html"}

FETCH = "run `pixgrad data fetch cifar10`"
FROM = "if you have the archive elsewhere: `pixgrad data fetch cifar10 --from FILE`"

CHUNK = 1 << 20


def folder() -> Path:
    """Where the unpacked data set is kept."""
    return cache_folder() / NAME


def load() -> Dataset:
    """Load the fetched data set.

    Raises
    ------
    PixgradError
        If it was not fetched, or if its files are damaged.
    """
    if not folder().is_dir():
        raise PixgradError(f"cifar10 is not on this machine yet (looked in {folder()}); {FETCH}")
    return read_dataset(NAME, folder(), FETCH)


def origin() -> str:
    """What the installed copy was unpacked from: "official" or "unofficial"; "damaged" if it does not say."""
    try:
        word = (folder() / "origin.txt").read_text(encoding="utf-8").partition(":")[0]
    except (OSError, ValueError):
        return "damaged"
    return word if word in ("official", "unofficial") else "damaged"


def fetch() -> None:
    """Download and install the official archive; an interrupted download continues.

    Raises
    ------
    PixgradError
        If the download or the installation does not succeed.
    """
    from pixgrad.data.download import download  # requests need not load for a notebook

    archive = cache_folder() / ARCHIVE
    try:
        download(URL, archive, MD5)
    except PixgradError as error:
        raise PixgradError(f"{error}; {FROM}") from error
    install(archive)
    archive.unlink()


def install(archive: Path, *, unofficial: bool = False) -> None:
    """Check an archive and unpack it to where `load` looks for it.

    Parameters
    ----------
    archive : Path
        A file in the layout of the official binary archive.
    unofficial : bool
        Whether to accept another archive than the official one, such as a subset.

    Raises
    ------
    PixgradError
        If the archive is missing, damaged, not the official one, or laid out otherwise.
    """
    try:
        md5 = digest(archive, "md5")
    except OSError as error:
        raise PixgradError(f"{archive} cannot be read ({error.strerror})") from error
    if md5 != MD5 and not unofficial:
        raise PixgradError(
            f"{archive} is not the official archive: its md5 is {md5}, the published one {MD5}; "
            "if you trust where it comes from, add --unofficial"
        )
    source = f"official: {URL}" if md5 == MD5 else f"unofficial: {archive.name}"
    try:
        _install(archive, f"{source} (md5 {md5})\n")
    except OSError as error:
        raise PixgradError(f"cannot write to {cache_folder()} ({error.strerror or error})") from error


def _install(archive: Path, source: str) -> None:
    """Unpack beside the final place and then rename, so that nobody ever sees half a data set."""
    cache_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache_folder(), prefix="unpacking-") as staging:
        new = Path(staging, "new")
        new.mkdir()
        unpack(archive, new)
        (new / "origin.txt").write_text(source, encoding="utf-8")
        write_sums(new)
        if folder().exists():
            folder().rename(Path(staging, "old"))
        new.rename(folder())


def unpack(archive: Path, target: Path) -> None:
    """Write ``train.bin``, ``test.bin`` and ``classes.txt`` from an archive, whose members are only read.

    Raises
    ------
    PixgradError
        If the archive is damaged, or has other members or other contents than the official one.
    """
    try:
        with gzip.open(archive) as stream, tarfile.open(fileobj=stream, mode="r:") as tar:
            members = _members(tar, archive)
            text = _read(tar, members[CLASSES_FILE]).decode("utf-8", errors="replace")
            classes = parse_classes(text, f"{archive}: {CLASSES_FILE}")
            (target / "classes.txt").write_text("\n".join(classes) + "\n", encoding="utf-8")
            for part, files in (("train", TRAIN_FILES), ("test", TEST_FILES)):
                _copy_records(tar, [members[file] for file in files], target / f"{part}.bin", archive)
            while stream.read(CHUNK):
                pass  # gzip compares its own checksum only at the very end, which tarfile does not read
    except (tarfile.TarError, *GZIP_ERRORS) as error:
        raise PixgradError(f"{archive} is no whole .tar.gz archive ({error}); was it cut short?") from error


def _members(tar: tarfile.TarFile, archive: Path) -> dict[str, tarfile.TarInfo]:
    """The files of the archive by name; anything that does not belong there is refused."""
    members = {}
    for member in tar:
        path = PurePosixPath(member.name)
        if member.isdir() and str(path) == TOP:
            continue
        if str(path.parent) != TOP or path.name not in REQUIRED | TOLERATED:
            raise PixgradError(f"{archive} has a member {member.name!r}, which the official layout has not")
        if not member.isfile():
            raise PixgradError(f"{archive}: {member.name} is a link or a device instead of a file")
        members[path.name] = member
    missing = sorted(REQUIRED - set(members))
    if missing:
        raise PixgradError(f"{archive} lacks {TOP}/{missing[0]}: not the binary version of CIFAR-10?")
    return members


def _copy_records(tar: tarfile.TarFile, members: list[tarfile.TarInfo], target: Path, archive: Path) -> None:
    with target.open("wb") as stream:
        for member in members:
            raw = _read(tar, member)
            check_records(raw, f"{archive}: {member.name}")
            stream.write(raw)
    if not target.stat().st_size:
        raise PixgradError(f"{archive} has no image in {', '.join(member.name for member in members)}")


def _read(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = tar.extractfile(member)
    return stream.read() if stream else b""
