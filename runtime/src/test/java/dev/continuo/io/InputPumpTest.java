// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.toThread;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class InputPumpTest {

  /** Reads until it is released, and then fails, as a file does that was closed meanwhile. */
  private static final class Slow extends InputStream {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    volatile Thread thread;

    @Override
    public int read() throws IOException {
      thread = Thread.currentThread();
      begun.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      throw new IOException("closed");
    }
  }

  @Test
  void aReadThatGoesOnAfterTheClosingAndTheLoopsEndIsNotReported() throws Exception {
    Slow slow = new Slow();
    List<String> logged = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            if (Thread.currentThread() == slow.thread) {
              logged.add(entry.getMessage());
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("dev.continuo");
    logger.addHandler(handler);
    try {
      Asyncio.run(() -> readAndClose(slow));
      slow.released.countDown();
      while (!isIdle(slow.thread)) {
        Thread.onSpinWait();
      }
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(logged).isEmpty();
  }

  private static boolean isIdle(Thread thread) {
    for (StackTraceElement line : thread.getStackTrace()) {
      if (line.getClassName().startsWith("dev.continuo")) {
        return false;
      }
    }
    return true;
  }

  @Async
  private static Coroutine<Void> readAndClose(Slow slow) {
    InputPump pump = new InputPump(LoopIo.running(), slow, 100);
    var reading = createTask(LoopIo.call(() -> pump.reader.read(1)));
    await(
        toThread(
            () -> {
              slow.begun.await();
              return null;
            }));
    reading.cancel();
    await(pump.close());
    return Coroutine.done();
  }
}
