"""Makes an article of a draft: cleaned if scraped, its title, address, date, publisher and language settled.

Reads nothing; what it cannot settle stays None.
"""

from dataclasses import replace

from loader.errors import UnreadableArticle, UnsupportedLanguage
from loader.ingest import addresses, datelines, dating
from loader.ingest.cleaning import Cleaned, clean, folded
from loader.ingest.drafts import Draft
from loader.ingest.fields import language_code
from loader.ingest.language import foreign_language
from loader.model import Article, DateSource
from loader.settings import Settings

ANY_LANGUAGE = "any"
_FEWEST_LETTERS = 10
"""A text with fewer says nothing: exports have "nan" or "n/a" where there is none."""


def finish(draft: Draft, *, settings: Settings, add_title: bool = True) -> Article:
    """Make an article of a draft. Only scraped text is cleaned; other text stays letter for letter.

    Raises:
        UnreadableArticle: there is no text in it.
        UnsupportedLanguage: it is surely, or says that it is, in a language not in the settings.
    """
    cleaned = clean(draft.text, draft.title) if draft.scraped else None
    draft = _with_found(draft, cleaned) if cleaned else draft
    if not any(map(str.isalnum, draft.text)):
        raise UnreadableArticle(draft.where, "empty: no text in it")
    if sum(map(str.isalpha, draft.text)) < _FEWEST_LETTERS:
        found_text = " ".join(draft.text.split())[:40]
        raise UnreadableArticle(draft.where, f"too short to be an article: {found_text!r}")
    title = _one_line(draft.title)
    url = addresses.canonical(draft.url) if draft.url else None
    # A dateline is cut from scraped text; that of a record still stands in its text.
    dateline = cleaned.dateline if cleaned else datelines.read(_opening(draft.text, title))
    found = dating.date(draft, url, dateline)
    article = Article(
        id=draft.id.strip() if draft.id else "",
        text=_with_title(draft.text, title) if draft.scraped or add_title else draft.text,
        title=title,
        url=url,
        published=found[0] if found else None,
        publisher=_one_line(draft.publisher) or addresses.host(url),
        language=_language(draft, settings),
        author=_author(draft.author),
        agency=_one_line(draft.agency) or (dateline.agency if dateline else None),
        place=_one_line(draft.place) or (dateline.place if dateline else None),
        dated_by=found[1] if found else None,
        cuts=tuple(cleaned.cuts) if cleaned else (),
    )
    return article if article.id else replace(article, id=article.content_hash)


def _with_found(draft: Draft, cleaned: Cleaned) -> Draft:
    """The draft with its cleaned text, and with what was found in the lines that were cut."""
    found = cleaned.found
    return replace(
        draft,
        text=cleaned.text,
        title=cleaned.title,
        url=draft.url or found.get("url"),
        published=draft.published or found.get("published"),
        publisher=draft.publisher or found.get("publisher"),
        author=draft.author or found.get("author"),
        agency=draft.agency or found.get("agency"),
        dated_by=draft.dated_by if draft.published else DateSource.METADATA,
    )


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _author(text: str | None) -> str | None:
    """The author without "By"; None for an address or a whole sentence in that place."""
    name = _one_line(text)
    if name and name[:3].casefold() == "by ":
        name = name[3:]
    return name if name and "://" not in name and len(name) <= 200 else None


def _opening(text: str, title: str | None) -> str:
    """The first paragraph below the title."""
    lines = (line.strip() for line in text.splitlines())
    wanted = folded(title) if title else None
    return next((line for line in lines if line and folded(line) != wanted), "")


def _with_title(text: str, title: str | None) -> str:
    """The text with the title as its first line, unchanged when it begins with the title already."""
    if title is None or (text.startswith(title) and not text[len(title) : len(title) + 1].isalnum()):
        return text
    first_line = text.lstrip().partition("\n")[0]
    return text if folded(first_line) == folded(title) else f"{title}\n\n{text}"


def _language(draft: Draft, settings: Settings) -> str:
    said = language_code(draft.language) if draft.language else None
    wanted = settings.languages
    if ANY_LANGUAGE in wanted:
        return said or foreign_language(draft.text, ("en",)) or "en"
    reads = ", ".join(wanted)
    foreign = foreign_language(draft.text, wanted)
    if foreign:
        reason = f"the text is in another language ({foreign}); geokg reads {reads}"
        raise UnsupportedLanguage(draft.where, reason)
    if said and said not in wanted and not draft.scraped:
        raise UnsupportedLanguage(draft.where, f"its language is given as {said}; geokg reads {reads}")
    return said if said in wanted else wanted[0]
