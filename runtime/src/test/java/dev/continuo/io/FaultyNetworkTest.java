// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.timeout;

import dev.continuo.AsyncTimeoutException;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Failures;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes over a bad network arrives whole and in order, or not at all. */
class FaultyNetworkTest {

  static final int[] SIZES = {
    0, 1, 2, 255, (1 << 14) - 1, 1 << 14, (1 << 14) + 1, (1 << 16) + 1, 300_000
  };

  private static final Duration BOUND = Duration.ofSeconds(20);

  private static byte[] random(int n, long seed) {
    byte[] data = new byte[n];
    new Random(seed).nextBytes(data);
    return data;
  }

  // ---- chunks of random sizes

  @ParameterizedTest
  @EnumSource
  void whatIsSentComesBackWhateverTheChunks(Net net) {
    for (int size : SIZES) {
      for (int most : new int[] {Math.max(1, size / 50), 100_000}) {
        long seed = 31L * size + most;
        Asyncio.run(() -> timeout(BOUND, () -> thereAndBack(net, size, most, seed)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameOnTheThreadOfAnExecutor(Net net) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      EventLoop loop = EventLoop.on(executor);
      for (int size : SIZES) {
        int most = Math.max(1, size / 20);
        Asyncio.runCoroutineThreadsafe(thereAndBack(net, size, most, size), loop)
            .get(BOUND.toSeconds(), TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdown();
    }
  }

  private static Coroutine<Void> thereAndBack(Net net, int size, int most, long seed) {
    return thereAndBack(net, ServerOptions.defaults(), ConnectOptions.defaults(), size, most, seed);
  }

  @Async
  static Coroutine<Void> thereAndBack(
      Net net, ServerOptions serving, ConnectOptions connecting, int size, int most, long seed) {
    Random seeds = new Random(seed);
    LoopIo.running().wires =
        ch -> new FaultyWire(ch, seeds.nextLong(), most, Long.MAX_VALUE, FaultyWire.End.RESET);
    byte[] data = random(size, seed);
    try (Server server = await(net.serve(StreamsTest::echo, serving));
        Connection c = await(net.connect(server, connecting))) {
      Task<Void> sending = createTask(sendInPieces(c.writer(), data, seeds));
      assertThat(await(c.reader().read())).isEqualTo(data);
      await(sending);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> sendInPieces(StreamWriter writer, byte[] data, Random random) {
    for (int at = 0; at < data.length; ) {
      int end = Math.min(data.length, at + 1 + random.nextInt(1 + data.length / 3));
      byte[] piece = Arrays.copyOfRange(data, at, end);
      if (random.nextBoolean()) {
        await(writer.write(piece));
      } else {
        writer.writeNoWait(piece);
        await(writer.drain());
      }
      Arrays.fill(piece, (byte) 0);
      at = end;
    }
    writer.writeEof();
    return Coroutine.done();
  }

  // ---- resets

  private static final int REQUEST = 23;
  private static final int ANSWER = 31;

  /** Client and server each break once at every byte of what they exchange, and a few after. */
  @ParameterizedTest
  @EnumSource
  void aResetAtAnyByteEndsBothSidesAndLeavesNothing(Net net) {
    int before = Net.descriptors();
    for (int at = 0; at <= REQUEST + ANSWER + 2; at++) {
      int bytes = at;
      for (int side = 0; side < 2; side++) {
        int broken = side;
        try {
          Asyncio.run(() -> timeout(BOUND, () -> brokenExchange(net, broken, bytes)));
        } catch (Throwable t) {
          throw new AssertionError("side " + broken + " reset after " + bytes + " bytes", t);
        }
      }
    }
    assertThat(Net.descriptors()).isEqualTo(before);
  }

  @Async
  private static Coroutine<Void> brokenExchange(Net net, int broken, int bytes) {
    EventLoop.running().setExceptionHandler((loop, error) -> {});
    LoopIo io = LoopIo.running();
    int[] wires = new int[1];
    // The client's wire is made first: the server accepts in a later pass.
    io.wires =
        ch ->
            new FaultyWire(
                ch, bytes, 10, wires[0]++ == broken ? bytes : Long.MAX_VALUE, FaultyWire.End.RESET);
    byte[] request = random(REQUEST, 1);
    byte[] answer = random(ANSWER, 2);
    ByteArrayOutputStream atServer = new ByteArrayOutputStream();
    ByteArrayOutputStream atClient = new ByteArrayOutputStream();
    boolean[] acknowledged = new boolean[1];
    try (Server server =
        await(net.serve(c -> serve(c, atServer, answer), ServerOptions.defaults()))) {
      await(
          Failures.thrownBy(
              Asyncio.async(() -> ask(net, server, request, atClient, acknowledged))));
    }
    assertThat(io.open()).isEmpty();
    byte[] arrived = atServer.toByteArray();
    assertThat(arrived).isEqualTo(Arrays.copyOf(request, arrived.length));
    byte[] back = atClient.toByteArray();
    assertThat(back).isEqualTo(Arrays.copyOf(answer, back.length));
    if (acknowledged[0]) {
      assertThat(arrived).isEqualTo(request);
    }
    assertWithMessage("nothing was broken")
        .that(bytes < REQUEST + ANSWER || back.length == ANSWER)
        .isTrue();
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> ask(
      Net net, Server server, byte[] request, ByteArrayOutputStream got, boolean[] acknowledged)
      throws IOException {
    try (Connection c = await(net.connect(server, ConnectOptions.defaults()))) {
      await(c.writer().write(request));
      c.writer().writeEof();
      while (!c.reader().atEof()) {
        byte[] some = await(c.reader().read(100));
        got.writeBytes(some);
        acknowledged[0] |= some.length > 0;
      }
    }
    return Coroutine.done();
  }

  /** Answers when it has all of the request: an answer acknowledges it. */
  @Async
  private static Coroutine<Void> serve(Connection c, ByteArrayOutputStream got, byte[] answer)
      throws IOException {
    while (got.size() < REQUEST && !c.reader().atEof()) {
      got.writeBytes(await(c.reader().read(100)));
    }
    if (got.size() == REQUEST) {
      await(c.writer().write(answer));
    }
    return Coroutine.done();
  }

  // ---- peers that fall silent

  @ParameterizedTest
  @EnumSource
  void aPeerThatFallsSilentIsLeftByATimeLimit(Net net) {
    TestLoop.run(() -> leaveTheSilent(net));
  }

  @Async
  private static Coroutine<Void> leaveTheSilent(Net net) {
    LoopIo io = LoopIo.running();
    io.wires = ch -> new FaultyWire(ch, 1, 10, 12, FaultyWire.End.SILENCE);
    try (Server server = await(net.serve(StreamsTest::echo, ServerOptions.defaults()))) {
      Connection c = await(net.connect(server, ConnectOptions.defaults()));
      await(c.writer().write(random(10, 1)));
      assertThat(await(Failures.thrownBy(timeout(Duration.ofHours(1), () -> c.reader().read()))))
          .isInstanceOf(AsyncTimeoutException.class);
      c.writer().writeNoWait(random(10, 1));
      assertThat(await(Failures.thrownBy(timeout(Duration.ofHours(1), () -> c.closeAsync()))))
          .isInstanceOf(AsyncTimeoutException.class);
      server.abortClients();
    }
    assertThat(io.open()).isEmpty();
    return Coroutine.done();
  }
}
