"""Political events: which words tell them, who acts on whom, and where.

`lexicon` reads the trigger words, `triggers` finds them, `frames` finds who does it to whom, `actors`
turns phrases into entities with their sector and state. The statement extractor is `statements.event`.
"""
