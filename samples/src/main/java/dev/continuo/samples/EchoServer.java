// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static dev.continuo.Asyncio.await;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.io.Connection;
import dev.continuo.io.Server;
import dev.continuo.io.Streams;
import java.io.IOException;

/** Sends back whatever it is sent, to any number of clients, until Ctrl-C: {@code [PORT]}. */
public final class EchoServer {
  private static final int PORT = 8007;
  private static final int MOST_AT_ONCE = 1 << 16;

  private EchoServer() {}

  /** Runs in a task of its own for each client; {@code write} waits while the client is slow. */
  @Async
  static Coroutine<Void> echo(Connection client) throws IOException {
    byte[] data = await(client.reader().read(MOST_AT_ONCE));
    while (data.length > 0) {
      await(client.writer().write(data));
      data = await(client.reader().read(MOST_AT_ONCE));
    }
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> serve(int port) {
    try (Server server = await(Streams.startServer(EchoServer::echo, "127.0.0.1", port))) {
      System.out.println("Echoing at port " + server.port() + " of 127.0.0.1; Ctrl-C ends it.");
      System.out.println("Talk to it with the sample EchoClient, or nc.");
      await(server.serveForever());
    }
    return Coroutine.done();
  }

  public static void main(String[] args) {
    Asyncio.run(serve(args.length > 0 ? Integer.parseInt(args[0]) : PORT));
  }
}
