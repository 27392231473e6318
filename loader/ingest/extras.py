"""Libraries that only some formats need: imported when such a file comes, and asked for when missing."""

from importlib import import_module
from typing import Any

from loader.errors import UnreadableArticle


def extra(module: str, name: str, where: str, what: str) -> Any:
    """The module, which the extra `name` of geokg installs.

    Raises:
        UnreadableArticle: it is not installed; the message says how to install it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        reason = f"{what} are read with the extra {name}: pip install 'geokg[{name}]'"
        raise UnreadableArticle(where, reason) from error
