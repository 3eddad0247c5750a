"""Credit for what a fuller description says of something that the other claim names by a definite description.

"The offer by the mill to repay growers did little" and "The offer did little": where one claim says *the offer*, the
rest of the other's description says which offer, and no more. The same holds for the rest of a name ("Harlow Foods" –
"Harlow") and for a title before one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimbench.matching._alignment.units import Claim

CREDIT = 0.9
_DEFINITE = frozenset("the this that these those its his her their our".split())
_LINKS = frozenset(
    "of at by to in for under which that about with from on beneath over against the a an its 's".split()
)
_REACH = 3


def credit(
    claim: Claim, other: Claim, partner: Mapping[int, int], cover: Sequence[float], theirs_cover: Sequence[float]
) -> tuple[float, ...]:
    """The coverage of each unit of `claim`, raised where it only says more of what `other` names definitely.

    `partner` maps units of `claim` to units of `other` that say the same; `cover` and `theirs_cover` are the
    coverage so far. Where both claims say more of the same thing, they may say different things: no credit.
    """
    raised = list(cover)
    for head, theirs in partner.items():
        if _described(other, theirs, theirs_cover):
            continue
        spans = [_before(claim, head, cover), _after(claim, head, cover)] if _is_definite(other, theirs) else []
        if claim.units[head].kind == "name":
            spans.append(_name(claim, head, cover))
        for unit in (unit for span in spans for unit in span):
            raised[unit] = max(raised[unit], CREDIT)
    return tuple(raised)


def _is_definite(claim: Claim, unit: int) -> bool:
    """Whether a determiner that points back stands before the unit, with at most two words between."""
    at = claim.units[unit].at
    for place in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if claim.tokens[place] in _DEFINITE or claim.tokens[place] == "'s":
            return True
        if not claim.tokens[place].isalpha():
            return False
    return False


def _open(claim: Claim, unit: int, cover: Sequence[float]) -> bool:
    return cover[unit] < 0.5 and claim.units[unit].kind in ("word", "name")


def _before(claim: Claim, head: int, cover: Sequence[float]) -> list[int]:
    """Open units that stand directly before the head, possessives among them."""
    span, at = [], claim.units[head].at
    for unit in range(head - 1, -1, -1):
        between = claim.tokens[claim.units[unit].at + 1 : at]
        if not _open(claim, unit, cover) or any(token != "'s" for token in between):
            break
        span.append(unit)
        at = claim.units[unit].at
    return span


def _after(claim: Claim, head: int, cover: Sequence[float]) -> list[int]:
    """Open units of a phrase that hangs on the head: an of-phrase, or another one that the sentence goes on after."""
    span, at = [], claim.units[head].at
    for unit in range(head + 1, len(claim.units)):
        between = claim.tokens[at + 1 : claim.units[unit].at]
        if not _open(claim, unit, cover) or any(token not in _LINKS for token in between):
            break
        if unit == head + 1 and not between:
            return []
        span.append(unit)
        at = claim.units[unit].at
    goes_on = bool(span) and span[-1] + 1 < len(claim.units) and "," not in claim.tokens[at : at + 2]
    first = claim.tokens[claim.units[head].at + 1 :][:1]
    return span if goes_on or first == ("of",) else []


def _name(claim: Claim, head: int, cover: Sequence[float]) -> list[int]:
    """The open units of the run of names that the head stands in."""
    span = []
    for step in (-1, 1):
        unit = head + step
        while 0 <= unit < len(claim.units) and claim.units[unit].kind == "name" and _open(claim, unit, cover):
            if abs(claim.units[unit].at - claim.units[unit - step].at) > 1:
                break
            span.append(unit)
            unit += step
    return span


def _described(claim: Claim, unit: int, cover: Sequence[float]) -> bool:
    """Whether a word or name that the other claim lacks stands beside the unit."""
    near = (n for n in (unit - 1, unit + 1) if 0 <= n < len(claim.units))
    return any(_open(claim, n, cover) and not claim.units[n].verb for n in near) or any(
        _open(claim, n, cover) and abs(claim.units[n].at - claim.units[unit].at) == 1
        for n in (unit - 1, unit + 1)
        if 0 <= n < len(claim.units)
    )
