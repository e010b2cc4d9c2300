// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.timeout;

import dev.continuo.AsyncTimeoutException;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.io.Connection;
import dev.continuo.io.Server;
import dev.continuo.io.Streams;
import dev.continuo.sync.Semaphore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the ports of a host where somebody listens: {@code [HOST FROM TO]}. A task for each port,
 * but a semaphore lets only some of them connect at the same time. Without arguments it looks for a
 * server of its own, on this machine.
 */
public final class PortScanner {
  private static final int AT_ONCE = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private PortScanner() {}

  @Async
  static Coroutine<Boolean> isOpen(String host, int port, Semaphore turns) {
    await(turns.acquire());
    try {
      Connection connection =
          await(timeout(PATIENCE, () -> Streams.openConnection(host, port)), IOException.class);
      connection.close();
      System.out.println("port " + port + " is open");
      return Coroutine.of(true);
    } catch (IOException | AsyncTimeoutException e) {
      return Coroutine.of(false);
    } finally {
      turns.release();
    }
  }

  @Async
  static Coroutine<Long> scan(String host, int from, int to) {
    Semaphore turns = new Semaphore(AT_ONCE);
    List<Coroutine<Boolean>> scans =
        IntStream.rangeClosed(from, to).mapToObj(port -> isOpen(host, port, turns)).toList();
    long open = await(gather(scans)).stream().filter(isOpen -> isOpen).count();
    System.out.printf("%s: %d of the ports %d to %d are open%n", host, open, from, to);
    return Coroutine.of(open);
  }

  @Async
  static Coroutine<Long> demo() {
    try (Server server = await(Streams.startServer(EchoServer::echo, "127.0.0.1", 0))) {
      int port = server.port();
      System.out.println("Somebody listens at port " + port);
      return Coroutine.of(
          await(scan("127.0.0.1", Math.max(1, port - 500), Math.min(port + 500, 65_535))));
    }
  }

  public static void main(String[] args) {
    Asyncio.run(
        args.length == 0
            ? demo()
            : scan(args[0], Integer.parseInt(args[1]), Integer.parseInt(args[2])));
  }
}
