"""A real server on a free port of this computer, for all tests that only ask."""

import threading
from collections.abc import Iterator

import pytest

from loader.link import Judgements, Linker, NameMatcher, default_index
from loader.model import Judgement, Verdict
from loader.serve import Reconciliation
from loader.serve.server import address, bind, make, own_names
from loader.serve.web import application

DECIDED = (
    Judgement("Zorblax", Verdict.ENTITY, "Ann", "2026-11-22T10:00:00Z", qid="Q159"),
    Judgement("Kremlin gang", Verdict.ENTITY, "Ann", "2026-11-22T10:00:00Z", qid="Q99999999999"),
    Judgement("Vladimir Putin", Verdict.NONE, "Ann", "2026-11-22T10:00:00Z", country="Q30"),
)


@pytest.fixture(scope="session")
def service() -> Reconciliation:
    index = default_index()
    return Reconciliation(index, NameMatcher(Linker(index, judgements=Judgements(DECIDED))), "1.2.3")


@pytest.fixture(scope="session")
def root(service: Reconciliation) -> Iterator[str]:
    """The address under which it listens."""
    with bind("127.0.0.1", 0) as listening:
        server = make(application(service, "1.2.3", own_names("127.0.0.1", listening)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield address(listening)
        server.should_exit = True
        thread.join()
