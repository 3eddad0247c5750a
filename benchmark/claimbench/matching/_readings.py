"""What the packaged encoder said of pairs, kept from one command to the next.

They lie in the cache folder, or in the folder that CLAIMBENCH_READINGS names; "off" keeps and uses none. One SQLite
file for each state of the encoder (weights, vocabulary and code), so that no reading outlives what made it; pairs
stand there as hashes, never as text. Where the file cannot be used, everything is read anew.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from claimbench.folders import cache_folder
from claimbench.matching.base import Pair

LOG = logging.getLogger(__name__)
WHERE, OFF = "CLAIMBENCH_READINGS", "off"
_TABLE = "CREATE TABLE IF NOT EXISTS readings (pair BLOB PRIMARY KEY, there REAL, back REAL) WITHOUT ROWID"
_WAIT = 30.0
_AT_ONCE = 500
Answer = tuple[float, float]
T = TypeVar("T")


class Readings:
    """The kept answers (a conveys b, b conveys a) of one encoder; `state` names it."""

    def __init__(self, state: str) -> None:
        self._state = state

    def known(self, pairs: Sequence[Pair]) -> dict[Pair, Answer]:
        """The answers that are kept of these pairs."""
        keys = {_key(pair): pair for pair in pairs}

        def look_up(store: sqlite3.Connection) -> dict[Pair, Answer]:
            found = {}
            for part in _parts(list(keys)):
                marks = ",".join("?" * len(part))
                for key, there, back in store.execute(f"SELECT * FROM readings WHERE pair IN ({marks})", part):
                    found[keys[key]] = (there, back)
            return found

        return (self._use(look_up) if keys else None) or {}

    def keep(self, answers: Mapping[Pair, Answer]) -> None:
        """Keep these answers as well."""
        rows = [(_key(pair), *answer) for pair, answer in answers.items()]
        if rows:
            self._use(lambda store: store.executemany("INSERT OR IGNORE INTO readings VALUES (?, ?, ?)", rows))

    def _use(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """What the work gives; None where readings are off or the file cannot be used, which is told."""
        where = os.environ.get(WHERE)
        if where == OFF:
            return None
        path = (Path(where) if where else cache_folder() / "readings") / f"{self._state[:32]}.sqlite"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(path, timeout=_WAIT)) as store, store:
                store.execute(_TABLE)
                return work(store)
        except (OSError, sqlite3.Error) as error:
            LOG.warning("readings are not kept: %s (%s)", path, error)
            return None


@contextmanager
def read_anew() -> Iterator[None]:
    """Keep and use no readings meanwhile: for measuring speed."""
    before = os.environ.get(WHERE)
    os.environ[WHERE] = OFF
    try:
        yield
    finally:
        del os.environ[WHERE]
        if before is not None:
            os.environ[WHERE] = before


def _key(pair: Pair) -> bytes:
    return hashlib.blake2b("\0".join(pair).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _parts(keys: list[bytes]) -> Iterator[list[bytes]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))
