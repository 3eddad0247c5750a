"""Word lists of `clauses`: lemmas, lower case."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


REPORTING = word_set(
    """
    say state claim report note add explain argue insist maintain suggest indicate reveal emphasise
    emphasize stress counter warn announce declare admit acknowledge concede confirm estimate believe
    think tell write assert contend allege observe remark comment conclude find recall point underline
    reiterate caution predict disclose hint reply respond testify show read complain joke quote
    """
)
"""Verbs that report what their complement says; with a noun as object they are ordinary verbs."""

ORDER = word_set("after before when once as following")
CAUSE = word_set("because since")

CONSEQUENCE = word_set(
    """
    leave cause kill injure wound force prompt trigger damage destroy displace spark disrupt raise drive
    send push bring make result lead mean create deepen threaten cut allow enable give fuel ease strand
    hit affect
    """
)
"""Verbs that, as a participle after a comma, have the whole main clause for a subject."""

NOUN_OF = {
    "shut": "shutdown", "close": "closure", "steal": "theft", "lend": "loan", "leak": "leak", "kill": "killing",
    "attack": "attack", "order": "order", "pledge": "pledge", "promise": "promise", "publish": "publication",
    "offer": "offer", "demand": "demand", "approve": "approval", "ban": "ban", "launch": "launch", "raise": "rise",
    "arrest": "arrest", "seize": "seizure", "sell": "sale", "buy": "purchase", "strike": "strike", "vote": "vote",
    "reject": "rejection", "release": "release", "withdraw": "withdrawal", "destroy": "destruction",
    "collapse": "collapse", "decide": "decision", "agree": "agreement", "deploy": "deployment", "find": "finding",
    "conclude": "finding", "accuse": "accusation", "warn": "warning", "claim": "claim", "plan": "plan",
    "propose": "proposal", "breach": "breach", "spill": "spill", "explode": "explosion", "invade": "invasion",
    "evacuate": "evacuation", "cut": "cut", "fine": "fine", "remove": "removal", "announce": "announcement",
    "deliver": "delivery", "supply": "supply", "fall": "fall", "crash": "crash", "appoint": "appointment",
    "resign": "resignation", "die": "death", "build": "construction", "discover": "discovery", "use": "use",
}  # fmt: skip
"""The noun that names what a verb says, for links and for bare descriptions such as "the order"."""

EVENT_NOUNS = word_set(
    """
    move step decision measure action development announcement plan initiative effort
    """
)
"""Bare descriptions of whatever the sentence before was about."""

ORGANISATIONS = word_set(
    """
    company firm operator business manufacturer maker agency group organisation organization regulator
    ministry board party bank union team club airline carrier
    """
)
PERSONS = word_set(
    """
    official minister president premier chief director leader mayor spokesman spokeswoman spokesperson
    man woman contractor politician lawmaker lawyer analyst expert chairman chairwoman
    """
)

CONTROL = word_set(
    """
    order instruct ask tell urge advise force allow want expect permit enable help require persuade
    encourage invite cause get lead prompt compel oblige request warn teach give need have fail try set
    look seem appear be call take agree plan pledge promise vow offer refuse threaten continue begin
    start decide hope intend seek do
    """
)
"""Verbs whose infinitive is what is ordered, wanted or done, and not what for."""

VIEWS = word_set("view opinion words eyes estimation account assessment")
"""Nouns of "in the view of X", which credits X."""

KEPT_PARTICIPLES = word_set(
    """
    involve include regard concern accord follow base relate call name know date consist contain total
    dub mean
    """
)
"""Participles behind a noun that only say which or what kind."""

KEPT_MARKERS = word_set(
    """
    if unless until till so than where like that whether lest provided as_if
    """
)
"""Adverbial clauses that stay with the clause they restrict."""

JUDGING = word_set(
    """
    call describe accuse blame thank praise criticise criticize condemn denounce dismiss
    """
)
"""Participles behind a report that are a speech act of the same speaker."""

COMMISSIVE = word_set(
    """
    order pledge promise offer demand decide agree plan propose vow threaten refuse
    """
)
"""Verbs whose noun takes the actor: "the regulator's order to …"."""

PERSON_NOUNS = word_set(
    """
    teacher worker farmer driver baker fisher sailor soldier officer doctor actor author editor reporter
    singer player trainee employee scientist economist columnist journalist activist artist politician
    technician historian musician policeman fireman businessman engineer lawyer trader senator
    prosecutor inspector investor survivor visitor passenger customer resident researcher writer dancer
    painter owner commander fighter prisoner smuggler hacker designer builder butcher firefighter ranger
    keeper manager farmer retiree refugee analyst expert spokesman spokeswoman campaigner baker
    """
)
"""Nouns for one person, besides offices."""

NEVER_FULLER = word_set(
    """
    government country state people man woman day week month year time number figure
    """
)
"""Nouns of which two mentions in an article are often not the same."""

COMING = word_set("come happen occur follow")
"""Verbs that say nothing without the time that follows them ("the order came hours after …")."""

FIGURES = word_set("number figure toll count total cost estimate")
"""Nouns of "put the number at nine"."""

CORPORATE = word_set(
    """
    transit works industries holdings airlines airways lines rail railways motors energy power steel foods media
    news press group corporation corp inc ltd plc bank insurance telecom systems technologies university college
    institute council commission authority agency office service services fund trust society association federation
    alliance forces army navy police court parliament senate congress embassy hospital museum
    """
)
"""Last words of names that are organisations, whatever the recogniser takes them for."""
