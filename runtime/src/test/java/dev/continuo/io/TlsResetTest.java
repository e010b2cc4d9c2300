// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Failures.thrownBy;
import static dev.continuo.io.StreamsTest.bytes;

import dev.continuo.AsyncTimeoutException;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** A connection that breaks anywhere in the handshake or after it hangs nobody, leaves nothing. */
class TlsResetTest {

  /** More than either side sends. */
  private static final int MOST = 3_000;

  /** Not at every byte: each takes a handshake. */
  private static final int STEP = 149;

  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void aResetEndsBothSidesAndLeavesNothing() {
    int before = Net.descriptors();
    for (int at = 0; at < MOST; at += STEP) {
      for (int side = 0; side < 2; side++) {
        int bytes = at;
        int broken = side;
        try {
          Asyncio.run(() -> timeout(Duration.ofSeconds(20), () -> exchange(broken, bytes)));
        } catch (Throwable t) {
          throw new AssertionError("side " + broken + " reset after " + bytes + " bytes", t);
        }
      }
    }
    assertThat(Net.descriptors()).isEqualTo(before);
  }

  @Async
  private static Coroutine<Void> exchange(int broken, int bytes) {
    EventLoop.running().setExceptionHandler((loop, error) -> {});
    LoopIo io = LoopIo.running();
    int[] wires = new int[1];
    io.wires =
        ch ->
            new FaultyWire(
                ch, bytes, 99, wires[0]++ == broken ? bytes : Long.MAX_VALUE, FaultyWire.End.RESET);
    ServerOptions options = ServerOptions.defaults().ssl(Certificates.server(Certificates.GOOD));
    try (Server server = await(Streams.startServer(StreamsTest::echo, "127.0.0.1", 0, options))) {
      Throwable t = await(thrownBy(Asyncio.async(() -> talk(server))));
      if (t != null) {
        assertThat(t).isInstanceOf(IOException.class);
      }
    }
    await(yieldNow()); // what failed is closed, and forgotten in the next pass
    await(yieldNow());
    assertThat(io.open()).isEmpty();
    return Coroutine.done();
  }

  /** In the handshake, and after it. */
  @Test
  void aPeerThatFallsSilentIsLeftByATimeLimit() {
    for (int bytes : new int[] {0, 700}) {
      Throwable t = TestLoop.run(() -> silence(bytes));
      assertThat(t).isInstanceOf(SSLHandshakeException.class);
      assertThat(t).hasMessageThat().endsWith("failed: it took longer than PT1M");
    }
    assertThat(TestLoop.run(() -> silence(2 * MOST))).isInstanceOf(AsyncTimeoutException.class);
  }

  @Async
  private static Coroutine<Throwable> silence(int bytes) {
    EventLoop.running().setExceptionHandler((loop, error) -> {});
    LoopIo io = LoopIo.running();
    io.wires = ch -> new FaultyWire(ch, bytes, 999, bytes, FaultyWire.End.SILENCE);
    ServerOptions options = ServerOptions.defaults().ssl(Certificates.server(Certificates.GOOD));
    Throwable t;
    try (Server server = await(Streams.startServer(StreamsTest::echo, "127.0.0.1", 0, options))) {
      t = await(thrownBy(Asyncio.async(() -> askTheSilent(server))));
      server.abortClients();
    }
    assertThat(io.open()).isEmpty();
    return Coroutine.of(t);
  }

  @Async
  private static Coroutine<Void> askTheSilent(Server server) throws IOException {
    ConnectOptions options = ConnectOptions.defaults().ssl(Certificates.client());
    Connection c =
        await(Streams.openConnection("127.0.0.1", server.port(), options), IOException.class);
    try {
      c.writer().writeNoWait(new byte[4 * MOST]);
      await(timeout(HOUR, () -> c.reader().readExactly(4 * MOST)));
    } finally {
      // It ends after the shutdown timeout, if TLS has taken all that was written.
      await(thrownBy(timeout(HOUR, () -> c.closeAsync())));
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> talk(Server server) throws IOException {
    ConnectOptions options = ConnectOptions.defaults().ssl(Certificates.client());
    try (Connection c =
        await(Streams.openConnection("127.0.0.1", server.port(), options), IOException.class)) {
      await(c.writer().write(bytes("hello\n")));
      String answer = await(c.reader().readLine());
      if (answer != null) {
        assertThat("hello").startsWith(answer);
      }
    }
    return Coroutine.done();
  }
}
