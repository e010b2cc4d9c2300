// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Failures.thrownBy;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamReaderTest {

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static StreamReader of(String data) {
    StreamReader reader = new StreamReader(8);
    reader.feed(bytes(data));
    return reader;
  }

  static StreamReader ended(String data) {
    StreamReader reader = of(data);
    reader.feedEof();
    return reader;
  }

  @Test
  void aReadGivesWhatIsThereAndNoMoreThanAskedFor() {
    TestLoop.run(
        () -> {
          StreamReader reader = of("abc");
          assertThat(await(reader.read(2))).isEqualTo(bytes("ab"));
          assertThat(await(reader.read(2))).isEqualTo(bytes("c"));
          assertThat(await(reader.read(0))).isEmpty();
          Task<byte[]> next = createTask(reader.read(9));
          await(yieldNow());
          reader.feed(bytes(""));
          await(yieldNow());
          assertThat(next.isDone()).isFalse();
          reader.feed(bytes("d"));
          assertThat(await(next)).isEqualTo(bytes("d"));
          reader.feedEof();
          assertThat(await(reader.read(1))).isEmpty();
          return Coroutine.done();
        });
  }

  @Test
  void readAllWaitsForTheEndHoweverMuchComes() {
    TestLoop.run(
        () -> {
          StreamReader reader = of("0123456789");
          Task<byte[]> all = createTask(reader.read());
          for (int i = 0; i < 3; i++) {
            await(yieldNow());
            reader.feed(bytes("0123456789"));
          }
          assertThat(reader.atEof()).isFalse();
          reader.feedEof();
          assertThat(await(all)).hasLength(40);
          assertThat(reader.atEof()).isTrue();
          return Coroutine.done();
        });
  }

  @Test
  void aCancelledReadOfAnyKindLosesNothing() {
    TestLoop.run(
        () -> {
          StreamReader reader = new StreamReader(8);
          for (Coroutine<?> read :
              List.<Coroutine<?>>of(
                  reader.read(),
                  reader.readExactly(99),
                  reader.readUntil(bytes("#")),
                  reader.readLine())) {
            Task<?> task = createTask(read);
            await(yieldNow());
            reader.feed(bytes("x"));
            await(yieldNow());
            task.cancel();
            await(gatherOutcomes(task));
            assertThat(task.isCancelled()).isTrue();
          }
          assertThat(await(reader.read(99))).isEqualTo(bytes("xxxx"));
          return Coroutine.done();
        });
  }

  @Test
  void aReadCancelledAfterItsDataCameTakesNothing() {
    TestLoop.run(
        () -> {
          StreamReader reader = new StreamReader(8);
          Task<byte[]> read = createTask(reader.read(9));
          await(yieldNow());
          reader.feed(bytes("abc"));
          read.cancel();
          await(gatherOutcomes(read));
          assertThat(await(reader.read(9))).isEqualTo(bytes("abc"));
          return Coroutine.done();
        });
  }

  @Test
  void aShortReadExactlyGivesWhatThereWasAndEmptiesTheBuffer() {
    TestLoop.run(
        () -> {
          StreamReader reader = ended("xyz");
          IncompleteReadException e =
              assertInstanceOf(
                  IncompleteReadException.class, await(thrownBy(reader.readExactly(5))));
          assertThat(e).hasMessageThat().isEqualTo("3 bytes read on a total of 5 expected bytes");
          assertThat(e.partial()).isEqualTo(bytes("xyz"));
          assertThat(e.expected()).isEqualTo(5);
          assertThat(reader.atEof()).isTrue();
          assertThat(await(reader.readExactly(0))).isEmpty();
          return Coroutine.done();
        });
  }

  @Test
  void readUntilFindsASeparatorThatCameInPieces() {
    TestLoop.run(
        () -> {
          StreamReader reader = of("ab\r\r");
          Task<byte[]> read = createTask(reader.readUntil(bytes("\r\n\r\n")));
          for (String piece : List.of("\n\r", "\r\n", "\r", "\nc")) {
            await(yieldNow());
            assertThat(read.isDone()).isFalse();
            reader.feed(bytes(piece));
          }
          assertThat(await(read)).isEqualTo(bytes("ab\r\r\n\r\r\n\r\n"));
          assertThat(await(reader.read(9))).isEqualTo(bytes("c"));
          return Coroutine.done();
        });
  }

  @Test
  void ofSeveralSeparatorsTheOneThatEndsFirstCounts() {
    TestLoop.run(
        () -> {
          StreamReader reader = of("a---b-+c");
          assertThat(await(reader.readUntil(bytes("---b"), bytes("--")))).isEqualTo(bytes("a--"));
          assertThat(await(reader.readUntil(bytes("+"), bytes("-+")))).isEqualTo(bytes("-b-+"));
          reader.feedEof();
          IncompleteReadException e =
              assertInstanceOf(
                  IncompleteReadException.class, await(thrownBy(reader.readUntil(bytes("#")))));
          assertThat(e.partial()).isEqualTo(bytes("c"));
          assertThat(e.expected()).isNull();
          assertThat(e)
              .hasMessageThat()
              .isEqualTo("1 bytes read on a total of undefined expected bytes");
          return Coroutine.done();
        });
  }

  @Test
  void theLimitCountsWhatComesBeforeTheSeparator() {
    TestLoop.run(
        () -> {
          StreamReader reader = of("12345678\n123456789\n");
          assertThat(await(reader.readLine())).isEqualTo("12345678");
          LimitOverrunException e =
              assertInstanceOf(
                  LimitOverrunException.class, await(thrownBy(reader.readUntil(bytes("\n")))));
          assertThat(e.consumed()).isEqualTo(9);
          assertThat(e)
              .hasMessageThat()
              .isEqualTo(
                  "Separator is found, but chunk is longer than the limit of 8 bytes; give the"
                      + " reader a higher limit, or read such data with read(int)");
          assertThat(await(reader.read(99))).isEqualTo(bytes("123456789\n"));
          return Coroutine.done();
        });
  }

  @Test
  void aLineOverTheLimitIsDroppedThroughItsEndOrAllThatIsThere() {
    TestLoop.run(
        () -> {
          StreamReader reader = of("123456789\nab\n");
          assertInstanceOf(IllegalArgumentException.class, await(thrownBy(reader.readLine())));
          assertThat(await(reader.readLine())).isEqualTo("ab");
          reader.feed(bytes("123456789"));
          IllegalArgumentException e =
              assertInstanceOf(IllegalArgumentException.class, await(thrownBy(reader.readLine())));
          assertThat(e)
              .hasMessageThat()
              .isEqualTo(
                  "Separator is not found, and chunk exceeds the limit of 8 bytes; give the reader"
                      + " a higher limit, or read such data with read(int)");
          assertThat(e).hasCauseThat().isInstanceOf(LimitOverrunException.class);
          reader.feed(bytes("c\n"));
          assertThat(await(reader.readLine())).isEqualTo("c");
          return Coroutine.done();
        });
  }

  @Test
  void linesEndInLineFeedsWithOrWithoutCarriageReturns() {
    TestLoop.run(
        () -> {
          StreamReader reader = ended("a\n\r\n\nä\r\nb\rc\r");
          List<String> lines = new ArrayList<>();
          for (String line : each(reader.lines())) {
            lines.add(line);
          }
          assertThat(lines).containsExactly("a", "", "", "ä", "b\rc\r").inOrder();
          assertThat(await(reader.readLine())).isNull();
          return Coroutine.done();
        });
  }

  @Test
  void linesAreReadInOtherCharsetsIfTheseWriteALineFeedAsOneByte() {
    TestLoop.run(
        () -> {
          StreamReader reader = new StreamReader();
          reader.feed("ä\nö\n".getBytes(ISO_8859_1));
          assertThat(await(reader.readLine(ISO_8859_1))).isEqualTo("ä");
          AsyncIterator<String> lines = reader.lines(ISO_8859_1).iterator();
          assertThat(await(lines.hasNext())).isTrue();
          assertThat(await(lines.hasNext())).isTrue();
          assertThat(lines.next()).isEqualTo("ö");
          IllegalArgumentException e =
              assertThrows(IllegalArgumentException.class, () -> reader.readLine(UTF_16).close());
          assertThat(e)
              .hasMessageThat()
              .isEqualTo(
                  "lines are read in charsets that write a line feed as the byte 10, got UTF-16;"
                      + " read and decode such data with readUntil(byte[])");
          return Coroutine.done();
        });
  }
}
