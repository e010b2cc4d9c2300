// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.toThread;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.io.Server;
import dev.continuo.io.ServerOptions;
import java.nio.file.Path;
import java.time.Duration;

/** Runs a test, which blocks, on another thread, beside a {@link StaticFiles} server. */
final class Served {

  interface Test {
    void run(int port) throws Exception;
  }

  private Served() {}

  static void by(Path folder, Duration patience, ServerOptions options, Test test) {
    Asyncio.run(serve(new StaticFiles(folder, patience), options, test));
  }

  @Async
  private static Coroutine<Void> serve(StaticFiles files, ServerOptions options, Test test) {
    Server server = await(files.start(0, options));
    try {
      await(
          toThread(
              () -> {
                test.run(server.port());
                return null;
              }));
    } finally {
      server.stop();
      server.abortClients();
      await(server.closeAsync());
    }
    return Coroutine.done();
  }
}
