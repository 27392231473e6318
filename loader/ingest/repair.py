"""Mends scraped text: letters spoiled by a wrong encoding, words and paragraphs broken by line ends.

Changes nothing that was whole: typographic quotes stay, and what was mended is told of.
"""

import re
from collections import Counter
from collections.abc import Iterator

import ftfy

RULE = "mended-encoding"
"""By this name a line whose letters were mended is on record, as it was before."""

_WRAP = range(45, 121)
"""Characters in a line of text that was wrapped by hand or by a mail program."""
_SENTENCE_END = re.compile(r"""[.!…:;,?]["'”’»)\]]*$""")
_BLANK_LINES = re.compile(r"\n\s*\n")
_HYPHENATED = re.compile(r"([^\W\d_]{2,})-\n[ \t]*([a-zà-öø-ÿ]{2,})")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_SPACES = str.maketrans(
    dict.fromkeys("\u00a0\u202f\u2009\t", " ")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
)
"""Spaces that are one, and letters that are not seen: soft hyphens, joiners, marks of direction."""
_MENDING = ftfy.TextFixerConfig(
    unescape_html="auto",
    remove_terminal_escapes=True,
    fix_encoding=True,
    restore_byte_a0=True,
    replace_lossy_sequences=True,
    decode_inconsistent_utf8=True,
    fix_c1_controls=True,
    fix_latin_ligatures=True,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=True,
    remove_control_chars=False,
    normalization="NFC",
    explain=False,
)


def letters(text: str) -> tuple[str, list[str]]:
    """The text with its letters mended line by line, and the lines of which some were spoiled."""
    spoiled: list[str] = []
    mended: list[str] = []
    for line in _LINE_ENDS.sub("\n", text).split("\n"):
        new = line if line.isascii() and "&" not in line else ftfy.fix_text(line, _MENDING)
        if new != line:
            spoiled.append(line)
        mended.append(_CONTROLS.sub("", new).translate(_SPACES))
    return "\n".join(mended), spoiled


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, its lines and words put together again where they were wrapped."""
    words = Counter(_WORD.findall(text.casefold()))
    return [part for block in _BLANK_LINES.split(text) for part in _block(block, words)]


def _block(block: str, words: Counter[str]) -> Iterator[str]:
    lines = [stripped for line in block.split("\n") if (stripped := line.strip())]
    full = lines[:-1]
    sentences = sum(bool(_SENTENCE_END.search(line)) for line in full)
    if full and all(len(line) in _WRAP for line in full) and sentences * 2 <= len(full):
        joined = _HYPHENATED.sub(lambda match: _rejoined(match, words), "\n".join(lines))
        yield " ".join(joined.split("\n"))
    else:
        yield from lines


def _rejoined(match: re.Match[str], words: Counter[str]) -> str:
    """The word that a line end parted: with its hyphen only where the text writes it so elsewhere."""
    first, second = match.groups()
    with_hyphen = words[f"{first}-{second}".casefold()]
    return f"{first}-{second}" if with_hyphen > words[f"{first}{second}".casefold()] else f"{first}{second}"
