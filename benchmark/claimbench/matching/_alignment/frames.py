"""Function words and set phrases that change what a claim says: negation, modality, scope, link, order in time, place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FRAMES: dict[str, dict[str, str]] = {
    "negation": {
        "not": "not|n't|never|no|neither|nor|none|nobody|nothing|nowhere|cannot|without|lack|absence of|devoid|no longer|free of|instead of|rather than",
        "fail": "fail|failure|unable|inability|refuse|refusal|decline to|reject|rejection|deny|denial|prevent|stop short|rule out|avoid|abstain|missing"
        "|unanswered|stay out|oppose|block|miss|turn down|dismiss",
    },
    "modality": {
        "future": "will|'ll|shall|going to|set to|due to @|about to|on course to|on track to|next step|forthcoming|take effect",
        "plan": "plan|intend|intention|mean to|aim to|scheme|foresee|envisage|schedule|timetable|prepare to|preparation|want|wish|hope|slate|look to",
        "expect": "expect|likely|probably|forecast|project to|predict|prediction|anticipate|expectation|projection|probable|should @|in line to|in all likelihood",
        "possible": "may|might|could|possibly|perhaps|maybe|possible|possibility|risk|potential|potentially|prospect|conceivable|threaten to|danger",
        "would": "would|'d|were to|in theory",
        "pledge": "pledge|promise|vow|commit to|commitment|give word|undertake|undertaking|swear|guarantee|assure|give one word",
        "agree": "agree|agreement|consent|accept|settle on|sign up|deal",
        "offer": "offer|propose|proposal|suggest|suggestion|moot|float|put forward|invite|proposed|bid",
        "consider": "consider|consideration|mull|weigh|study whether|examine|explore|look into|review|discuss|debate|contemplate|toy",
        "ask": "ask|urge|call for|call on|demand|request|appeal|plead|petition|recommend|recommendation|advise|advice|lobby|press for|exhort|seek|counsel",
        "order": "order|require|must|have to|oblige|force|compel|instruct|mandate|direct to|requirement|need to|compulsory|instruction|obligation|make @ mandatory|on pain of",
        "allow": "allow|permit|authorise|authorize|let|clear to|entitle|permission|approve|approval|licence to|green light|give clearance",
        "try": "try|attempt|effort|endeavour|strive|seek to|bid to",
        "hedge": "allegedly|reportedly|alleged|suspect|suspicion|think|thought|believe|belief|appear|seem|apparently|supposedly|presumed|presume|rumour|speculation|estimate"
        "|said to|understand to|assume|fear|worry|concern|doubt|believed|see as|regard as|view as|consider to|deem|purported|purportedly|sign of",
        "able": "can|able|ability|capable|enable|capacity to",
        "begin": "begin|start|launch|commence|get under way",
        "near": "nearly|almost|narrowly|come close|verge|close to @",
        "if": "if|unless|provided|on condition|conditional|in case|as long as|depend|otherwise|in the event|should the|were it|whether|contingent",
        "threat": "threaten|threat|warn|warning|caution",
    },
    "scope": {
        "all": "all|every|each|entire|entirely|whole|everyone|everybody|everything|always|any|completely|fully|wholly|nationwide|total|throughout|altogether|across the board",
        "some": "some|several|certain|part of|partly|partially|partial|a few|few|a number of|sometimes|occasionally|in part|section of|portion|handful|limited|one of",
        "most": "most|mostly|mainly|majority|largely|predominantly|chiefly|primarily|generally|for the most part|typically|bulk|greater part|usually|more than half|predominant",
        "only": "only|solely|exclusively|merely|alone|sole|exclusive|nothing but|just|except|limited to|confine|apart from|other than|purely",
        "many": "many|much|numerous|multiple|widely|heavily|frequently|often|wide|wave of|scores",
        "also": "also|too|as well|in addition|additionally|moreover|besides|along with|together with|both",
        "even": "even|at all|whatsoever",
        "main": "main|chief|primary|key|principal|biggest|largest",
        "new": "new|newly|additional|further|extra",
    },
    "link": {
        "cause": "because|because of|due to|owing to|thanks to|as a result of|caused by|cause|reason|result from|stem from|on account of|blame|prompt|trigger|as @ had|since @ had"
        "|attribute|put down to|arise from|in response to|lead to|bring about|result in|consequence of|driven by|drive|over|follow from|provoke|spark|set off|after",
        "purpose": "in order to|so as to|in order that|so that|aim at|aim of|with the aim|purpose|with a view to|effort to|bid to|intend to|design to|goal|objective|in an effort|meant to"
        "|for the sake|to >|in a bid",
        "result": "so |thereby|with the result|leading to|result in|consequently|therefore|as a consequence|outcome|hence|thus",
        "despite": "despite|in spite of|although|though|even though|regardless of|notwithstanding|even if|while|nevertheless|however|but|whereas|yet",
        "correlate": "associate|association|link|linked|correlate|correlation|connect|connection|coincide|go along with|tend",
        "accident": "accident|accidentally|by mistake|unintentionally|inadvertently|inadvertent|mistakenly|error|unwittingly",
        "intent": "deliberately|intentionally|deliberate|on purpose|intentional|knowingly|wilfully",
        "instead": "instead of|rather than|in place of|replace|complement|supplement|in addition to|instead",
        "with": "with|together",
        "without": "without",
        "for": "for|in favour of|in favor of|in support of|behalf",
        "against": "against|in opposition to|oppose",
    },
    "order": {
        "after": "after|following|once|in the wake of|afterwards|subsequently|later|since|upon|on the heels of|then",
        "before": "before|ahead of|prior to|earlier|until|till|pending|in advance of|previously|preceding|beforehand|run-up",
        "during": "during|amid|in the course of|throughout|while|when|as",
        "since": "since|ever since",
        "until": "until|till",
        "by": "by >t|no later than|not later than|at the latest|deadline",
        "from": "from >t|start|starting|as of|beginning|with effect from|begin",
        "within": "within|in less than|inside of",
        "past": "last|past|previous|ago|earlier|formerly|yesterday|preceding|used to|onetime|ex|former",
        "next": "next|coming|upcoming|forthcoming|ahead|tomorrow|future|from now",
        "this": "this|current|currently|now|present|today|ongoing",
        "annual": "annual|annually|yearly|a year|per year|each year|every year",
        "monthly": "monthly|a month|per month|each month|every month",
        "weekly": "weekly|a week|per week|each week|every week",
        "daily": "daily|a day|per day|each day|every day",
        "again": "again|anew|once more|repeatedly|second time|resume",
        "first": "first time|for the first time|unprecedented|never before",
        "still": "still|remain|continue|keep on|go on",
        "already": "already",
        "temporary": "temporarily|temporary|interim|for now",
        "permanent": "permanently|permanent|for good",
        "early": "early|earlier|beginning of|start of",
        "late": "late|later|end of|close of",
    },
    "place": {
        "inside": "inside|within|in >n|indoors",
        "outside": "outside|beyond|outdoors|out of|off",
        "near": "near|close to|next to|beside|nearby|in the vicinity|not far from|around|outskirts|alongside",
        "from": "from >n|out of|away from",
        "to": "into|towards|toward|onto|bound for",
        "through": "through|via|by way of|across|throughout",
        "north": "north|northern|northward",
        "south": "south|southern|southward",
        "east": "east|eastern|eastward",
        "west": "west|western|westward",
        "above": "above|over|atop|overhead",
        "below": "below|under|beneath|underneath|underground",
        "between": "between|among|amongst",
        "abroad": "abroad|overseas|foreign|international|internationally",
        "home": "at home|domestic|domestically",
    },
}  # fmt: skip

ALIKE: Mapping[frozenset[str], float] = {
    frozenset(pair.split()): value
    for value, pairs in (
        (0.8, "future plan|future expect|would future|possible would|plan pledge|plan try|agree future|hedge possible|would possible|possible able|try plan"
              "|try ask|purpose cause|result cause|cause after|past before|offer plan|allow able|future order|expect plan|possible expect|would plan|would expect"
              "|would if|possible if|since after|until before|future would|pledge future|only some|not fail|consider plan|threat possible|offer ask|late after|early before|inside near"),
        (0.5, "agree pledge|agree plan|cause despite|consider hedge|purpose for|most many|by before|from after|expect hedge|agree allow|agree offer"),
    )
    for pair in pairs.split("|")
}  # fmt: skip
"""Classes that good paraphrases exchange, and how much of a conflict such an exchange is not."""

_COMPLEMENT = frozenset(
    "plan intend want expect expected try attempt agree offer refuse fail decide decision able unable likely unlikely due set going ought have has had"
    " need used continue begin start promise pledge vow threaten ask urge order tell allow permit force require hope wish seek effort bid"
    " right ability chance proposal call demand want wanted decline according as close back up next reluctant ready willing allowed forced"
    " asked urged ordered told required permitted invited advised recommended appear seem tend manage prepare prepared commit committed refusal failure"
    " plan plans deal agreement instruction duty request invite authorise".split()
)


def _compile() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for dimension, classes in FRAMES.items():
        for name, phrases in classes.items():
            for phrase in phrases.split("|"):
                words = tuple(phrase.split())
                table.setdefault(words[0], []).append((words[1:], dimension, name))
    return table


_TABLE = _compile()


def profile(
    tokens: Sequence[str], forms: Sequence[frozenset[str]], verbs: Sequence[bool], times: frozenset[int], names: frozenset[int]
) -> dict[str, dict[str, tuple[int, ...]]]:
    """Positions of each class found, by dimension.

    `forms` are the base forms of each token and itself; in a phrase ``@`` is any word, ``>`` a verb (after a word
    that takes no infinitive), ``>t`` a time or number, ``>n`` a name, the last three up to two words further on.
    """
    found: dict[str, dict[str, list[int]]] = {}
    for position, words in enumerate(forms):
        for first in sorted(words):
            for rest, dimension, name in _TABLE.get(first, ()):
                if _fits(rest, position + 1, forms, verbs, times, names, tokens):
                    found.setdefault(dimension, {}).setdefault(name, []).append(position)
    _not_before(found)
    for position in found.get("scope", {}).get("some", []).copy():
        if tokens[position] == "some" and position + 1 in times:
            found["scope"]["some"].remove(position)
    kept = ((dimension, {name: tuple(dict.fromkeys(at)) for name, at in classes.items() if at}) for dimension, classes in found.items())
    return {dimension: classes for dimension, classes in kept if classes}


def _not_before(found: dict[str, dict[str, list[int]]]) -> None:
    """Read "not … before (until) x" as "only after x"."""
    order, negation = found.get("order", {}), found.get("negation", {})
    for name in ("until", "before"):
        if order.get(name) and negation.get("not") and min(negation["not"]) < max(order[name]):
            place = negation.pop("not")
            for other in ("until", "before"):
                order.pop(other, None)
            order.setdefault("after", []).extend(place)
            found.setdefault("scope", {}).setdefault("only", []).extend(place)
            return


def _fits(
    rest: tuple[str, ...], position: int, forms: Sequence[frozenset[str]], verbs: Sequence[bool], times: frozenset[int],
    names: frozenset[int], tokens: Sequence[str],
) -> bool:  # fmt: skip
    for word in rest:
        if position >= len(forms):
            return False
        if word == ">t":
            return any(at in times for at in range(position, position + 3))
        if word == ">n":
            return any(at in names for at in range(position, position + 3))
        if word == ">":
            before = forms[position - 2] if position > 1 else frozenset()
            return verbs[position] and not before & _COMPLEMENT
        if word != "@" and word not in forms[position]:
            return False
        position += 1
    return True


def likeness(one: str, two: str) -> float:
    """How well a class may stand for another in a paraphrase, in [0, 1]."""
    return 1.0 if one == two else ALIKE.get(frozenset((one, two)), 0.0)


def difference(p: Mapping[str, tuple[int, ...]], g: Mapping[str, tuple[int, ...]]) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """How much the classes of one dimension differ (0 none), and the classes that only p and only g has."""
    only_p, only_g = tuple(sorted(set(p) - set(g))), tuple(sorted(set(g) - set(p)))
    strength = 0.0
    for mine, others in ((only_p, tuple(g)), (only_g, tuple(p))):
        strength += sum(1.0 - max((likeness(name, other) for other in others), default=0.0) for name in mine)
    return strength, only_p, only_g
