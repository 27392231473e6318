"""Reads Parquet with pyarrow (the extra `parquet`): one article a row, a few rows held at a time."""

from collections.abc import Iterator

from loader.errors import UnreadableArticle
from loader.ingest import fields
from loader.ingest.drafts import Found
from loader.ingest.extras import extra
from loader.ingest.sources import Source

_MAGIC = b"PAR1"
_ROWS = 32


def looks_like_parquet(head: bytes) -> bool:
    """Whether it begins as Parquet files do."""
    return head.startswith(_MAGIC)


def read(source: Source) -> Iterator[Found]:
    """The rows of a file, each known by its number.

    Raises:
        UnreadableArticle: damaged, a bomb, or pyarrow is not installed.
    """
    parquet = extra("pyarrow.parquet", "parquet", source.where, "Parquet files")
    arrow = extra("pyarrow", "parquet", source.where, "Parquet files")
    number = 0
    with source.seekable() as file:
        try:
            table = parquet.ParquetFile(file)
            for batch in table.iter_batches(batch_size=_ROWS):
                source.budget.spend(batch.nbytes)
                for row in batch.to_pylist():
                    number += 1
                    yield from fields.drafts(row, f"{source.where}[{number}]", source.settings)
        except (arrow.ArrowException, OSError, ValueError) as error:
            reason = f"damaged Parquet file: {str(error).splitlines()[0]}; the rest of it is not read"
            raise UnreadableArticle(source.where, reason) from error
    if not number:
        raise UnreadableArticle(source.where, "a Parquet file without rows")
