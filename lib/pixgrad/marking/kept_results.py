"""Results of exercises, kept by the content that they are the result of, so that nothing is judged twice."""

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pixgrad.data.paths import cache_folder
from pixgrad.errors import PixgradError
from pixgrad.files import write_whole
from pixgrad.marking.verdict import Result

MOST = 3000  # files; some twenty for each exercise of the course


@dataclass(frozen=True)
class KeptResult:
    """A result, and when the notebook was saved in which it was first seen (seconds since 1970)."""

    result: Result
    at: float


class KeptResults:
    """A folder with a small file for each answer that was ever judged; nothing breaks where it is not there.

    Parameters
    ----------
    folder : Path or None
        By default in the user's cache, so that copies of a notebook in any folder share it.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or cache_folder() / "results"

    def get(self, key: str) -> KeptResult | None:
        """Return what is kept under a key; None where nothing is, or nothing that can be read."""
        try:
            data = json.loads(self._path(key).read_text(encoding="utf-8"))
            return KeptResult(Result(**data["result"]), float(data["at"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, kept: KeptResult) -> None:
        """Keep a result; where nothing can be written, it will be found out again."""
        with contextlib.suppress(OSError, PixgradError):
            write_whole(self._path(key), json.dumps({"result": asdict(kept.result), "at": kept.at}))

    def forget_oldest(self) -> None:
        """Leave no more than `MOST` results, the ones that were kept last."""
        with contextlib.suppress(OSError):
            files = sorted(self.folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
            for path in files[:-MOST]:
                path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"
