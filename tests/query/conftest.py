from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from fixtures_yaml import World, load

from loader.settings import Settings
from loader.store import Library


@pytest.fixture(scope="session")
def world() -> World:
    return World()


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Library]]:
    """The store of a fixture, open for reading; made once."""
    made: dict[str, Library] = {}
    with ExitStack() as opened:

        def get(name: str) -> Library:
            if name not in made:
                settings = Settings(store=tmp_path_factory.mktemp(name) / "store")
                load(name, settings)
                made[name] = opened.enter_context(Library.open(settings))
            return made[name]

        yield get
