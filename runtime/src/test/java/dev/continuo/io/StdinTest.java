// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Failures.thrownBy;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.Runner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StdinTest {

  private final InputStream before = System.in;

  @AfterEach
  void restore() {
    System.setIn(before);
  }

  private static void stdinIs(String text) {
    System.setIn(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  @Test
  void theNextLoopGoesOnWhereTheLastOneStopped() {
    stdinIs("one\ntwo\nthree");
    Asyncio.run(
        () -> {
          assertThat(Streams.stdin()).isSameInstanceAs(Streams.stdin());
          assertThat(await(Streams.stdin().readLine())).isEqualTo("one");
          return Coroutine.done();
        });
    Asyncio.run(
        () -> {
          assertThat(await(Streams.stdin().readLine())).isEqualTo("two");
          assertThat(await(Streams.stdin().readLine())).isEqualTo("three");
          assertThat(await(Streams.stdin().readLine())).isNull();
          return Coroutine.done();
        });
  }

  @Test
  void oneLoopAtATimeReadsIt() {
    stdinIs("x\n");
    try (Runner outer = Runner.builder().build();
        Runner other = Runner.builder().build()) {
      StreamReader reader = outer.run(Asyncio.async(() -> Coroutine.of(Streams.stdin())));
      assertThat(reader).isNotNull();
      Throwable t =
          other.run(
              Asyncio.async(() -> thrownBy(Asyncio.async(() -> Coroutine.of(Streams.stdin())))));
      assertThat(t).isInstanceOf(IllegalStateException.class);
      assertThat(t).hasMessageThat().endsWith("; read it in one loop at a time");
    }
  }

  @Test
  void aFailureIsTheReaders() {
    System.setIn(
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broken");
          }
        });
    Asyncio.run(
        () -> {
          assertThat(await(thrownBy(Streams.stdin().read()))).hasMessageThat().isEqualTo("broken");
          return Coroutine.done();
        });
  }
}
