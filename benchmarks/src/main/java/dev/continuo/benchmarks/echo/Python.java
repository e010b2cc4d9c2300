// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.echo;

import java.io.IOException;
import java.util.List;

/** asyncio's streams, with the {@code python3} of the path if there is one. */
final class Python {

  private static final String ECHO =
      """
      import asyncio, os, sys, threading

      async def echo(reader, writer):
          while data := await reader.read(65536):
              writer.write(data)
              await writer.drain()
          writer.close()

      async def main():
          server = await asyncio.start_server(echo, "127.0.0.1", 0, backlog=1024)
          print(server.sockets[0].getsockname()[1], flush=True)
          await server.serve_forever()

      def end_with_the_parent():
          sys.stdin.read()
          os._exit(0)

      threading.Thread(target=end_with_the_parent, daemon=True).start()
      asyncio.run(main())
      """;

  private Python() {}

  static List<String> command() {
    return List.of("python3", "-c", ECHO);
  }

  /** The walrus came with 3.8. */
  static boolean isAvailable() {
    try {
      Process process =
          new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 8))")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
