// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputPumpTest {

  @Test
  void whatIsWrittenComesOutInOrderAndTheStreamIsClosed() {
    byte[] data = new byte[1_000_000];
    new Random(1).nextBytes(data);
    boolean[] isClosed = new boolean[1];
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            isClosed[0] = true;
          }
        };
    Asyncio.run(
        () -> {
          StreamWriter writer = Streams.writer(out);
          for (int i = 0; i < data.length; i += 50_000) {
            await(writer.write(java.util.Arrays.copyOfRange(data, i, i + 50_000)));
            assertThat(writer.bufferSize()).isAtMost(1 << 16);
          }
          writer.close();
          await(writer.waitClosed());
          return Coroutine.done();
        });
    assertThat(out.toByteArray()).isEqualTo(data);
    assertThat(isClosed[0]).isTrue();
  }

  @Test
  void whatTheStreamThrowsIsThrownToWhoWrites() {
    IOException full = new IOException("no space left");
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw full;
          }
        };
    StreamWriter[] writer = new StreamWriter[1];
    Exception e =
        assertThrows(
            IOException.class,
            () ->
                Asyncio.run(
                    () -> {
                      writer[0] = Streams.writer(out);
                      while (true) {
                        await(writer[0].write(new byte[1 << 16]));
                      }
                    }));
    assertThat(e).isSameInstanceAs(full);
    assertThat(writer[0].isClosing()).isTrue();
  }
}
