"""`geokg serve` as a process: it says where it listens, answers, and ends when told to."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import requests

ROOT = Path(__file__).parents[2]
PATIENCE = 60


def start(*arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "loader.cli", "serve", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def test_it_says_where_it_is_and_ends_on_ctrl_c(tmp_path: Path):
    with start("--port", 0, "--judgements", tmp_path / "none.tsv") as process:
        assert process.stderr is not None
        address = process.stderr.readline().split()[2]
        assert address.startswith("http://127.0.0.1:")
        assert requests.get(address, timeout=PATIENCE).json()["versions"] == ["0.2"]
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
        assert process.stderr.read() == "Stopped.\n"


def test_a_port_that_is_taken_is_told(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with start("--port", port, "--judgements", tmp_path / "none.tsv") as process:
            out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (2, "")
    assert f"cannot listen on 127.0.0.1 port {port}" in err
    assert err.count("\n") == 1
