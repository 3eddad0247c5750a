"""The figure of `papers disagree`: every metric a line, every system a mark, as SVG without any other package."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from claimbench.papers._disagree import Disagreement

COLOURS = ("#0072b2", "#009e73", "#56b4e9", "#cc79a7", "#8c6bb1", "#4d4d4d", "#a6761d")
"""Colours of the real systems, told apart with the usual kinds of colour blindness (after Okabe and Ito)."""

CHEAT = "#d55e00"
SHAPES = ("diamond", "square", "triangle", "cross", "plus")

LEFT, WIDTH, ROW, LINE, TOP = 190, 520, 26, 20, 62
RIGHT = 190
FONT = "font-family='Helvetica, Arial, sans-serif'"


def plot(found: Sequence[Disagreement]) -> str:
    """One panel a set of outputs: filled circles are real systems, hollow marks sanity systems."""
    height, panels = 40, []
    for one in found:
        panels.append(f"<g transform='translate(0 {height})'>{_panel(one)}</g>")
        height += _height(one)
    width = LEFT + WIDTH + RIGHT
    title = "The same outputs under every metric: a hollow mark right of all filled ones is a cheat that wins"
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' width='{width}' height='{height}' "
        f"{FONT} font-size='12'>\n<rect width='100%' height='100%' fill='white'/>\n"
        f"<text x='14' y='24' font-size='15' font-weight='bold'>{escape(title)}</text>\n"
        + "\n".join(panels)
        + "\n</svg>\n"
    )


def _height(one: Disagreement) -> int:
    return TOP + max(ROW * len(one.values) + 20, LINE * (len(one.real) + len(one.sanity)) + 24) + 14


def _panel(one: Disagreement) -> str:
    parts = [
        f"<text x='14' y='28' font-size='13' font-weight='bold'>{escape(one.name)}</text>"
        f"<text x='14' y='45' fill='#555'>{escape(one.about)}</text>",
        *_axis(len(one.values)),
    ]
    for i, (metric, values) in enumerate(one.values.items()):
        y = TOP + ROW * i + ROW / 2
        parts.append(f"<text x='{LEFT - 10}' y='{y + 4:g}' text-anchor='end'>{escape(metric)}</text>")
        for n, system in enumerate(one.real):
            if (value := values.get(system)) is not None:
                parts.append(_circle(COLOURS[n], _x(value), y, f"{system}: {value:.3f}"))
        for n, cheat in enumerate(one.sanity):
            if (value := values.get(cheat)) is not None:
                parts.append(_mark(SHAPES[n], _x(value), y, f"{cheat}: {value:.3f}"))
    return "\n".join([*parts, *_legend(one)])


def _x(value: float) -> float:
    return LEFT + WIDTH * value


def _axis(rows: int) -> list[str]:
    bottom = TOP + ROW * rows
    parts = []
    for tick in range(6):
        x = _x(tick / 5)
        parts.append(f"<line x1='{x:g}' y1='{TOP}' x2='{x:g}' y2='{bottom}' stroke='#ddd'/>")
        parts.append(f"<text x='{x:g}' y='{bottom + 16}' text-anchor='middle' fill='#555'>{tick / 5:g}</text>")
    for row in range(rows):
        y = TOP + ROW * row + ROW / 2
        parts.append(f"<line x1='{LEFT}' y1='{y:g}' x2='{LEFT + WIDTH}' y2='{y:g}' stroke='#eee'/>")
    return parts


def _legend(one: Disagreement) -> list[str]:
    x, y = LEFT + WIDTH + 26, TOP + 13
    parts = []
    for n, system in enumerate(one.real):
        parts.append(_circle(COLOURS[n], x, y + LINE * n, system))
        parts.append(f"<text x='{x + 12}' y='{y + LINE * n + 4}'>{escape(system)}</text>")
    y += LINE * len(one.real) + 10
    for n, cheat in enumerate(one.sanity):
        parts.append(_mark(SHAPES[n], x, y + LINE * n, cheat))
        parts.append(f"<text x='{x + 12}' y='{y + LINE * n + 4}' fill='{CHEAT}'>{escape(cheat)}</text>")
    return parts


def _circle(colour: str, x: float, y: float, told: str) -> str:
    return f"<circle cx='{x:.1f}' cy='{y:g}' r='5.5' fill='{colour}' fill-opacity='.85'><title>{escape(told)}</title></circle>"


def _mark(shape: str, x: float, y: float, told: str) -> str:
    path = {
        "diamond": "M0-7L7 0L0 7L-7 0Z",
        "square": "M-5.5-5.5H5.5V5.5H-5.5Z",
        "triangle": "M0-6.5L6.5 5H-6.5Z",
        "cross": "M-5-5L5 5M-5 5L5-5",
        "plus": "M-6.5 0H6.5M0-6.5V6.5",
    }[shape]
    return (
        f"<path d='{path}' transform='translate({x:.1f} {y:g})' fill='none' stroke='{CHEAT}' stroke-width='1.8'>"
        f"<title>{escape(told)}</title></path>"
    )
