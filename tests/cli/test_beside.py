"""Processes beside the server end with it, also when it is killed."""

from __future__ import annotations

import os
import subprocess
import sys

SERVER = """
import os, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from readout.cli.beside import end_with_parent

if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, get_context("spawn"), end_with_parent)
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(600)
"""


def test_a_killed_server_leaves_nobody() -> None:
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    beside = int(server.stdout.readline())
    os.kill(beside, 0)
    server.kill()
    server.wait(10)
    # The pipe ends once nobody holds it.
    assert server.communicate(timeout=60)[0] == ""
