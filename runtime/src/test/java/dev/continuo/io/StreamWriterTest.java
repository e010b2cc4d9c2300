// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.io.StreamsTest.bytes;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.AsyncFunction;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.Failures;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules P15 to P25 of asyncio, and how we differ. */
class StreamWriterTest {

  /** More than the system buffers on the way. */
  private static final int LOTS = 8_000_000;

  private static void with(Net net, AsyncFunction<Net.Pair, Void> body) {
    Asyncio.run(() -> net.pair(body));
  }

  private static byte[] random(int n) {
    byte[] data = new byte[n];
    new Random(n).nextBytes(data);
    return data;
  }

  @ParameterizedTest
  @EnumSource
  void writeWaitsWhileThePeerIsSlowAndWithTheArrayUntilItIsThrough(Net net) {
    with(net, StreamWriterTest::waitsWhileSlow);
  }

  @Async
  private static Coroutine<Void> waitsWhileSlow(Net.Pair pair) throws IOException {
    byte[] data = random(LOTS);
    byte[] expected = data.clone();
    StreamWriter writer = pair.client().writer();
    Task<Void> writing = createTask(writer.write(data));
    await(pair.server().reader().readExactly(1));
    assertThat(writing.isDone()).isFalse();
    assertThat(writer.bufferSize()).isGreaterThan(1 << 16);
    Task<byte[]> rest = createTask(pair.server().reader().readExactly(LOTS - 1));
    await(writing);
    assertThat(writer.bufferSize()).isAtMost(1 << 14);
    // What is still in the buffer is a copy.
    Arrays.fill(data, (byte) 0);
    assertThat(await(rest)).isEqualTo(Arrays.copyOfRange(expected, 1, LOTS));
    return Coroutine.done();
  }

  @Test
  void aWriteThatIsCancelledIsSentInFull() {
    with(
        Net.TCP,
        pair -> {
          byte[] data = random(LOTS);
          byte[] expected = data.clone();
          Task<Void> writing = createTask(pair.client().writer().write(data));
          await(pair.server().reader().readExactly(1));
          writing.cancel();
          assertThat(await(Failures.thrownBy(writing.asCoroutine()))).isNotNull();
          Arrays.fill(data, (byte) 0);
          pair.client().writer().writeNoWait(bytes("!"));
          byte[] rest = await(pair.server().reader().readExactly(LOTS));
          assertThat(Arrays.copyOf(rest, LOTS - 1))
              .isEqualTo(Arrays.copyOfRange(expected, 1, LOTS));
          assertThat(rest[LOTS - 1]).isEqualTo('!');
          return Coroutine.done();
        });
  }

  @Test
  void piecesOfSeveralTasksAreNotMixedUp() {
    with(
        Net.TCP,
        pair -> {
          StreamWriter writer = pair.client().writer();
          byte[] a = new byte[LOTS / 2];
          byte[] b = new byte[LOTS / 2];
          Arrays.fill(b, (byte) 1);
          Task<Void> first = createTask(writer.write(a));
          Task<Void> second = createTask(writer.write(b));
          Task<Void> drain = createTask(writer.drain());
          Task<Void> drainToo = createTask(writer.drain());
          byte[] all = await(pair.server().reader().readExactly(LOTS));
          await(gather(first, second, drain, drainToo));
          assertThat(Arrays.copyOf(all, LOTS / 2)).isEqualTo(a);
          assertThat(Arrays.copyOfRange(all, LOTS / 2, LOTS)).isEqualTo(b);
          return Coroutine.done();
        });
  }

  @Test
  void writeNoWaitNeverWaitsAndDrainBlocksAboveTheHighMarkUntilTheLowOne() {
    with(
        Net.TCP,
        pair -> {
          StreamWriter writer = pair.client().writer();
          writer.setWaterMarks(10, 1_000_000);
          byte[] data = random(LOTS);
          writer.writeNoWait(data);
          int kept = writer.bufferSize();
          assertThat(kept).isGreaterThan(1_000_000);
          Task<Void> drain = createTask(writer.drain());
          await(pair.server().reader().readExactly(1));
          assertThat(drain.isDone()).isFalse();
          Task<byte[]> rest = createTask(pair.server().reader().readExactly(LOTS - 1));
          await(drain);
          assertThat(writer.bufferSize()).isAtMost(10);
          assertThat(await(rest)).isEqualTo(Arrays.copyOfRange(data, 1, LOTS));
          await(writer.drain());
          return Coroutine.done();
        });
  }

  @Test
  void waterMarksMustBeInOrder() {
    with(
        Net.TCP,
        pair -> {
          StreamWriter writer = pair.client().writer();
          assertThat(assertThrows(IllegalArgumentException.class, () -> writer.setWaterMarks(5, 4)))
              .hasMessageThat()
              .isEqualTo("high (4) must be >= low (5) must be >= 0");
          assertThat(
                  assertThrows(IllegalArgumentException.class, () -> writer.setWaterMarks(-1, 4)))
              .hasMessageThat()
              .isEqualTo("high (4) must be >= low (-1) must be >= 0");
          return Coroutine.done();
        });
  }

