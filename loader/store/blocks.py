"""Reference counts of shared blocks: which quads enter and leave the store as articles come and go.

The quads that a set of articles leaves in the store follow from the set alone, never from the order
in which they came: a block holds the smallest content that any of its articles gives it, and a quad
is there while any live block holds it. Background blocks (what the index knows) are the exception:
no article owns them, they stay once inserted, and a newer index's content takes the place of the old.
Derived blocks (which articles are copies) follow from all articles: whoever derives them assigns them.
"""

import hashlib
import sqlite3
from collections.abc import Iterable

from loader.rdf import SharedBlock
from loader.store.terms import quad_lines

BACKGROUND = "background:"
"""Block ids that start so are not counted."""
_SUPPORTED = "EXISTS (SELECT 1 FROM support WHERE content = content.id)"


class Blocks:
    """Counts support in the ledger's tables and collects what the store must change.

    One object serves one transaction: `release` and `support` first, then `changes` once.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._touched: set[int] = set()
        self._shift: dict[str, int] = {}

    def release(self, article: int) -> None:
        """An article no longer supports anything."""
        rows = self._db.execute(
            "SELECT DISTINCT c.block FROM support s JOIN content c ON c.id = s.content WHERE s.article = ?",
            (article,),
        )
        self._touched.update(block for (block,) in rows)
        self._db.execute("DELETE FROM support WHERE article = ?", (article,))

    def support(self, article: int, blocks: Iterable[SharedBlock]) -> None:
        """An article supports these blocks with this content."""
        for block in blocks:
            number = self._block(block.id)
            content = self._content(number, "\n".join(quad_lines(block.quads)))
            if block.id.startswith(BACKGROUND):
                self._replace(number, content)
            else:
                self._db.execute("INSERT OR IGNORE INTO support VALUES (?, ?)", (article, content))
                self._touched.add(number)

    def assign(self, blocks: Iterable[SharedBlock]) -> None:
        """These blocks hold this and nothing else from now on, whoever made them; without quads they go."""
        for block in blocks:
            number = self._block(block.id)
            lines = quad_lines(block.quads)
            self._replace(number, self._content(number, "\n".join(lines)) if lines else None)
            if not lines:
                self._db.execute("DELETE FROM block WHERE id = ?", (number,))

    def live_is(self, block: SharedBlock) -> bool:
        """Whether a block holds just this already; one without quads, whether it is not there."""
        row = self._db.execute(
            "SELECT c.digest FROM block b JOIN content c ON c.id = b.live WHERE b.name = ?", (block.id,)
        ).fetchone()
        lines = quad_lines(block.quads)
        return bool(row == ((_digest("\n".join(lines)),) if lines else None))

    def supported_by(self, article: int, blocks: Iterable[SharedBlock]) -> bool:
        """Whether an article supports just these blocks with this content already."""
        rows = self._db.execute(
            "SELECT b.name, c.digest FROM support s JOIN content c ON c.id = s.content"
            " JOIN block b ON b.id = c.block WHERE s.article = ?",
            (article,),
        )
        blocks = tuple(blocks)
        counted = (block for block in blocks if not block.id.startswith(BACKGROUND))
        wanted = {(block.id, _digest("\n".join(quad_lines(block.quads)))) for block in counted}
        return set(rows) == wanted and all(
            self.live_is(block) for block in blocks if block.id.startswith(BACKGROUND)
        )

    def changes(self) -> tuple[list[str], list[str]]:
        """Lines of N-Quads to delete from the store and to insert, sorted."""
        for number in sorted(self._touched):
            self._settle(number)
        deleted, inserted = [], []
        for line, shift in sorted(self._shift.items()):
            before = self._count(line)
            self._set_count(line, before + shift)
            if before == 0 < before + shift:
                inserted.append(line)
            elif before > 0 == before + shift:
                deleted.append(line)
        return deleted, inserted

    def _replace(self, block: int, content: int | None) -> None:
        """Put a content in the place of all that a block held."""
        self._go_live(block, content)
        self._db.execute("DELETE FROM content WHERE block = ? AND id IS NOT ?", (block, content))

    def _settle(self, block: int) -> None:
        """Make the smallest content that still has support the live one; without any, the block goes."""
        row = self._db.execute(
            f"SELECT id FROM content WHERE block = ? AND {_SUPPORTED} ORDER BY quads LIMIT 1",  # noqa: S608
            (block,),
        ).fetchone()
        self._go_live(block, row[0] if row else None)
        self._db.execute(f"DELETE FROM content WHERE block = ? AND NOT {_SUPPORTED}", (block,))  # noqa: S608
        if row is None:
            self._db.execute("DELETE FROM block WHERE id = ?", (block,))

    def _go_live(self, block: int, content: int | None) -> None:
        """Put a content in the place of what the block holds in the store."""
        (live,) = self._db.execute("SELECT live FROM block WHERE id = ?", (block,)).fetchone()
        if live == content:
            return
        old, new = self._lines(live), self._lines(content)
        for line in old - new:
            self._shift[line] = self._shift.get(line, 0) - 1
        for line in new - old:
            self._shift[line] = self._shift.get(line, 0) + 1
        self._db.execute("UPDATE block SET live = ? WHERE id = ?", (content, block))

    def _lines(self, content: int | None) -> set[str]:
        if content is None:
            return set()
        (quads,) = self._db.execute("SELECT quads FROM content WHERE id = ?", (content,)).fetchone()
        # Not splitlines: a literal may hold other characters that it takes for the end of a line.
        return set(quads.split("\n")) - {""}

    def _block(self, name: str) -> int:
        row = self._db.execute("SELECT id FROM block WHERE name = ?", (name,)).fetchone()
        if row is None:
            row = self._db.execute("INSERT INTO block (name) VALUES (?) RETURNING id", (name,)).fetchone()
        return int(row[0])

    def _content(self, block: int, quads: str) -> int:
        digest = _digest(quads)
        row = self._db.execute(
            "SELECT id FROM content WHERE block = ? AND digest = ?", (block, digest)
        ).fetchone()
        if row is None:
            row = self._db.execute(
                "INSERT INTO content (block, digest, quads) VALUES (?, ?, ?) RETURNING id",
                (block, digest, quads),
            ).fetchone()
        return int(row[0])

    def _count(self, line: str) -> int:
        row = self._db.execute("SELECT n FROM shared_quad WHERE digest = ?", (_digest(line),)).fetchone()
        return int(row[0]) if row else 0

    def _set_count(self, line: str, count: int) -> None:
        if count:
            self._db.execute("INSERT OR REPLACE INTO shared_quad VALUES (?, ?)", (_digest(line), count))
        else:
            self._db.execute("DELETE FROM shared_quad WHERE digest = ?", (_digest(line),))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()
