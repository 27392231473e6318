"""Builds an index from a dump in a process of its own and dies there by SIGKILL after so many saves."""

import os
import signal
import sys
from pathlib import Path

from loader.link import dump
from loader.link.staging import Staging

source, target, saves = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
dump._SAVE_BYTES = 1 << 19
save, done = Staging.save, 0


def counted(self, *arguments):
    """Die in the middle of things: after the save, before anything knows of it."""
    global done
    save(self, *arguments)
    done += 1
    if done == saves:
        os.kill(os.getpid(), signal.SIGKILL)


Staging.save = counted
dump.build_from_dump(source, target)
