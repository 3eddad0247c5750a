"""Averages that several papers use."""

from __future__ import annotations


def harmonic(a: float, b: float) -> float:
    """Harmonic mean, 0 when both are 0."""
    return 2 * a * b / (a + b) if a + b else 0.0
