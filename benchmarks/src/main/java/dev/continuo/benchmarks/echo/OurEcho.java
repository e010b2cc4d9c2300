// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.echo;

import static dev.continuo.Asyncio.await;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.io.Connection;
import dev.continuo.io.Server;
import dev.continuo.io.Streams;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Continuo's streams, as its users write it. */
public final class OurEcho implements EchoServer {

  @Override
  public int start() {
    CompletableFuture<Integer> port = new CompletableFuture<>();
    EchoServer.inDaemon(() -> Asyncio.run(serve(port)));
    return port.join();
  }

  @Async
  private static Coroutine<Void> serve(CompletableFuture<Integer> port) {
    Server server = await(Streams.startServer(OurEcho::echo, "127.0.0.1", 0));
    port.complete(server.port());
    await(server.serveForever());
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> echo(Connection connection) throws IOException {
    for (; ; ) {
      byte[] data = await(connection.reader().read(CHUNK));
      if (data.length == 0) {
        return Coroutine.done();
      }
      await(connection.writer().write(data));
    }
  }
}
