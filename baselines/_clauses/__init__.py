"""The parts of `clauses`, in the order in which an article goes through them.

``reading`` parses the article's sentences and marks quotations; ``splitting`` takes a sentence apart into drafts,
with ``cuts`` for where to cut and ``linking`` for adverbial clauses; ``naming`` finds what
pronouns and bare descriptions stand for; ``wording`` turns drafts into text. ``lexicon`` has the word lists.
"""
