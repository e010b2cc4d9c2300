// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.io.ConnectOptions;
import dev.continuo.io.Connection;
import dev.continuo.io.StreamWriter;
import dev.continuo.io.Streams;
import dev.continuo.process.Output;
import dev.continuo.process.Subprocess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;

/** Clients of all kinds, some of which are cancelled, cut off or killed at any moment. */
final class Traffic {

  private static final int AT_ONCE = 20;

  private final List<Integer> ports;
  private final SSLContext tls;
  private final Random random;
  private int exchanges;
  private int faults;

  /**
   * @param ports of an echo server, one with TLS, a file server, one with TLS
   */
  Traffic(List<Integer> ports, SSLContext tls, Random random) {
    this.ports = ports;
    this.tls = tls;
    this.random = random;
  }

  /** Some clients at the same time, each again and again. */
  @Async
  Coroutine<Void> flow(Duration duration) {
    long end = EventLoop.running().time() + duration.toNanos();
    List<Coroutine<Void>> clients = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      int kind = i;
      clients.add(Asyncio.async(() -> client(kind, end)));
    }
    await(Asyncio.gather(clients));
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> client(int kind, long end) throws IOException {
    while (EventLoop.running().time() < end) {
      Coroutine<Void> exchange =
          switch (kind % 5) {
            case 0, 1 -> echo(kind % 5);
            case 2, 3 -> fetch(kind % 5);
            default -> process();
          };
      Task<Void> task = createTask(exchange);
      if (random.nextInt(4) == 0) {
        faults++;
        await(Asyncio.sleep(Duration.ofMillis(random.nextInt(50))));
        task.cancel();
      }
      await(ended(task));
      exchanges++;
    }
    return Coroutine.done();
  }

  /** An echo that is wrong is an error, whatever else happens is not. */
  @Async
  @SuppressWarnings("continuo:SwallowedCancellation")
  private static Coroutine<Void> ended(Task<Void> task) {
    try {
      await(task, IOException.class);
    } catch (IOException | CancelledError e) {
      // One of the faults.
    }
    return Coroutine.done();
  }

  @Async
  private Coroutine<Connection> connect(int server) {
    ConnectOptions options = ConnectOptions.defaults();
    return Streams.openConnection(
        "127.0.0.1", ports.get(server), server % 2 == 0 ? options : options.ssl(tls));
  }

  /** Sends some, reads it back; or leaves in the middle, without a word or with a half close. */
  @Async
  private Coroutine<Void> echo(int server) throws IOException {
    try (Connection connection = await(connect(server))) {
      byte[] data = new byte[1 + random.nextInt(300_000)];
      random.nextBytes(data);
      Task<Void> sending = createTask(send(data, connection.writer()));
      try {
        if (random.nextInt(4) == 0) {
          faults++;
          await(connection.reader().readExactly(random.nextInt(data.length)));
          connection.writer().abort();
          return Coroutine.done();
        }
        byte[] echoed = await(connection.reader().read());
        if (!Arrays.equals(echoed, data)) {
          throw new AssertionError(echoed.length + " other bytes for " + data.length);
        }
      } finally {
        sending.cancel();
        await(ended(sending));
      }
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> send(byte[] data, StreamWriter writer) {
    await(writer.write(data));
    writer.writeEof();
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> fetch(int server) throws IOException {
    try (Connection connection = await(connect(server))) {
      String path = List.of("/", "/large.bin", "/missing", "/%zz").get(random.nextInt(4));
      String request = "GET " + path + " HTTP/1.1\r\nHost: here\r\n\r\n";
      int end = random.nextInt(4) == 0 ? random.nextInt(request.length()) : request.length();
      await(connection.writer().write(request.substring(0, end).getBytes(ISO_8859_1)));
      if (end < request.length()) {
        faults++;
        connection.writer().abort();
        return Coroutine.done();
      }
      String head =
          new String(await(connection.reader().readUntil("\r\n\r\n".getBytes(ISO_8859_1))));
      int size = Integer.parseInt(head.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
      await(connection.reader().readExactly(size));
    }
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> process() {
    try (Subprocess cat = await(Subprocess.exec("cat"))) {
      byte[] data = new byte[random.nextInt(200_000)];
      if (random.nextInt(4) == 0) {
        faults++;
        cat.kill();
      }
      Output output = await(cat.communicate(data));
      if (output.exitCode() == 0 && output.stdout().length != data.length) {
        throw new AssertionError(output.stdout().length + " bytes for " + data.length);
      }
    }
    return Coroutine.done();
  }

  @Override
  public String toString() {
    return exchanges + " exchanges, " + faults + " faults";
  }
}
