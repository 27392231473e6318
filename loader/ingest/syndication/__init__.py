"""Copies: which articles print the same text, and which of them leads.

Importing this loads datasketch, which takes a second; `loader.ingest` itself does not import it.
"""

from loader.ingest.syndication.graph import blocks
from loader.ingest.syndication.index import Kind, Member, Placement, Syndication

__all__ = ["Kind", "Member", "Placement", "Syndication", "blocks"]
