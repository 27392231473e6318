"""Wikidata over the network: clients, and the linker that asks them. Off by default."""
