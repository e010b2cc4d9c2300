# SPDX-License-Identifier: Apache-2.0
# A client of asyncio's streams: client.py HOST PORT LINES MEGABYTES, or client.py PATH LINES MEGABYTES
# (a Unix socket). Lines one by one, then many bytes with a half close, all echoed; prints what it saw.
import asyncio
import hashlib
import sys


async def connect(where):
    if len(where) == 1:
        return await asyncio.open_unix_connection(where[0])
    return await asyncio.open_connection(where[0], int(where[1]))


async def main(*arguments):
    *where, lines, megabytes = arguments
    reader, writer = await connect(where)
    for i in range(int(lines)):
        writer.write(b"line %d;" % i)
        await writer.drain()
        assert await reader.readuntil(b";") == b"line %d;" % i
    data = bytes(i % 251 for i in range(1_000_000)) * int(megabytes)

    async def send():
        writer.write(data)
        await writer.drain()
        writer.write_eof()

    sending = asyncio.create_task(send())
    echoed = await reader.read()
    await sending
    assert reader.at_eof()
    assert hashlib.sha256(echoed).digest() == hashlib.sha256(data).digest()
    writer.close()
    await writer.wait_closed()
    print("echoed", lines, "lines and", len(echoed), "bytes")


asyncio.run(main(*sys.argv[1:]))
