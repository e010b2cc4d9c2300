// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.toThread;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.sync.Semaphore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A process with many connections: {@code LoadClient PORT CONNECTIONS}. It says "open" when all are
 * open and have had an echo, and for each line it is given has an echo on each again.
 */
final class LoadClient {

  private static final int MESSAGE = 100;

  private LoadClient() {}

  public static void main(String[] args) {
    Asyncio.run(() -> run(Integer.parseInt(args[0]), Integer.parseInt(args[1])));
  }

  @Async
  private static Coroutine<Void> run(int port, int n) {
    Semaphore dialling = new Semaphore(100);
    List<Coroutine<Connection>> dials = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      dials.add(dial(port, dialling));
    }
    List<Connection> connections = await(gather(dials));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = "";
    while (line != null) {
      List<Coroutine<Void>> echoes = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        int number = i;
        echoes.add(Asyncio.async(() -> echo(connections.get(number), number)));
      }
      await(gather(echoes));
      System.out.println("open");
      line = await(toThread(in::readLine));
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Connection> dial(int port, Semaphore dialling) {
    await(dialling.acquire());
    try {
      return Coroutine.of(await(Streams.openConnection("127.0.0.1", port)));
    } finally {
      dialling.release();
    }
  }

  @Async
  private static Coroutine<Void> echo(Connection c, int number) throws IOException {
    byte[] message = new byte[MESSAGE];
    Arrays.fill(message, (byte) number);
    await(c.writer().write(message));
    if (!Arrays.equals(await(c.reader().readExactly(MESSAGE)), message)) {
      throw new AssertionError("another echo than what was sent");
    }
    return Coroutine.done();
  }
}
