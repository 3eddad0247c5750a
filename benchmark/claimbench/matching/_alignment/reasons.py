"""The differences of two claims in words for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimbench.matching._alignment import features, roles
from claimbench.matching._alignment.align import Alignment, align
from claimbench.matching._alignment.diffs import Diff, diff, exchanged
from claimbench.matching._alignment.frames import difference
from claimbench.matching._alignment.units import Claim, Unit, analyse
from claimbench.matching.base import REASONS, Reason

_FRAME_KINDS = {
    "negation": "negation",
    "modality": "modality",
    "scope": "scope",
    "link": "role",
    "order": "time",
    "place": "place",
}
_MISSING = 0.6


def reasons(predicted: str, gold: str) -> tuple[Reason, ...]:
    """Why `predicted` does not say what `gold` says; conflicts first, then what is missing and what is added."""
    alignment = align(analyse(predicted), analyse(gold))
    found = diff(alignment)
    listed = [*_conflicts(alignment, found), *_frames(alignment), *_parts(alignment, found)]
    if sum(alignment.cover_g) < 0.35 * len(alignment.cover_g):
        return (Reason("different", "the two claims have little in common"),)
    return tuple(dict.fromkeys(sorted(listed, key=lambda reason: _RANK.get(reason.kind, len(REASONS)))))


_RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            "number",
            "negation",
            "entity",
            "role",
            "attribution",
            "time",
            "modality",
            "scope",
            "place",
            "missing part",
            "extra part",
            "different",
        )
    )
}


def _conflicts(alignment: Alignment, found: Diff) -> Iterator[Reason]:
    for kind, label in (("number", "number"), ("time", "time"), ("name", "entity")):
        ones, twos = features.left_units(alignment, kind, 0), features.left_units(alignment, kind, 1)
        if ones and twos:
            yield Reason(label, f"{_quoted(ones)} against {_quoted(twos)}")
    for i, value in alignment.like.items():
        one, two = alignment.p.units[i], alignment.g.units[alignment.pairs[i]]
        if one.kind == "number" and value < 0.9:
            yield Reason("number", f"“{one.text}” against “{two.text}”: the bounds differ")
    for one, two in features.opposites(alignment):
        yield Reason("negation", f"“{one.text}” is the opposite of “{two.text}”")
    for one, two in features.siblings(alignment, found):
        yield Reason("entity", f"“{one.text}” against “{two.text}”")
    if roles.swapped(alignment) or exchanged(alignment, found) > 1 or roles.role_conflict(alignment) >= 2:
        yield Reason("role", "the participants stand in exchanged places")
    if _sources_differ(alignment):
        yield Reason("attribution", f"{_source(alignment.p)} against {_source(alignment.g)}")


def _sources_differ(alignment: Alignment) -> bool:
    p, g = alignment.p.source, alignment.g.source
    if p is None or g is None:
        return (p is None) != (g is None)
    values = dict(zip(features.NAMES, features.measure(alignment), strict=True))
    return values["source"] > 0.5


def _source(claim: Claim) -> str:
    if claim.source is None:
        return "no source"
    return "source “" + " ".join(claim.raw[claim.source.first : claim.source.last]) + "”"


def _frames(alignment: Alignment) -> Iterator[Reason]:
    for dimension, kind in _FRAME_KINDS.items():
        p, g = alignment.p.frames.get(dimension, {}), alignment.g.frames.get(dimension, {})
        strength, only_p, only_g = difference(p, g)
        if strength >= 0.5:
            words = _marks(alignment.p, p, only_p), _marks(alignment.g, g, only_g)
            says = {"negation": "negated on one side only", "role": "cause, purpose or condition differ"}.get(
                kind, f"{kind} differs"
            )
            yield Reason(kind, f"{says}: {words[0]} against {words[1]}")


def _marks(claim: Claim, classes: dict[str, tuple[int, ...]], names: Sequence[str]) -> str:
    words = dict.fromkeys(claim.raw[at] for name in names for at in classes[name])
    return ", ".join(f"“{word}”" for word in words) or "nothing of the kind"


def _parts(alignment: Alignment, found: Diff) -> Iterator[Reason]:
    for block in found.blocks:
        if block.loss_g > _MISSING and block.loss_p <= _MISSING:
            yield Reason("missing part", f"nothing says “{_stretch(alignment.g, block.tokens_g)}”")
        elif block.loss_p > _MISSING and block.loss_g <= _MISSING:
            yield Reason("extra part", f"only the prediction says “{_stretch(alignment.p, block.tokens_p)}”")
        elif block.loss_p > _MISSING and block.loss_g > _MISSING:
            words = _stretch(alignment.p, block.tokens_p), _stretch(alignment.g, block.tokens_g)
            yield Reason("different", f"“{words[0]}” against “{words[1]}”")


def _stretch(claim: Claim, tokens: Sequence[int]) -> str:
    text = " ".join(claim.raw[tokens[0] : tokens[-1] + 1]) if tokens else ""
    for joined in (" 's", " ,", " .", " n't"):
        text = text.replace(joined, joined.strip())
    return text


def _quoted(units: Sequence[Unit]) -> str:
    return ", ".join(f"“{unit.text}”" for unit in units)
