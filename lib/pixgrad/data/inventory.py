"""Which data sets are on this machine, and in what state."""

from dataclasses import dataclass
from pathlib import Path

from pixgrad.data import cifar10
from pixgrad.data.folder import num_records, record_file, verify
from pixgrad.data.paths import REINSTALL, cache_folder, embedded_folder
from pixgrad.data.sealed import times_opened
from pixgrad.errors import PixgradError


@dataclass(frozen=True)
class Entry:
    """One data set on this machine.

    `origin` is "embedded", "official", "unofficial" or "not fetched"; the sizes are None if they are unknown;
    `note` says what is wrong or what to do.
    """

    name: str
    origin: str
    folder: Path
    num_train: int | None = None
    num_test: int | None = None
    note: str = ""

    @property
    def state(self) -> str:
        """The origin in words; for an unofficial set with what it holds."""
        return (
            f"unofficial: {self.num_train:,} training images" if self.origin == "unofficial" else self.origin
        )

    def row(self) -> tuple[str, ...]:
        """Cells of a table: name, state, training images, test images, openings of the test set."""
        sizes = ("-" if size is None else f"{size:,}" for size in (self.num_train, self.num_test))
        return (self.name, self.state, *sizes, f"{times_opened(self.name)} x")


def inventory() -> list[Entry]:
    """All data sets that `pixgrad.data.load` knows."""
    shapes = _examine("shapes", "embedded", embedded_folder("shapes"), REINSTALL)
    return [shapes, cifar10_entry()]


def cifar10_entry() -> Entry:
    """CIFAR-10, fetched or not."""
    folder = cifar10.folder()
    if folder.is_dir():
        return _examine(cifar10.NAME, cifar10.origin(), folder, cifar10.FETCH)
    part = cache_folder() / f"{cifar10.ARCHIVE}.part"
    begun = f" ({part.stat().st_size / 1e6:.1f} MB are downloaded already)" if part.exists() else ""
    return Entry(cifar10.NAME, "not fetched", folder, note=cifar10.FETCH + begun)


def _examine(name: str, origin: str, folder: Path, remedy: str) -> Entry:
    try:
        verify(folder, remedy)
        sizes = [num_records(record_file(folder, part)) for part in ("train", "test")]
    except PixgradError as error:
        return Entry(name, "damaged", folder, note=str(error))
    return Entry(name, origin, folder, sizes[0], sizes[1])
