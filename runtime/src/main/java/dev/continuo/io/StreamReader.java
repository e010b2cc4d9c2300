// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;

import dev.continuo.AsyncIterable;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that come from elsewhere, as asyncio's: read in pieces, up to a separator, or by line.
 *
 * <pre>
 *   feed --> buffer --> read, readExactly, readUntil, readLine, lines
 *              \--over 2 * limit: the source is paused; at limit or less: resumed
 * </pre>
 *
 * The methods that read are coroutines; when awaited they throw {@link IOException} if the source
 * failed, which they declare so that it can be caught. One task reads at a time: a second one gets
 * an {@link IllegalStateException}. A read that is cancelled, by a time limit for instance, takes
 * nothing: the next one finds all data. Use on the loop's thread.
 */
public final class StreamReader {

  /** The limit of a reader that is given none, in bytes: 64 KiB. */
  public static final int DEFAULT_LIMIT = 1 << 16;

  private final int limit;
  private final ByteQueue buffer = new ByteQueue();
  private ReadFlow flow = ReadFlow.NONE;
  private boolean paused;
  private boolean eof;
  private @Nullable Throwable failure;

  /** The method that is reading, in a task that may be suspended in it. */
  private @Nullable String reading;

  /** Done when something has come since the reading task began to wait. */
  private @Nullable Future<@Nullable Void> arrival;

  /** A reader with a limit of 64 KiB, to be fed by hand. */
  public StreamReader() {
    this(DEFAULT_LIMIT);
  }

