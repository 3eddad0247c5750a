"""LaTeX that compiles whatever a system is called: everything escaped, no package needed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"$<$", ">": r"$>$", "|": r"$|$", '"': r"\char34{}",
    "–": "--", "—": "---", "−": "$-$", "’": "'", "‘": "`", "“": "``", "”": "''", "τ": r"$\tau$", "±": r"$\pm$",
    "·": r"$\cdot$", "×": r"$\times$", "≥": r"$\geq$", "≤": r"$\leq$", "…": r"\ldots{}", "α": r"$\alpha$",
    "κ": r"$\kappa$", "\n": " ", "\t": " ", "\u00a0": "~",
}  # fmt: skip
_ACCENTS = {
    "\u0300": r"\`", "\u0301": r"\'", "\u0302": r"\^", "\u0303": r"\~", "\u0308": r'\"', "\u030c": r"\v",
    "\u0304": r"\=", "\u0306": r"\u", "\u0307": r"\.", "\u030a": r"\r", "\u0327": r"\c", "\u030b": r"\H",
}  # fmt: skip
_LETTERS = {
    "ß": r"\ss{}", "æ": r"\ae{}", "Æ": r"\AE{}", "ø": r"\o{}", "Ø": r"\O{}", "ł": r"\l{}", "Ł": r"\L{}",
    "œ": r"\oe{}", "Œ": r"\OE{}", "ı": r"\i{}",
}  # fmt: skip


def latex_escape(text: str) -> str:
    """`text` for LaTeX in plain ASCII; a character that the base fonts lack stands as its code point."""
    return "".join(_escaped(sign) for sign in unicodedata.normalize("NFC", text))


def _escaped(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if " " <= sign <= "~":
        return sign
    if sign in _LETTERS:
        return _LETTERS[sign]
    letter, *marks = list(unicodedata.normalize("NFD", sign))
    if letter.isascii() and letter.isalpha() and len(marks) == 1 and marks[0] in _ACCENTS:
        return f"{_ACCENTS[marks[0]]}{{{letter}}}"
    return f"U+{ord(sign):04X}"


def latex_table(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    caption: str,
    signature: str,
    notes: Sequence[str] = (),
    rule: int | None = None,
) -> str:
    """A table environment; `rule` draws a line after that many rows, `notes` are LaTeX already."""
    lines = [_line(row) for row in rows]
    if rule is not None and rule < len(lines):
        lines.insert(rule, r"\hline")
    below = [r"\texttt{" + _breakable(signature) + "}", *notes]
    return "\n".join(
        [
            r"\begin{table}",
            r"\centering\footnotesize\setlength{\tabcolsep}{3pt}",
            r"\caption{" + latex_escape(caption) + "}",
            r"\begin{tabular}{l" + "r" * (len(header) - 1) + "}",
            r"\hline",
            _line(header),
            r"\hline",
            *lines,
            r"\hline",
            r"\end{tabular}",
            *(r"\par\smallskip\raggedright\scriptsize " + note for note in below),
            r"\end{table}",
        ]
    )


def _line(cells: Sequence[str]) -> str:
    # A cell that opens with a bracket would be read as the length of a preceding \\.
    return " & ".join("{}" + latex_escape(cell) for cell in cells) + r" \\"


def _breakable(signature: str) -> str:
    return r"$|$\allowbreak{}".join(latex_escape(field) for field in signature.split("|"))
