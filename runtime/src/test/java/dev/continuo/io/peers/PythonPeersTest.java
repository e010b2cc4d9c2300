// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io.peers;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.timeout;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.continuo.AsyncCallable;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.io.Connection;
import dev.continuo.io.Server;
import dev.continuo.io.StreamWriter;
import dev.continuo.io.Streams;
import dev.continuo.process.Subprocess;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CPython's asyncio at the other end: lines one by one, then 20 MB and a half close. */
final class PythonPeersTest {

  private static final int LINES = 200;
  private static final int MEGABYTES = 20;
  private static final String ECHOED = "echoed 200 lines and 20000000 bytes\n";

  @TempDir Path folder;

  private static void run(AsyncCallable<Void> test) {
    Asyncio.run(() -> timeout(Duration.ofMinutes(2), test));
  }

  @Async
  private static Coroutine<Void> echo(Connection client) throws IOException {
    while (!client.reader().atEof()) {
      await(client.writer().write(await(client.reader().read(100_000))));
    }
    client.writer().writeEof();
    return Coroutine.done();
  }

  @Test
  void aClientOfAsyncioIsServed() {
    String python = Peer.python();
    run(
        () -> {
          try (Server server = await(Streams.startServer(PythonPeersTest::echo, "127.0.0.1", 0))) {
            String port = Integer.toString(server.port());
            String[] command = {
              python, Peer.script("client.py"), "127.0.0.1", port, "" + LINES, "" + MEGABYTES
            };
            assertThat(await(Peer.run(null, command))).isEqualTo(ECHOED);
          }
          return Coroutine.done();
        });
  }

  @Test
  void aClientOfAsyncioIsServedAtAUnixSocket() {
    String python = Peer.python();
    Path socket = folder.resolve("s");
    run(
        () -> {
          try (Server server =
              await(
                  Streams.startServer(PythonPeersTest::echo, UnixDomainSocketAddress.of(socket)))) {
            assertThat(server.isServing()).isTrue();
            String[] command = {
              python, Peer.script("client.py"), socket.toString(), "" + LINES, "" + MEGABYTES
            };
            assertThat(await(Peer.run(null, command))).isEqualTo(ECHOED);
          }
          return Coroutine.done();
        });
  }

  @Test
  void aServerOfAsyncioServesUs() {
    String python = Peer.python();
    run(
        () -> {
          try (Subprocess server = await(Peer.start(python, Peer.script("server.py")))) {
            int port = Integer.parseInt(await(server.stdout().readLine()));
            await(talk(await(Streams.openConnection("127.0.0.1", port))));
            server.stdin().close();
            assertThat(await(server.waitFor())).isEqualTo(0);
          }
          return Coroutine.done();
        });
  }

  @Test
  void aServerOfAsyncioServesUsAtAUnixSocket() {
    String python = Peer.python();
    String socket = folder.resolve("s").toString();
    run(
        () -> {
          try (Subprocess server = await(Peer.start(python, Peer.script("server.py"), socket))) {
            assertThat(await(server.stdout().readLine())).isEqualTo(socket);
            await(talk(await(Streams.openConnection(UnixDomainSocketAddress.of(socket)))));
            server.stdin().close();
            assertThat(await(server.waitFor())).isEqualTo(0);
          }
          return Coroutine.done();
        });
  }

  /** The same as client.py does. */
  @Async
  private static Coroutine<Void> talk(Connection connection) throws IOException {
    try (connection) {
      for (int i = 0; i < LINES; i++) {
        byte[] line = ("line " + i + ";").getBytes(UTF_8);
        await(connection.writer().write(line));
        assertThat(await(connection.reader().readUntil(new byte[] {';'}))).isEqualTo(line);
      }
      byte[] data = new byte[MEGABYTES * 1_000_000];
      for (int i = 0; i < data.length; i++) {
        data[i] = (byte) (i % 251);
      }
      Task<Void> sending = createTask(send(data, connection.writer()));
      assertThat(Arrays.equals(await(connection.reader().read()), data)).isTrue();
      await(sending);
      assertThat(connection.reader().atEof()).isTrue();
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> send(byte[] data, StreamWriter writer) {
    await(writer.write(data));
    writer.writeEof();
    return Coroutine.done();
  }
}
