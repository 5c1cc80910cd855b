"""The program under test, in demonstration mode, with a data folder that is thrown away."""

import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from . import ROOT, none

BINARY = ROOT / ".build/debug/innocities"
LOG = ROOT / "local/test/server.log"

# Filling the demonstration data set and building the first index takes a debug build a while.
START_SECONDS = 180


@contextmanager
def running_server(data_folder):
    """The address of a server that ends with the block: INNOCITIES_ADDRESS if that is set, else one of our own."""
    if address := os.environ.get("INNOCITIES_ADDRESS"):
        yield address.rstrip("/")
        return
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("wb") as log:
        process = subprocess.Popen(
            [BINARY, "serve", "--demo", "--data", data_folder, "--port", str(port)],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
        )
        try:
            wait_until_healthy(process, address)
            yield address
        finally:
            end(process)
    none([line for line in LOG.read_text(errors="replace").splitlines() if "text without translation" in line])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_healthy(process, address):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}:\n{last_words()}")
        try:
            with urlopen(f"{address}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer within {START_SECONDS} s:\n{last_words()}")


def end(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def last_words():
    return "\n".join(LOG.read_text(errors="replace").splitlines()[-20:])
