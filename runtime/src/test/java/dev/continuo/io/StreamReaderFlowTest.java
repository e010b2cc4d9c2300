// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Failures.thrownBy;
import static dev.continuo.io.StreamReaderTest.bytes;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a reader refuses and fails with, and when it holds back its source. */
class StreamReaderFlowTest {

  @Test
  void aFailureWakesTheReaderAndIsThrownByAllLaterReads() {
    TestLoop.run(
        () -> {
          StreamReader reader = new StreamReader();
          Task<String> read = createTask(reader.readLine());
          await(yieldNow());
          reader.feed(bytes("abc"));
          IOException failure = new IOException("reset");
          reader.fail(failure);
          await(gatherOutcomes(read));
          assertThat(read.exception()).isSameInstanceAs(failure);
          try {
            await(reader.read(1));
            throw new AssertionError("did not fail");
          } catch (IOException e) {
            assertThat(e).isSameInstanceAs(failure);
          }
          return Coroutine.done();
        });
  }

  @Test
  void aSecondReaderIsRefused() {
    TestLoop.run(
        () -> {
          StreamReader reader = new StreamReader();
          Task<byte[]> first = createTask(reader.readUntil(bytes("\n")));
          await(yieldNow());
          reader.feed(bytes("a"));
          IllegalStateException e =
              assertInstanceOf(IllegalStateException.class, await(thrownBy(reader.read(1))));
          assertThat(e)
              .hasMessageThat()
              .isEqualTo(
                  "read() called while another coroutine is already waiting for incoming data in"
                      + " readUntil(); a StreamReader is read by one task at a time");
          reader.feed(bytes("\n"));
          assertThat(await(first)).isEqualTo(bytes("a\n"));
          return Coroutine.done();
        });
  }

  @Test
  void badArgumentsAreRefusedAtOnce() {
    StreamReader reader = new StreamReader();
    assertThat(assertThrows(IllegalArgumentException.class, () -> new StreamReader(0)))
        .hasMessageThat()
        .isEqualTo("limit must be >= 1, got 0");
    assertThat(assertThrows(IllegalArgumentException.class, () -> reader.read(-1).close()))
        .hasMessageThat()
        .isEqualTo("n must be >= 0, got -1");
    assertThat(assertThrows(IllegalArgumentException.class, () -> reader.readExactly(-2).close()))
        .hasMessageThat()
        .isEqualTo("n must be >= 0, got -2");
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> reader.readUntil(new byte[0]).close()))
        .hasMessageThat()
        .isEqualTo("separator must have at least one byte, got []");
    assertThat(assertThrows(NullPointerException.class, () -> reader.readUntil(null).close()))
        .hasMessageThat()
        .isEqualTo("separator");
    assertThat(assertThrows(NullPointerException.class, () -> reader.feed((byte[]) null)))
        .hasMessageThat()
        .isEqualTo("data");
    reader.feedEof();
    assertThat(assertThrows(IllegalStateException.class, () -> reader.feed(new byte[1])))
        .hasMessageThat()
        .isEqualTo("feed() after feedEof()");
  }

  @Test
  void theSourceIsPausedAboveTwiceTheLimitAndResumedAtTheLimit() {
    List<String> calls = new ArrayList<>();
    TestLoop.run(
        () -> {
          StreamReader reader = new StreamReader(4);
          reader.setFlow(flow(calls));
          reader.feed(new byte[8]);
          assertThat(calls).isEmpty();
          reader.feed(new byte[1]);
          reader.feed(new byte[1]);
          assertThat(calls).containsExactly("pause");
          await(reader.read(5));
          assertThat(calls).containsExactly("pause");
          await(reader.read(1));
          assertThat(calls).containsExactly("pause", "resume").inOrder();
          return Coroutine.done();
        });
  }

  @Test
  void aReadOfMoreThanTheSourceIsPausedAtResumesItAndACancelledOnePausesIt() {
    List<String> calls = new ArrayList<>();
    TestLoop.run(
        () -> {
          StreamReader reader = new StreamReader(4);
          reader.setFlow(flow(calls));
          reader.feed(new byte[10]);
          Task<byte[]> read = createTask(reader.readExactly(50));
          await(yieldNow());
          assertThat(calls).containsExactly("pause", "resume").inOrder();
          reader.feed(new byte[20]);
          await(yieldNow());
          assertThat(calls).hasSize(2);
          read.cancel();
          await(gatherOutcomes(read));
          assertThat(calls).containsExactly("pause", "resume", "pause").inOrder();
          assertThat(await(reader.readExactly(30))).hasLength(30);
          assertThat(calls).hasSize(4);
          return Coroutine.done();
        });
  }

  private static ReadFlow flow(List<String> calls) {
    return new ReadFlow() {
      @Override
      public void pauseReading() {
        calls.add("pause");
      }

      @Override
      public void resumeReading() {
        calls.add("resume");
      }
    };
  }
}
