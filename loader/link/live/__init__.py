"""Wikidata over the network: clients, and the linker that asks them. Off by default."""

from importlib.util import find_spec

from loader.errors import SettingsError

PACKAGES = ("requests", "requests_cache", "SPARQLWrapper")


def require() -> None:
    """Refuse to start without the packages that the network needs; call it before importing from here.

    Raises:
        SettingsError: one is not installed.
    """
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise SettingsError(
            f"going online needs packages that are not installed ({', '.join(missing)}); "
            "install them with: pip install 'geokg[network]'"
        )
