// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Failures.thrownBy;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.io.ReaderStep.Cancel;
import dev.continuo.io.ReaderStep.Eof;
import dev.continuo.io.ReaderStep.Fail;
import dev.continuo.io.ReaderStep.Feed;
import dev.continuo.io.ReaderStep.Read;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does the same to a reader and to its model, and compares after each step. */
final class StreamReaderFuzz implements ReadFlow {

  private final int limit;
  private final StreamReader reader;
  private final ReaderModel model;
  private final IOException failure = new IOException("failed");
  private @Nullable Read read;
  private @Nullable Task<String> task;
  private boolean paused;

  StreamReaderFuzz(int limit) {
    this.limit = limit;
    this.reader = new StreamReader(limit);
    this.model = new ReaderModel(limit);
    reader.setFlow(this);
  }

  @Override
  public void pauseReading() {
    assertThat(paused).isFalse();
    paused = true;
  }

  @Override
  public void resumeReading() {
    assertThat(paused).isTrue();
    paused = false;
  }

  @Async
  Coroutine<Void> run(List<ReaderStep> steps) throws IOException {
    for (ReaderStep step : steps) {
      if (step instanceof Read next) {
        await(begin(next));
      } else if (step instanceof Feed feed && !model.eof) {
        feed(feed.data());
        if (feed.moreComes()) {
          continue;
        }
      } else if (step instanceof Eof) {
        model.eof = true;
        reader.feedEof();
      } else if (step instanceof Fail) {
        model.failed = true;
        reader.fail(failure);
      } else if (step instanceof Cancel) {
        await(cancel());
      }
      await(compare());
    }
    await(cancel());
    return model.failed ? Coroutine.done() : compareRest();
  }

  private void feed(String data) {
    model.data += data;
    reader.feed(data.getBytes(ISO_8859_1));
  }

  @Async
  private Coroutine<Void> begin(Read next) throws IOException {
    if (task != null) {
      await(compare());
    }
    if (task == null) {
      read = next;
      task = createTask(outcome(next));
    } else {
      assertThat(await(thrownBy(start(next)))).isInstanceOf(IllegalStateException.class);
    }
    return Coroutine.done();
  }

  @Async
  @SuppressWarnings("continuo:SwallowedCancellation") // the task is cancelled before it can run
  private Coroutine<Void> cancel() {
    Task<String> cancelled = task;
    task = null;
    if (cancelled != null) {
      cancelled.cancel();
      assertThat(await(thrownBy(cancelled.asCoroutine()))).isNotNull();
    }
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> compare() {
    await(yieldNow());
    await(yieldNow());
    if (task != null) {
      String expected = model.attempt(read);
      assertThat(task.isDone() ? task.result() : null).isEqualTo(expected);
      task = expected == null ? task : null;
    }
    int size = model.data.length();
    assertThat(reader.toString()).startsWith("<StreamReader " + size + " bytes");
    assertThat(reader.atEof()).isEqualTo(model.eof && size == 0);
    if (task == null) {
      assertThat(paused).isAnyOf(size > limit, size > 2 * limit);
    } else {
      assertThat(paused).isFalse();
    }
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> compareRest() throws IOException {
    reader.feedEof();
    assertThat(new String(await(reader.read()), ISO_8859_1)).isEqualTo(model.data);
    return Coroutine.done();
  }

  private Coroutine<?> start(Read next) throws IOException {
    byte[][] separators =
        next.separators().stream().map(s -> s.getBytes(ISO_8859_1)).toArray(byte[][]::new);
    return switch (next.kind()) {
      case ALL -> reader.read();
      case SOME -> reader.read(next.n());
      case EXACTLY -> reader.readExactly(next.n());
      case UNTIL -> reader.readUntil(separators[0], separators);
      case LINE -> reader.readLine(ISO_8859_1);
    };
  }

  /** Reads, and says in the model's words what came of it. */
  @Async
  private Coroutine<String> outcome(Read next) throws IOException {
    try {
      Object result = await(start(next));
      if (result == null) {
        return Coroutine.of("end");
      }
      return Coroutine.of(
          "got " + (result instanceof byte[] b ? new String(b, ISO_8859_1) : result));
    } catch (IncompleteReadException e) {
      String partial = new String(e.partial(), ISO_8859_1);
      return Coroutine.of("incomplete " + e.expected() + " got " + partial);
    } catch (LimitOverrunException e) {
      return Coroutine.of("overrun " + e.consumed());
    } catch (IllegalArgumentException e) {
      return Coroutine.of("too long");
    } catch (IOException e) {
      assertThat(e).isSameInstanceAs(failure);
      return Coroutine.of("failed");
    }
  }
}
