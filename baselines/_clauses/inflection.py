"""Past forms of English verbs."""

from __future__ import annotations

import re

_IRREGULAR = {
    "leave": "left", "bring": "brought", "make": "made", "lead": "led", "mean": "meant", "cut": "cut", "give": "gave",
    "say": "said", "tell": "told", "think": "thought", "write": "wrote", "hold": "held", "take": "took", "get": "got",
    "go": "went", "come": "came", "see": "saw", "become": "became", "keep": "kept", "put": "put", "set": "set",
    "send": "sent", "spend": "spent", "lose": "lost", "win": "won", "find": "found", "run": "ran", "fall": "fell",
    "rise": "rose", "drive": "drove", "hit": "hit", "hurt": "hurt", "let": "let", "read": "read", "sell": "sold",
    "buy": "bought", "build": "built", "begin": "began", "break": "broke", "draw": "drew", "fly": "flew",
    "grow": "grew", "know": "knew", "meet": "met", "pay": "paid", "seek": "sought", "shut": "shut", "sit": "sat",
    "speak": "spoke", "spread": "spread", "stand": "stood", "strike": "struck", "wear": "wore", "have": "had",
    "do": "did", "steal": "stole", "throw": "threw", "lay": "laid", "fight": "fought", "feed": "fed", "show": "showed",
    "forbid": "forbade", "bear": "bore", "swear": "swore", "withdraw": "withdrew", "undergo": "underwent",
    "cost": "cost", "catch": "caught", "teach": "taught", "ride": "rode", "shoot": "shot", "sink": "sank",
}  # fmt: skip
_DOUBLED = re.compile(r"(?:^|[^aeiou])[aeiou][bdgmnpt]$")


def past(lemma: str) -> str:
    """The simple past: "closed", "left"."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("e"):
        return lemma + "d"
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "ied"
    if _DOUBLED.search(lemma) and len(re.findall(r"[aeiou]+", lemma)) == 1:
        return lemma + lemma[-1] + "ed"
    return lemma + "ed"
