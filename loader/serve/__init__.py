"""What geokg answers over HTTP: a reconciliation service for spreadsheets. Reads only, and changes nothing.

`reconciliation` and `properties` know what to answer and nothing of HTTP; `web` knows HTTP; `server`
listens. The last two need the extra `geokg[serve]`, which `require` asks for.
"""

from importlib.util import find_spec

from loader.errors import ServerFault
from loader.serve.reconciliation import Reconciliation

__all__ = ["Reconciliation", "require"]


def require() -> None:
    """Say what to install when it is not there.

    Raises:
        ServerFault: Starlette or uvicorn is missing.
    """
    missing = [name for name in ("starlette", "uvicorn") if find_spec(name) is None]
    if missing:
        raise ServerFault(f"serving needs {' and '.join(missing)}: pip install 'geokg[serve]'")
