# SPDX-License-Identifier: Apache-2.0
# A server of asyncio's streams: server.py, or server.py PATH for a Unix socket. Echoes what it is sent,
# half closes when the client has; prints its port, and ends when its standard input does.
import asyncio
import sys


async def echo(reader, writer):
    while data := await reader.read(100_000):
        writer.write(data)
        await writer.drain()
    writer.write_eof()
    writer.close()


async def main(path=None):
    if path is None:
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
    else:
        server = await asyncio.start_unix_server(echo, path)
        print(path, flush=True)
    async with server:
        await asyncio.to_thread(sys.stdin.read)


asyncio.run(main(*sys.argv[1:]))
