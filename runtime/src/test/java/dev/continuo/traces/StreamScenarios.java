// SPDX-License-Identifier: Apache-2.0
package dev.continuo.traces;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.waitUntil;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.ReturnWhen.ALL_COMPLETED;
import static dev.continuo.traces.Trace.trace;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.io.IncompleteReadException;
import dev.continuo.io.LimitOverrunException;
import dev.continuo.io.StreamReader;
import java.io.IOException;
import java.util.List;

/** Reading from a stream that is fed by hand. */
final class StreamScenarios {

  private StreamScenarios() {}

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  private static StreamReader reader(int limit, String data) {
    StreamReader r = new StreamReader(limit);
    r.feed(bytes(data));
    return r;
  }

  private static StreamReader ended(String data) {
    StreamReader r = reader(8, data);
    r.feedEof();
    return r;
  }

  /** What readline gives: with the line feed that ours leaves out, and empty at the end. */
  @Async
  private static Coroutine<byte[]> readline(StreamReader r) throws IOException {
    String line = await(r.readLine());
    return Coroutine.of(bytes(line == null ? "" : r.atEof() ? line : line + "\n"));
  }

  @Async
  static Coroutine<Void> streamReaderFeed() throws IOException {
    StreamReader r = new StreamReader(8);
    Task<byte[]> t = createTask(readline(r));
    await(yieldNow());
    r.feed(bytes("ab"));
    await(yieldNow());
    trace(t.isDone());
    r.feed(bytes("c\nrest"));
    trace(await(t));
    await(concurrentReaders());
    r = ended("xyz");
    try {
      await(r.readExactly(5));
    } catch (IncompleteReadException e) {
      trace(e.partial(), e.expected());
    }
    r = ended("12");
    trace(await(readline(r)), await(readline(r)), r.atEof());
    await(overruns());
    r = ended("all");
    trace(await(r.read()), await(r.read()), await(r.read(0)));
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> concurrentReaders() throws IOException {
    StreamReader e = new StreamReader(8);
    Task<byte[]> k = createTask(e.read(1));
    await(yieldNow());
    try {
      await(e.read(1));
    } catch (IllegalStateException x) {
      trace("second concurrent reader:", PythonText.typeName(x));
    }
    k.cancel();
    await(waitUntil(List.of(k), ALL_COMPLETED));
    e.feed(bytes("q"));
    trace("after cancelled read", await(e.read(1)));
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> overruns() throws IOException {
    StreamReader r = reader(4, "abcdefgh");
    try {
      await(r.readUntil(bytes("\n")));
    } catch (LimitOverrunException e) {
      trace("LimitOverrun", e.consumed());
    }
    trace(await(r.read(3)), await(r.readExactly(2)));
    r = reader(4, "abcdefgh\nz");
    try {
      await(r.readUntil(bytes("\n")));
    } catch (LimitOverrunException e) {
      trace("LimitOverrun", e.consumed());
    }
    try {
      await(r.readLine());
    } catch (IllegalArgumentException e) {
      trace("ValueError", await(r.read(99)));
    }
    return Coroutine.done();
  }
}