  @ParameterizedTest
  @EnumSource
  void writeEofHalfClosesAndThePeerCanStillAnswer(Net net) {
    with(
        net,
        pair -> {
          byte[] data = random(LOTS);
          StreamWriter writer = pair.client().writer();
          writer.writeNoWait(data);
          writer.writeEof();
          assertThat(
                  assertThrows(IllegalStateException.class, () -> writer.writeNoWait(new byte[1])))
              .hasMessageThat()
              .isEqualTo("Cannot write after writeEof()");
          assertThat(await(Failures.thrownBy(writer.write(new byte[1]))))
              .isInstanceOf(IllegalStateException.class);
          assertThat(await(pair.server().reader().read())).isEqualTo(data);
          await(pair.server().writer().write(bytes("answer")));
          pair.server().writer().close();
          assertThat(await(pair.client().reader().read())).isEqualTo(bytes("answer"));
          return Coroutine.done();
        });
  }

  @Test
  void writesAfterCloseAreDroppedAndDrainSaysSo() {
    with(
        Net.TCP,
        pair -> {
          StreamWriter writer = pair.client().writer();
          writer.close();
          assertThat(writer.isClosing()).isTrue();
          writer.writeNoWait(bytes("lost"));
          Throwable t = await(Failures.thrownBy(writer.drain()));
          assertThat(t).isInstanceOf(SocketException.class);
          assertThat(t).hasMessageThat().isEqualTo("Connection lost: it was closed");
          assertThat(await(Failures.thrownBy(writer.write(bytes("lost")))))
              .isInstanceOf(SocketException.class);
          await(writer.waitClosed());
          writer.writeEof();
          writer.close();
          assertThat(await(pair.server().reader().read())).isEmpty();
          return Coroutine.done();
        });
  }

  @Test
  void abortDropsTheBufferAtOnce() {
    with(
        Net.TCP,
        pair -> {
          StreamWriter writer = pair.client().writer();
          Task<Void> writing = createTask(writer.write(random(LOTS)));
          await(pair.server().reader().readExactly(1));
          writer.abort();
          assertThat(writer.bufferSize()).isEqualTo(0);
          await(writer.waitClosed());
          assertThat(await(Failures.thrownBy(writing.asCoroutine())))
              .isInstanceOf(SocketException.class);
          byte[] got = await(pair.server().reader().read());
          assertThat(got.length).isLessThan(LOTS - 1);
          return Coroutine.done();
        });
  }

  @Test
  void aResetIsThrownToReaderWriterAndWaitClosed() {
    with(
        Net.TCP,
        pair -> {
          Connection client = pair.client();
          Task<byte[]> reading = createTask(client.reader().read());
          Task<Void> writing = createTask(client.writer().write(random(LOTS)));
          await(pair.server().reader().readExactly(1));
          Net.reset(pair.server());
          Throwable t = await(Failures.thrownBy(writing.asCoroutine()));
          assertThat(t).isInstanceOf(IOException.class);
          assertThat(await(Failures.thrownBy(client.writer().waitClosed()))).isSameInstanceAs(t);
          assertThat(await(Failures.thrownBy(reading.asCoroutine()))).isSameInstanceAs(t);
          Throwable unsent = await(Failures.thrownBy(client.closeAsync()));
          assertThat(unsent).hasMessageThat().endsWith("bytes not sent");
          assertThat(unsent).hasCauseThat().isSameInstanceAs(t);
          return Coroutine.done();
        });
  }

  @Test
  void whatCameBeforeTheEndCanBeReadAfterAWriteFailed() {
    with(
        Net.TCP,
        pair -> {
          await(pair.server().writer().write(bytes("last words")));
          pair.server().writer().close();
          await(pair.server().writer().waitClosed());
          Connection client = pair.client();
          while (!client.writer().isClosing()) {
            client.writer().writeNoWait(new byte[1]);
            await(yieldNow());
          }
          assertThat(await(Failures.thrownBy(client.writer().waitClosed())))
              .isInstanceOf(IOException.class);
          assertThat(await(client.reader().read())).isEqualTo(bytes("last words"));
          return Coroutine.done();
        });
  }

  @Test
  void closeFlushesAndIsCutShortByCancelling() {
    with(
        Net.TCP,
        pair -> {
          pair.client().writer().writeNoWait(random(LOTS));
          Task<Void> closing = createTask(pair.client().closeAsync());
          await(pair.server().reader().readExactly(1));
          assertThat(closing.isDone()).isFalse();
          closing.cancel();
          assertThat(await(Failures.thrownBy(closing.asCoroutine()))).isNotNull();
          await(pair.client().writer().waitClosed());
          assertThat(pair.client().writer().bufferSize()).isEqualTo(0);
          return Coroutine.done();
        });
  }
}
