// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io.peers;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.timeout;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.continuo.AsyncCallable;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.io.Connection;
import dev.continuo.io.Server;
import dev.continuo.io.Streams;
import dev.continuo.process.Subprocess;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** socat and nc at the other end, which half close when their input ends. */
final class NetcatPeersTest {

  private static final String TEXT = "to be sent there and back\n".repeat(40_000);

  @TempDir Path folder;

  private static void run(AsyncCallable<Void> test) {
    Asyncio.run(() -> timeout(Duration.ofMinutes(1), test));
  }

  /** Answers when it has all: the peer must have half closed, and still listen. */
  @Async
  private static Coroutine<Void> echo(Connection client) throws IOException {
    return client.writer().write(await(client.reader().read()));
  }

  @Test
  void socatHasAllEchoed() {
    String socat = Peer.find(List.of("socat"), "-V");
    run(
        () -> {
          try (Server server = await(Streams.startServer(NetcatPeersTest::echo, "127.0.0.1", 0))) {
            String[] command = {socat, "-t", "60", "-", "TCP:127.0.0.1:" + server.port()};
            assertThat(await(Peer.run(TEXT.getBytes(UTF_8), command))).isEqualTo(TEXT);
          }
          return Coroutine.done();
        });
  }

  @Test
  void socatEchoesAllOfOurs() {
    String socat = Peer.find(List.of("socat"), "-V");
    Path socket = folder.resolve("s");
    run(
        () -> {
          String listen = "UNIX-LISTEN:" + socket;
          try (Subprocess server =
              await(Peer.start(socat, "-t", "60", "-d", "-d", listen, "EXEC:cat"))) {
            Connection connection = await(whenThere(socket));
            try (connection) {
              var sending = Asyncio.createTask(send(connection));
              assertThat(new String(await(connection.reader().read()), UTF_8)).isEqualTo(TEXT);
              await(sending);
            }
            assertThat(await(server.waitFor())).isEqualTo(0);
          }
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> send(Connection connection) {
    await(connection.writer().write(TEXT.getBytes(UTF_8)));
    connection.writer().writeEof();
    return Coroutine.done();
  }

  /** Connects as soon as the other program listens. */
  @Async
  private static Coroutine<Connection> whenThere(Path socket) {
    while (true) {
      try {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        return Coroutine.of(await(Streams.openConnection(address), IOException.class));
      } catch (IOException e) {
        await(Asyncio.sleep(Duration.ofMillis(10)));
      }
    }
  }

  @Test
  void ncHasAllEchoed() {
    String nc = Peer.find(List.of("nc.openbsd"), "-h");
    run(
        () -> {
          try (Server server = await(Streams.startServer(NetcatPeersTest::echo, "127.0.0.1", 0))) {
            // -N: half close at the end of input; others than OpenBSD's may not know it
            String[] command = {nc, "-N", "127.0.0.1", Integer.toString(server.port())};
            assertThat(await(Peer.run(TEXT.getBytes(UTF_8), command))).isEqualTo(TEXT);
          }
          return Coroutine.done();
        });
  }
}
