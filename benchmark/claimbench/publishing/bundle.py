"""A run in one archive, the same bytes every time, and opening such an archive with care.

The archive holds the run's three files, the gold set where it does not come with claimbench, and the sha256 of each
file. Its entries are stored without compression (compressed bytes depend on the zlib at hand), in one order, with
one date.
"""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path

from claimbench.corpus import NAMED, Gold
from claimbench.errors import InputError
from claimbench.jsonl import read_text, sha256
from claimbench.predictions import RUN_FILES, no_run, read_predictions
from claimbench.publishing.stored import CONFIG, GOLD, PREDICTIONS, RESULT, gold_of, read_config, read_result

MANIFEST = "manifest.json"
DATE = (1980, 1, 1, 0, 0, 0)
GOLD_FILES = ("articles.jsonl", "claims.jsonl", "links.jsonl", "gold.json")
ALLOWED = (PREDICTIONS, RESULT, CONFIG, MANIFEST, *(f"{GOLD}/{name}" for name in GOLD_FILES))
"""The only names that an archive may have: no other file is ever written when one is opened."""

LARGEST = 50_000_000
"""Bytes that one file of an archive may have."""


def bundle(run: str | Path, gold: str | Path | None = None) -> bytes:
    """The archive of a run folder; InputError or RecordError when the folder is not whole."""
    folder = Path(run)
    if not all((folder / name).is_file() for name in RUN_FILES):
        raise no_run(folder)
    recorded = read_result(folder / RESULT)
    loaded = gold_of(recorded, folder, gold, str(folder / RESULT))
    read_predictions(folder / PREDICTIONS, loaded)
    contents = {name: read_text(folder / name) for name in (PREDICTIONS, RESULT)}
    if (folder / CONFIG).is_file():
        read_config(folder / CONFIG)
        contents[CONFIG] = read_text(folder / CONFIG)
    if loaded.name not in NAMED:
        contents |= _gold_files(folder, gold, loaded)
    manifest = {"format": 1, "files": {name: sha256(contents[name]) for name in sorted(contents)}}
    contents[MANIFEST] = json.dumps(manifest, indent=1) + "\n"
    return _zip(contents)


def _gold_files(folder: Path, gold: str | Path | None, loaded: Gold) -> dict[str, str]:
    """The files of a gold folder; its name, which may be that of the folder, is written down."""
    place = gold or (folder / GOLD if (folder / GOLD).is_dir() else read_config(folder / CONFIG).get("gold"))
    found = [name for name in GOLD_FILES if (Path(str(place)) / name).is_file()]
    identity = {"name": loaded.name, "version": loaded.version, "about": loaded.about}
    files = {"gold.json": json.dumps(identity, ensure_ascii=False, indent=1) + "\n"}
    files |= {name: read_text(Path(str(place)) / name) for name in found}
    return {f"{GOLD}/{name}": text for name, text in files.items()}


def _zip(contents: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, DATE)
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, contents[name].encode())
    return stream.getvalue()


def is_bundle(path: Path) -> bool:
    """Whether a path is meant as an archive."""
    return path.suffix == ".zip"


def unpack(file: Path, folder: Path) -> None:
    """Write the files of an archive into `folder`; InputError, before anything is written, when it is not as it should be.

    No name but those of :data:`ALLOWED` is accepted, so nothing can land elsewhere; links, encrypted, repeated and
    oversized entries are refused; each file has to have the sha256 that the manifest gives.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            contents = {entry.filename: _read(archive, entry, file) for entry in _entries(archive, file)}
    except FileNotFoundError:
        raise InputError(f"{file}: expected an archive (claimbench bundle), found nothing") from None
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise InputError(f"{file}: expected an archive (claimbench bundle): {error}") from None
    _check_manifest(contents, file)
    for name, data in contents.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _entries(archive: zipfile.ZipFile, file: Path) -> list[zipfile.ZipInfo]:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if entry.filename not in ALLOWED:
            raise InputError(f"{file}: expected only {', '.join(ALLOWED)}, found {entry.filename!r:.80}")
        if kind not in (0, stat.S_IFREG):
            raise InputError(f"{file}: {entry.filename}: expected a plain file, found a link or device")
        if entry.flag_bits & 1:
            raise InputError(f"{file}: {entry.filename}: expected plain data, found it encrypted")
        if entry.file_size > LARGEST:
            raise InputError(f"{file}: {entry.filename}: expected at most {LARGEST} bytes, found {entry.file_size}")
    if len(set(names)) < len(names):
        raise InputError(f"{file}: expected each file once, found one twice")
    return entries


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: Path) -> bytes:
    """The bytes of an entry, never more than are allowed, whatever the archive says about its size."""
    with archive.open(entry) as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"{file}: {entry.filename}: expected at most {LARGEST} bytes, found more")
    return data


def _check_manifest(contents: dict[str, bytes], file: Path) -> None:
    try:
        listed = json.loads(contents.get(MANIFEST, b"null").decode("utf-8"))["files"]
        recorded = {str(name): str(digest) for name, digest in listed.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise InputError(
            f"{file}: expected {MANIFEST} with the sha256 of each file, found none that can be read"
        ) from None
    found = {name: sha256(data) for name, data in contents.items() if name != MANIFEST}
    if not {PREDICTIONS, RESULT} <= set(found):
        raise InputError(f"{file}: expected {PREDICTIONS} and {RESULT}, found {', '.join(sorted(found)) or 'nothing'}")
    for name in sorted(set(found) | set(recorded)):
        if found.get(name) != recorded.get(name):
            raise InputError(f"{file}: {name}: expected the file that {MANIFEST} lists, found another or none")
