"""Files written whole, and those that belong together put in place together or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from attrs import define

_LONGEST_NAME: Final = 40
"""Of a name, so much is kept in that of its temporary file, which must fit in 255 bytes."""


@contextmanager
def whole(*files: Path | None) -> Iterator[tuple[Path | None, ...]]:
    """Yield a temporary file for each file to write; all take their places if the block succeeds, and none if it fails.

    A temporary file stands beside its file, as NAME.xxxxxxxx.part, readable by its owner alone; the mode of a file that
    was there is kept, and a link still leads to it. A device or a FIFO is written to once all is complete.

    Raises `OSError` where a file cannot be written: before the block, as far as that can be known.
    """
    begun = list[_Writing]()
    try:
        for file in files:
            if file is not None:
                begun.append(_begun(file))
        parts = iter(begun)
        yield tuple(None if file is None else next(parts).part for file in files)
        _put_in_place(sorted(begun, key=lambda writing: not writing.into))
    finally:
        for writing in begun:
            writing.part.unlink(missing_ok=True)


@define
class _Writing:
    """A file being written; `into` says that it is a device or the like; `mode` is that of a file that was there."""

    target: Path
    part: Path
    into: bool
    mode: int | None
    placed: bool = False

    @property
    def before(self) -> Path:
        """Where the file that was there is kept until all have taken their places."""
        return self.part.with_suffix(".before")

    def put(self, *, keep: bool) -> None:
        """Take the place of the target; `keep` what was there, to put it back if a later file fails."""
        if self.into:
            with self.part.open("rb") as written, self.target.open("wb") as device:
                shutil.copyfileobj(written, device)
            return
        if self.mode is not None:
            self.part.chmod(self.mode)
            if keep:
                self.target.replace(self.before)
        self.part.replace(self.target)
        self.placed = True

    def undo(self) -> None:
        """Put back what was there before."""
        if self.before.exists():
            self.before.replace(self.target)
        elif self.placed and self.mode is None:
            self.target.unlink()


def _put_in_place(begun: Sequence[_Writing]) -> None:
    try:
        for at, writing in enumerate(begun, start=1):
            writing.put(keep=at < len(begun))
    except BaseException:
        for writing in begun:
            writing.undo()
        raise
    for writing in begun:
        writing.before.unlink(missing_ok=True)


def _begun(file: Path) -> _Writing:
    """Make the temporary file of a file to write."""
    target, there = Path(os.path.realpath(file)), _status(file)
    into = there is not None and not stat.S_ISREG(there.st_mode)
    if there is not None and stat.S_ISDIR(there.st_mode):
        raise _refused(errno.EISDIR, file)
    if there is not None and not os.access(target if not into else file, os.W_OK):
        raise _refused(errno.EACCES, file)
    if not target.parent.is_dir():
        raise _refused(errno.ENOENT, target.parent)
    try:
        handle, name = tempfile.mkstemp(
            dir=None if into else target.parent, prefix=f"{target.name[:_LONGEST_NAME]}.", suffix=".part"
        )
    except OSError as error:  # of the file that was asked for, not of one that nobody knows
        raise _refused(error.errno or errno.EIO, file) from None
    os.close(handle)
    mode = None if there is None else stat.S_IMODE(there.st_mode)
    return _Writing(file if into else target, Path(name), into, mode)


def _status(file: Path) -> os.stat_result | None:
    """The status of the file that is there, links followed; None if there is none."""
    try:
        return file.stat()
    except FileNotFoundError:
        return None


def _refused(number: int, file: Path) -> OSError:
    return OSError(number, os.strerror(number), str(file))
