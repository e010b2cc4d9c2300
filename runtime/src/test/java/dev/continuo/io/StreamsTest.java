// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class StreamsTest {

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Gives back what it is given. */
  @Async
  static Coroutine<Void> echo(Connection c) throws IOException {
    for (byte[] b = await(c.reader().read(1 << 16));
        b.length > 0;
        b = await(c.reader().read(1 << 16))) {
      await(c.writer().write(b));
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> talk() throws IOException {
    try (Server server = await(Streams.startServer(StreamsTest::echo, "127.0.0.1", 0))) {
      assertThat(server.isServing()).isTrue();
      try (Connection c = await(Streams.openConnection("127.0.0.1", server.port()))) {
        await(c.writer().write(bytes("hello\nworld")));
        assertThat(await(c.reader().readLine())).isEqualTo("hello");
        c.writer().writeEof();
        assertThat(await(c.reader().readLine())).isEqualTo("world");
        assertThat(await(c.reader().readLine())).isNull();
        assertThat(c.sslSession()).isNull();
        assertThat(c.remoteAddress()).isEqualTo(server.addresses().get(0));
      }
    }
    return Coroutine.done();
  }

  @Test
  void aClientAndAServerTalkOnTheSelectorLoop() {
    Asyncio.run(StreamsTest::talk);
  }

  @Test
  void aClientAndAServerTalkInVirtualTime() {
    TestLoop.run(StreamsTest::talk);
  }

  @Test
  void aClientAndAServerTalkOnTheThreadOfAnExecutor() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      EventLoop loop = EventLoop.on(executor);
      Asyncio.runCoroutineThreadsafe(Asyncio.async(StreamsTest::talk), loop).get();
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void twentyMegabytesAreFlushedAtClose() {
    byte[] data = new byte[20_000_000];
    new java.util.Random(1).nextBytes(data);
    Asyncio.run(
        () -> {
          try (Server server =
              await(
                  Streams.startServer(
                      c -> {
                        c.writer().writeNoWait(data);
                        return Coroutine.done();
                      },
                      "127.0.0.1",
                      0))) {
            try (Connection c = await(Streams.openConnection("127.0.0.1", server.port()))) {
              Task<byte[]> all = createTask(c.reader().read());
              assertThat(await(all)).isEqualTo(data);
            }
          }
          return Coroutine.done();
        });
  }

  @Test
  void whatIsLeftOpenIsClosedWithTheLoop() {
    Asyncio.run(() -> Net.TCP.pair(pair -> Coroutine.done()));
    int before = Net.descriptors();
    int[] open = new int[1];
    Asyncio.run(
        () -> {
          Server server = await(Streams.startServer(StreamsTest::echo, "127.0.0.1", 0));
          Connection c = await(Streams.openConnection("127.0.0.1", server.port()));
          open[0] = LoopIo.running().open().size();
          return c.writer().write(bytes("hello"));
        });
    assertThat(open[0]).isAtLeast(2);
    assertThat(Net.descriptors()).isEqualTo(before);
  }
}
