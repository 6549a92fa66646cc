"""Child processes and the pipes to them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import Any, BinaryIO

from sayso.run.engine.wire import Inbox, framed

PIECE = 1 << 18
_PDEATHSIG = 1
_START = "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1)); from {module} import main; main()"


class Child:
    """A process of ours that runs the `main` of a module: what it says is taken without waiting, what it is told is sent as fast as it listens.

    `file` is an open file it may use; its number is its first argument. It starts in a fresh interpreter (nothing of this process's memory, locks or other
    files) with this one's ways to modules, and writes neither to the terminal nor to a log.
    """

    def __init__(self, module: str, file: int | None = None) -> None:
        given = () if file is None else (file,)
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-c", _START.format(module=module), json.dumps([p for p in sys.path if p]), *map(str, given)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            pass_fds=given,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.input, self.output = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self.input, False)
        self.pid = self._process.pid
        self._inbox = Inbox()
        self._unsent = bytearray()

    @property
    def waits_to_send(self) -> bool:
        """Whether something has still to be sent."""
        return bool(self._unsent)

    def tell(self, value: object) -> None:
        """Sends a value, or what the pipe takes of it now; `push` sends the rest."""
        self._unsent += framed(value)
        self.push()

    def push(self) -> None:
        """Sends what the pipe takes now. A child that is gone is noticed by what it says, not here."""
        try:
            while self._unsent:
                sent = os.write(self.input, bytes(self._unsent[:PIECE]))
                del self._unsent[:sent]
        except BlockingIOError:
            return
        except OSError:
            self._unsent.clear()

    def hear(self) -> tuple[list[Any], bool]:
        """What it says now, and whether it goes on (False: it has ended, or talks nonsense). Waits where it says nothing: ask when there is something."""
        data = os.read(self.output, PIECE)
        if not data:
            return [], False
        try:
            return list(self._inbox.take(data)), True
        except Exception:  # a pickle of a process that went wrong may raise anything
            return [], False

    def end(self) -> int:
        """Ends it at once; the exit code, negative for the signal that killed it."""
        self._process.kill()
        code = self._process.wait()
        self.close()
        return code

    def reap(self) -> int:
        """Waits for one that has ended by itself, for a second at most, and gives its exit code."""
        try:
            code = self._process.wait(1.0)
        except subprocess.TimeoutExpired:
            return self.end()
        self.close()
        return code

    def close(self) -> None:
        """Closes the pipes."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()


def settle_in() -> BinaryIO:
    """In a child: the pipe to the parent. From now on nothing else can be written to it, Ctrl-C is left to the parent, and the child dies with it."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None, use_errno=True).prctl(_PDEATHSIG, signal.SIGKILL)  # a hung child does not notice that its pipe is closed
    return out


def send(out: BinaryIO, value: object) -> None:
    """In a child: a value to the parent."""
    out.write(framed(value))
    out.flush()
