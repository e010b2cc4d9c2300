// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.each;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.io.Connection;
import dev.continuo.io.Server;
import dev.continuo.io.StreamWriter;
import dev.continuo.io.Streams;

/**
 * Sends lines and prints what comes back. With a port, the lines you type, to the server there;
 * with none, a few of its own, to a server of its own: {@code [PORT]}.
 */
public final class EchoClient {
  private EchoClient() {}

  /** Sends and receives at the same time, in two tasks. */
  @Async
  static Coroutine<Void> talk(int port, AsyncIterable<String> lines) {
    try (Connection connection = await(Streams.openConnection("127.0.0.1", port))) {
      Task<Void> sending = createTask(send(lines, connection.writer()));
      for (String line : each(connection.reader().lines())) {
        System.out.println("echo: " + line);
      }
      await(sending);
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> send(AsyncIterable<String> lines, StreamWriter writer) {
    for (String line : each(lines)) {
      await(writer.write((line + "\n").getBytes(UTF_8)));
    }
    writer.writeEof(); // no more to say, but still listening
    return Coroutine.done();
  }

  @Async
  static AsyncIterator<String> someLines() {
    for (String line : new String[] {"hello", "is there anybody?", "good-bye"}) {
      System.out.println("sent: " + line);
      Asyncio.emit(line);
    }
    return AsyncIterator.end();
  }

  @Async
  static Coroutine<Void> demo() {
    try (Server server = await(Streams.startServer(EchoServer::echo, "127.0.0.1", 0))) {
      await(talk(server.port(), someLines()));
    }
    return Coroutine.done();
  }

  public static void main(String[] args) {
    if (args.length == 0) {
      Asyncio.run(demo());
    } else {
      Asyncio.run(() -> talk(Integer.parseInt(args[0]), Streams.stdin().lines()));
    }
  }
}
