"""Ctrl-C ends every command quietly, also before it has begun."""

import os
import signal
import subprocess
import sys

SCRIPT = """
import os, signal, sys

class Interrupter:
    def find_spec(self, name, path=None, target=None):
        if name == "loader.pipeline":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupter())
from loader.cli import main
main(["link", "Georgia"])
"""


def test_ctrl_c_while_libraries_are_imported_is_quiet():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, check=False, env=os.environ)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


def test_who_ignores_ctrl_c_from_the_outside_is_obeyed():
    """A shell starts what it runs in the background so."""
    ignoring = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n{SCRIPT}"
    done = subprocess.run([sys.executable, "-c", ignoring], capture_output=True, check=False, env=os.environ)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Q230" in done.stdout
