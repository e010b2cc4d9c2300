// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.toThread;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Thousands of connections, held open by another process; {@code -Dcontinuo.connections=10000} for
 * more than a build has the time for, or as many as the system permits.
 */
class LoadTest {

  private static final int CONNECTIONS = Integer.getInteger("continuo.connections", 2_000);

  /** What both processes need beside the connections. */
  private static final int OTHER_DESCRIPTORS = 500;

  /** In the heap, while a connection is idle; with the task of its handler. */
  private static final long BYTES_A_CONNECTION = 4_000;

  @Test
  void thousandsOfConnectionsAreHeldOpenAndEchoed() throws Exception {
    Asyncio.run(() -> hold(connections()));
  }

  private static int connections() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long most = unix.getMaxFileDescriptorCount() - OTHER_DESCRIPTORS;
      return (int) Math.min(CONNECTIONS, most);
    }
    return Math.min(CONNECTIONS, 1_000);
  }

  @Async
  private static Coroutine<Void> hold(int n) throws IOException, InterruptedException {
    ServerOptions options = ServerOptions.defaults().backlog(1_000);
    try (Server server = await(Streams.startServer(StreamsTest::echo, "127.0.0.1", 0, options))) {
      Process clients = start(server.port(), n);
      try {
        BufferedReader out = clients.inputReader();
        long before = usedMemory();
        long begin = System.nanoTime();
        assertThat(await(toThread(out::readLine))).isEqualTo("open");
        long opened = System.nanoTime();
        assertThat(LoopIo.running().open()).hasSize(n + 1);
        long each = (usedMemory() - before) / n;
        long again = System.nanoTime();
        clients.getOutputStream().write('\n');
        clients.getOutputStream().flush();
        assertThat(await(toThread(out::readLine))).isEqualTo("open");
        long end = System.nanoTime();
        System.out.printf(
            "%d connections: %d ms to open and echo, %d ms to echo again, %d bytes of heap each%n",
            n, (opened - begin) / 1_000_000, (end - again) / 1_000_000, each);
        assertThat(each).isLessThan(BYTES_A_CONNECTION);
      } finally {
        clients.destroyForcibly();
        await(toThread(() -> clients.waitFor(10, TimeUnit.SECONDS)));
      }
    }
    assertThat(LoopIo.running().open()).isEmpty();
    return Coroutine.done();
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static Process start(int port, int n) throws IOException {
    String java =
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    return new ProcessBuilder(
            java,
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            LoadClient.class.getName(),
            Integer.toString(port),
            Integer.toString(n))
        .redirectError(Redirect.INHERIT)
        .start();
  }
}
