"""geokg: news articles in, a knowledge graph of states, alliances, deployments and leaders out."""

__version__ = "0.1.0"