  /**
   * A reader to be fed by hand.
   *
   * @param limit how many bytes a line may have, or what comes before a separator
   * @throws IllegalArgumentException if it is less than one
   */
  public StreamReader(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be >= 1, got " + limit);
    }
    this.limit = limit;
  }

  /** Has {@code flow} told when to pause and when to resume. */
  void setFlow(ReadFlow flow) {
    this.flow = flow;
  }

  /** Has {@code flow} told to begin when this is first read from. */
  void setPausedFlow(ReadFlow flow) {
    this.flow = flow;
    paused = true;
  }

  // ---- the side that feeds

  /**
   * Adds {@code data}, which is copied, to what can be read.
   *
   * @throws IllegalStateException after {@link #feedEof}
   */
  public void feed(byte[] data) {
    feed(ByteBuffer.wrap(Objects.requireNonNull(data, "data")));
  }

  /** Adds what remains in {@code data}, which may be used again afterwards. */
  void feed(ByteBuffer data) {
    if (eof) {
      throw new IllegalStateException("feed() after feedEof()");
    }
    if (!data.hasRemaining()) {
      return;
    }
    if (buffer.wouldOverflow(data.remaining())) {
      fail(new IOException("more than " + ByteQueue.MOST + " bytes were received and not read"));
      return;
    }
    buffer.append(data);
    if (arrival == null) {
      balance();
    } else {
      wake(); // the reader will take it, or resume the source to wait for more
    }
  }

  /** Says that no more data comes. */
  public void feedEof() {
    eof = true;
    wake();
  }

  /** Says that the source has failed: the read in progress and all later ones throw {@code t}. */
  public void fail(Throwable t) {
    failure = Objects.requireNonNull(t, "t");
    wake();
  }

  private void wake() {
    Future<@Nullable Void> waiting = arrival;
    arrival = null;
    if (waiting != null && !waiting.isDone()) {
      waiting.setResult(null);
    }
  }

  // ---- the side that reads

  /** Reads up to the end of the stream; empty at the end. */
  public Coroutine<byte[]> read() throws IOException {
    return readAll();
  }

  @Async
  private Coroutine<byte[]> readAll() {
    begin("read");
    try {
      while (!eof) {
        await(data());
      }
      return Coroutine.of(buffer.take(buffer.size()));
    } finally {
      end();
    }
  }

  /**
   * Reads what is there, at least one byte, as soon as there is any; empty at the end of the
   * stream.
   *
   * @param n how many bytes at most; for 0 nothing is waited for
   * @throws IllegalArgumentException at once, if {@code n} is negative
   */
  public Coroutine<byte[]> read(int n) throws IOException {
    return readSome(notNegative(n));
  }

  @Async
  private Coroutine<byte[]> readSome(int n) {
    begin("read");
    try {
      while (n > 0 && buffer.size() == 0 && !eof) {
        await(data());
      }
      return Coroutine.of(buffer.take(Math.min(n, buffer.size())));
    } finally {
      end();
    }
  }

  /**
   * Reads {@code n} bytes. The await throws {@link IncompleteReadException}, with what there is, if
   * the stream ends before.
   *
   * @throws IllegalArgumentException at once, if {@code n} is negative
   */
  public Coroutine<byte[]> readExactly(int n) throws IOException {
    return readAllOf(notNegative(n));
  }

  @Async
  private Coroutine<byte[]> readAllOf(int n) throws IncompleteReadException {
    begin("readExactly");
    try {
      while (buffer.size() < n) {
        if (eof) {
          throw new IncompleteReadException(buffer.take(buffer.size()), n);
        }
        await(data());
      }
      return Coroutine.of(buffer.take(n));
    } finally {
      end();
    }
  }

  private static int notNegative(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n must be >= 0, got " + n);
    }
    return n;
  }

  /**
   * Reads up to and with {@code separator}. The await throws {@link IncompleteReadException} if the
   * stream ends before it, and {@link LimitOverrunException} if more than the limit comes before
   * it; then the data can still be read in another way.
   *
   * @throws IllegalArgumentException at once, if the separator is empty
   */
  public Coroutine<byte[]> readUntil(byte[] separator) throws IOException {
    Objects.requireNonNull(separator, "separator");
    return readTo("readUntil", new Separators(separator));
  }

  /** As {@link #readUntil(byte[])}, with the separator that ends first. */
  public Coroutine<byte[]> readUntil(byte[] separator, byte[]... others) throws IOException {
    Objects.requireNonNull(separator, "separator");
    Objects.requireNonNull(others, "others");
    byte[][] all = Arrays.copyOf(others, others.length + 1);
    all[others.length] = separator;
    return readTo("readUntil", new Separators(all));
  }

  @Async
  private Coroutine<byte[]> readTo(String method, Separators separators)
      throws IncompleteReadException, LimitOverrunException {
    begin(method);
    try {
      Separators.Search search = separators.search();
      int end = search.findEnd(buffer);
      while (end < 0) {
        checkLimit(
            "Separator is not found, and chunk exceeds", buffer.size() + 1 - separators.longest());
        if (eof) {
          throw new IncompleteReadException(buffer.take(buffer.size()), null);
        }
        await(data());
        end = search.findEnd(buffer);
      }
      checkLimit("Separator is found, but chunk is longer than", end - search.foundLength());
      return Coroutine.of(buffer.take(end));
    } finally {
      end();
    }
  }

  private void checkLimit(String what, int length) throws LimitOverrunException {
    if (length > limit) {
      throw new LimitOverrunException(
          what
              + " the limit of "
              + limit
              + " bytes; give the reader a higher limit, or read such data with read(int)",
          length);
    }
  }

  /**
   * Reads a line of UTF-8, without the line feed, or carriage return and line feed, that ends it;
   * null at the end of the stream. The last line needs no line feed. If more than the limit comes
   * before a line feed, that line, or if it has no end yet, all data, is dropped and the await
   * throws {@link IllegalArgumentException}.
   */
  public Coroutine<@Nullable String> readLine() throws IOException {
    return line(StandardCharsets.UTF_8);
  }

  /**
   * As {@link #readLine()}, in {@code charset}.
   *
   * @throws IllegalArgumentException at once, if that does not write a line feed as one byte
   */
  public Coroutine<@Nullable String> readLine(Charset charset) throws IOException {
    return line(withLineFeed(charset));
  }

  private static Charset withLineFeed(Charset charset) {
    Objects.requireNonNull(charset, "charset");
    byte[] lineFeed = "\n".getBytes(charset);
    if (lineFeed.length != 1 || lineFeed[0] != '\n') {
      throw new IllegalArgumentException(
          "lines are read in charsets that write a line feed as the byte 10, got "
              + charset
              + "; read and decode such data with readUntil(byte[])");
    }
    return charset;
  }

  @Async
  Coroutine<@Nullable String> line(Charset charset) {
    byte[] line;
    try {
      line = await(readTo("readLine", Separators.LINE_FEED));
    } catch (IncompleteReadException e) {
      byte[] last = e.partial();
      return Coroutine.of(last.length == 0 ? null : new String(last, charset));
    } catch (LimitOverrunException e) {
      dropLine(e.consumed());
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    int length = line.length - 1;
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return Coroutine.of(new String(line, 0, length, charset));
  }

  private void dropLine(int length) {
    boolean hasEnd = buffer.size() > length && buffer.get(length) == '\n';
    buffer.skip(hasEnd ? length + 1 : buffer.size());
    balance();
  }

  /** The lines up to the end of the stream, as {@link #readLine()} reads them. */
  public AsyncIterable<String> lines() {
    return () -> new LineIterator(this, StandardCharsets.UTF_8);
  }

  /**
   * As {@link #lines()}, in {@code charset}.
   *
   * @throws IllegalArgumentException if that does not write a line feed as one byte
   */
  public AsyncIterable<String> lines(Charset charset) {
    withLineFeed(charset);
    return () -> new LineIterator(this, charset);
  }

  /** Whether the stream has ended and all of it was read. */
  public boolean atEof() {
    return eof && buffer.size() == 0;
  }

  /** All that was fed and not read; the reader must be idle. */
  byte[] takeAll() {
    return buffer.take(buffer.size());
  }

  // ---- waiting

  private void begin(String method) {
    if (reading != null) {
      throw new IllegalStateException(
          method
              + "() called while another coroutine is already waiting for incoming data in "
              + reading
              + "(); a StreamReader is read by one task at a time");
    }
    throwFailure();
    reading = method;
  }

  private void end() {
    reading = null;
    arrival = null;
    balance();
  }

  /** Waits until something has come. */
  @Async
  private Coroutine<Void> data() {
    Future<@Nullable Void> next = new Future<>();
    arrival = next;
    if (paused) {
      paused = false;
      flow.resumeReading();
    }
    await(next);
    throwFailure();
    return Coroutine.done();
  }

  private void throwFailure() {
    if (failure != null) {
      throw StreamReader.<RuntimeException>asIs(failure);
    }
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> X asIs(Throwable t) throws X {
    throw (X) t;
  }

  private void balance() {
    int size = buffer.size();
    if (paused ? size <= limit : size > 2L * limit) {
      paused = !paused;
      if (paused) {
        flow.pauseReading();
      } else {
        flow.resumeReading();
      }
    }
  }

  @Override
  public String toString() {
    String end = failure != null ? ", failed: " + failure + ">" : eof ? ", at its end>" : ">";
    return "<StreamReader " + buffer.size() + " bytes, limit " + limit + end;
  }
}
