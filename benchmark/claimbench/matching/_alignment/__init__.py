"""Parts of the `alignment` matcher: lexical resource, analysis of one claim, alignment of two, judgement."""
