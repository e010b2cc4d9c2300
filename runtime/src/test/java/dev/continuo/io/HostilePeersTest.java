// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.io.StreamsTest.bytes;

import dev.continuo.AsyncTimeoutException;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Failures;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peers that never read, never write, never end: memory stays bounded, others are served on. */
class HostilePeersTest {

  private static final int PIECE = 100_000;

  /** Far more than the system and both sides' limits can hold on the way. */
  private static final int MOST_ON_THE_WAY = 30_000_000;

  /** Has some echoes, as others would. */
  @Async
  private static Coroutine<Void> isServed(Net net, Server server) throws IOException {
    try (Connection c = await(net.connect(server, ConnectOptions.defaults()))) {
      for (int i = 0; i < 20; i++) {
        await(c.writer().write(bytes("echo " + i + "\n")));
        assertThat(await(c.reader().readLine())).isEqualTo("echo " + i);
      }
    }
    return Coroutine.done();
  }

  /** Writes for ever; counts what is written. */
  @Async
  private static Coroutine<Void> flood(StreamWriter writer, long[] written) {
    while (true) {
      await(writer.write(new byte[PIECE]));
      written[0] += PIECE;
      assertThat(writer.bufferSize()).isAtMost(1 << 16);
    }
  }

  @Async
  private static Coroutine<Void> echoOrFlood(Connection c, long[] written) throws IOException {
    if ("flood".equals(await(c.reader().readLine()))) {
      return flood(c.writer(), written);
    }
    await(c.writer().write(bytes("echo 0\n")));
    return StreamsTest.echo(c);
  }

  @ParameterizedTest
  @EnumSource
  void aPeerThatNeverReadsStopsItsOwnHandlerOnly(Net net) {
    Asyncio.run(
        () -> {
          long[] written = new long[1];
          try (Server server =
              await(net.serve(c -> echoOrFlood(c, written), ServerOptions.defaults()))) {
            EventLoop.running().setExceptionHandler((loop, error) -> {});
            Connection idle = await(net.connect(server, ConnectOptions.defaults()));
            idle.transport.pauseReading();
            await(idle.writer().write(bytes("flood\n")));
            await(isServed(net, server));
            await(isServed(net, server));
            long before = written[0];
            await(isServed(net, server));
            assertThat(written[0]).isEqualTo(before);
            assertThat(before).isLessThan(MOST_ON_THE_WAY);
            idle.writer().abort();
          }
          return Coroutine.done();
        });
  }

  @ParameterizedTest
  @EnumSource
  void whatNobodyReadsHoldsItsSenderBack(Net net) {
    Asyncio.run(
        () ->
            net.pair(
                pair -> {
                  long[] written = new long[1];
                  Task<Void> flood = createTask(flood(pair.client().writer(), written));
                  long before = -1;
                  while (before != written[0]) {
                    before = written[0];
                    await(sleep(Duration.ofMillis(20)));
                  }
                  assertThat(written[0]).isLessThan(MOST_ON_THE_WAY);
                  assertThat(flood.isDone()).isFalse();
                  // It goes on as soon as somebody reads.
                  await(pair.server().reader().readExactly(MOST_ON_THE_WAY));
                  assertThat(written[0]).isAtLeast(MOST_ON_THE_WAY - (1 << 16));
                  flood.cancel();
                  return Coroutine.done();
                }));
  }

  @ParameterizedTest
  @EnumSource
  void anEndlessLineEndsItsConnection(Net net) {
    List<Throwable> failures = new ArrayList<>();
    Asyncio.run(
        () -> {
          EventLoop.running().setExceptionHandler((loop, error) -> failures.add(error.exception()));
          try (Server server =
              await(net.serve(HostilePeersTest::echoLines, ServerOptions.defaults().limit(1000)))) {
            Connection endless = await(net.connect(server, ConnectOptions.defaults()));
            long[] written = new long[1];
            assertThat(await(Failures.thrownBy(flood(endless.writer(), written))))
                .isInstanceOf(IOException.class);
            assertThat(written[0]).isLessThan(MOST_ON_THE_WAY);
            await(isServed(net, server));
          }
          return Coroutine.done();
        });
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Async
  private static Coroutine<Void> echoLines(Connection c) throws IOException {
    for (String line = await(c.reader().readLine());
        line != null;
        line = await(c.reader().readLine())) {
      await(c.writer().write(bytes(line + "\n")));
    }
    return Coroutine.done();
  }

  @ParameterizedTest
  @EnumSource
  void aSlowLorisIsLeftByATimeLimit(Net net) {
    TestLoop.run(
        () -> {
          int[] left = new int[1];
          try (Server server =
              await(net.serve(c -> withLimit(c, left), ServerOptions.defaults()))) {
            List<Connection> lorises = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
              lorises.add(await(net.connect(server, ConnectOptions.defaults())));
            }
            for (int letter = 0; letter < 3; letter++) {
              for (Connection loris : lorises) {
                await(loris.writer().write(bytes("x")));
              }
              await(sleep(Duration.ofSeconds(4)));
              assertThat(left[0]).isEqualTo(letter < 2 ? 0 : 200);
              await(isServed(net, server));
            }
            for (Connection loris : lorises) {
              assertThat(await(loris.reader().read())).isEqualTo(bytes("too slow\n"));
              await(loris.closeAsync());
            }
          }
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> withLimit(Connection c, int[] left) throws IOException {
    try {
      String line = await(timeout(Duration.ofSeconds(10), () -> c.reader().readLine()));
      await(c.writer().write(bytes(line + "\n")));
    } catch (AsyncTimeoutException e) {
      left[0]++;
      await(c.writer().write(bytes("too slow\n")));
      return Coroutine.done();
    }
    return StreamsTest.echo(c);
  }
}
