#!/usr/bin/env python3
"""Makes a server on this computer as far away as one across the sea.

    delay.py LISTEN PORT MS

Forwards 127.0.0.1:LISTEN to 127.0.0.1:PORT; what goes either way arrives half of MS later, so a question
and its answer take MS more. Order is kept, nothing is lost, and the width of the line is not limited.
"""
import asyncio
import collections
import sys

# More than this under way in one direction makes the sender wait.
MOST_BYTES_UNDER_WAY = 32 << 20


class End(asyncio.Protocol):
    """One side of a forwarded connection. What it hears leaves on the other side later."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.loop = asyncio.get_running_loop()
        self.under_way = collections.deque()
        self.held = 0
        self.other = self.transport = None

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.held += len(data)
        if self.held > MOST_BYTES_UNDER_WAY:
            self.transport.pause_reading()
        self.send_later(data)

    def eof_received(self):
        self.send_later(None)
        return True

    def connection_lost(self, failure):
        self.send_later(None)

    def send_later(self, data):
        self.under_way.append(data)
        self.loop.call_later(self.seconds, self.arrive)

    def arrive(self):
        """Timers of one length fire in the order they were set, yet the queue is what keeps the order."""
        data = self.under_way.popleft()
        if self.other is None or self.other.transport is None:
            return
        if data is None:
            self.other.transport.close()
            return
        self.other.transport.write(data)
        paused = self.held > MOST_BYTES_UNDER_WAY
        self.held -= len(data)
        if paused and self.held <= MOST_BYTES_UNDER_WAY and not self.transport.is_closing():
            self.transport.resume_reading()


class Door(End):
    """The side of who connects: opens the way to the server first, and reads nothing until it is there."""

    def __init__(self, seconds, port):
        super().__init__(seconds)
        self.port = port

    def connection_made(self, transport):
        super().connection_made(transport)
        transport.pause_reading()
        self.opening = self.loop.create_task(self.open())

    async def open(self):
        try:
            _, self.other = await self.loop.create_connection(lambda: End(self.seconds), "127.0.0.1", self.port)
        except OSError:
            self.transport.close()
            return
        self.other.other = self
        self.transport.resume_reading()


async def serve(listen, port, milliseconds):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Door(milliseconds / 2000, port), "127.0.0.1", listen)
    await server.serve_forever()


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: delay.py LISTEN PORT MS")
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
