// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.io.Server;
import dev.continuo.io.ServerOptions;
import dev.continuo.io.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Minutes of traffic of all kinds with faults at random, {@code -Psoak [-Dsoak.minutes=10]}:
 * afterwards there are as many descriptors, tasks and bytes of heap as after the first minute.
 */
final class SoakTest {

  private static final int MINUTES = Integer.getInteger("soak.minutes", 0);

  /** What the JVM itself opens, loads and compiles as it goes on. */
  private static final int MORE_DESCRIPTORS = 5;

  private static final long MORE_HEAP = 2_000_000;

  @TempDir Path folder;

  private record Level(long descriptors, int tasks, long heap) {}

  @Test
  void nothingGrows() throws Exception {
    assumeTrue(MINUTES > 0, "takes minutes: mvn verify -pl samples -am -Psoak -Dsoak.minutes=10");
    Files.writeString(folder.resolve("index.html"), "<p>soak".repeat(100));
    Files.write(folder.resolve("large.bin"), new byte[1_000_000]);
    SSLContext tls = Tls.context(Programs.keyStore(Files.createDirectory(folder.resolve("keys"))));
    Asyncio.run(() -> soak(tls));
  }

  @Async
  private Coroutine<Void> soak(SSLContext tls) throws IOException {
    ServerOptions plain = ServerOptions.defaults();
    StaticFiles files = new StaticFiles(folder, Duration.ofSeconds(5));
    try (Server echo = await(Streams.startServer(SoakTest::echo, "127.0.0.1", 0));
        Server echoTls =
            await(Streams.startServer(SoakTest::echo, "127.0.0.1", 0, plain.ssl(tls)));
        Server http = await(files.start(0, plain));
        Server https = await(files.start(0, plain.ssl(tls)))) {
      List<Server> servers = List.of(echo, echoTls, http, https);
      List<Integer> ports = servers.stream().map(Server::port).toList();
      Traffic traffic = new Traffic(ports, tls, new Random(5));
      List<Level> levels = new ArrayList<>();
      for (int minute = 1; minute <= MINUTES; minute++) {
        await(traffic.flow(Duration.ofMinutes(1)));
        servers.forEach(Server::abortClients);
        levels.add(await(level()));
        System.out.println("minute " + minute + ": " + levels.get(minute - 1) + ", " + traffic);
      }
      check(levels.get(0), levels.get(MINUTES - 1));
    }
    return Coroutine.done();
  }

  private static void check(Level first, Level last) {
    assertThat(last.tasks).isEqualTo(first.tasks);
    assertThat(last.descriptors).isAtMost(first.descriptors + MORE_DESCRIPTORS);
    assertThat(last.heap).isAtMost(first.heap + MORE_HEAP);
  }

  /** As the sample does, but a client that fails is what we are here for. */
  @Async
  private static Coroutine<Void> echo(dev.continuo.io.Connection client) {
    try {
      await(EchoServer.echo(client));
    } catch (IOException e) {
      // One of the faults.
    }
    return Coroutine.done();
  }

  /** When all has come to rest: the tasks that go on are ours alone. */
  @Async
  private static Coroutine<Level> level() throws IOException {
    for (int i = 0; i < 600 && Asyncio.allTasks().size() > 1; i++) {
      await(Asyncio.sleep(Duration.ofMillis(100)));
    }
    long heap = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      await(Asyncio.sleep(Duration.ofMillis(100)));
      Runtime runtime = Runtime.getRuntime();
      heap = Math.min(heap, runtime.totalMemory() - runtime.freeMemory());
    }
    return Coroutine.of(new Level(descriptors(), Asyncio.allTasks().size(), heap));
  }

  /** How many this process has open; 0 where that cannot be seen. */
  private static long descriptors() throws IOException {
    Path own = Path.of("/proc/self/fd");
    if (!Files.isDirectory(own)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(own)) {
      return all.count();
    }
  }
}
