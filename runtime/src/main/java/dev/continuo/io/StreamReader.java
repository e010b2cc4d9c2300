// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import dev.continuo.AsyncIterable;
import dev.continuo.Coroutine;
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

  private final ReadBuffer buffer;

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
    buffer = new ReadBuffer(limit);
  }

  /**
   * A reader to be fed by hand, from a source that can be held back.
   *
   * @param pause called when more than twice the limit was fed and is not read yet
   * @param resume called after that, when it is no more than the limit, or a task waits for data
   * @throws IllegalArgumentException if the limit is less than one
   */
  public StreamReader(int limit, Runnable pause, Runnable resume) {
    this(limit);
    buffer.setFlow(
        ReadFlow.of(
            Objects.requireNonNull(pause, "pause"), Objects.requireNonNull(resume, "resume")));
  }

  void setFlow(ReadFlow flow) {
    buffer.setFlow(flow);
  }

  void setPausedFlow(ReadFlow flow) {
    buffer.setPausedFlow(flow);
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

  void feed(ByteBuffer data) {
    buffer.feed(data);
  }

  /** Says that no more data comes. */
  public void feedEof() {
    buffer.feedEof();
  }

  /** Says that the source has failed: the read in progress and all later ones throw {@code t}. */
  public void fail(Throwable t) {
    buffer.fail(t);
  }

  // ---- the side that reads

  /** Reads up to the end of the stream; empty at the end. */
  public Coroutine<byte[]> read() throws IOException {
    return Reads.readAll(buffer);
  }

  /**
   * Reads what is there, at least one byte, as soon as there is any; empty at the end of the
   * stream.
   *
   * @param n how many bytes at most; for 0 nothing is waited for
   * @throws IllegalArgumentException at once, if {@code n} is negative
   */
  public Coroutine<byte[]> read(int n) throws IOException {
    return Reads.readSome(buffer, notNegative(n));
  }

  /**
   * Reads {@code n} bytes. The await throws {@link IncompleteReadException}, with what there is, if
   * the stream ends before.
   *
   * @throws IllegalArgumentException at once, if {@code n} is negative
   */
  public Coroutine<byte[]> readExactly(int n) throws IOException {
    return Reads.readExactly(buffer, notNegative(n));
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
    return Reads.readUntil(buffer, "readUntil", new Separators(separator));
  }

  /** As {@link #readUntil(byte[])}, with the separator that ends first. */
  public Coroutine<byte[]> readUntil(byte[] separator, byte[]... others) throws IOException {
    Objects.requireNonNull(separator, "separator");
    Objects.requireNonNull(others, "others");
    byte[][] all = Arrays.copyOf(others, others.length + 1);
    all[others.length] = separator;
    return Reads.readUntil(buffer, "readUntil", new Separators(all));
  }

  /**
   * Reads a line of UTF-8, without the line feed, or carriage return and line feed, that ends it;
   * null at the end of the stream. The last line needs no line feed. If more than the limit comes
   * before a line feed, that line, or if it has no end yet, all data, is dropped and the await
   * throws {@link IllegalArgumentException}.
   */
  public Coroutine<@Nullable String> readLine() throws IOException {
    return Reads.readLine(buffer, StandardCharsets.UTF_8);
  }

  /**
   * As {@link #readLine()}, in {@code charset}.
   *
   * @throws IllegalArgumentException at once, if that does not write a line feed as one byte
   */
  public Coroutine<@Nullable String> readLine(Charset charset) throws IOException {
    return Reads.readLine(buffer, withLineFeed(charset));
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

  /** The lines up to the end of the stream, as {@link #readLine()} reads them. */
  public AsyncIterable<String> lines() {
    return () -> new LineIterator(buffer, StandardCharsets.UTF_8);
  }

  /**
   * As {@link #lines()}, in {@code charset}.
   *
   * @throws IllegalArgumentException if that does not write a line feed as one byte
   */
  public AsyncIterable<String> lines(Charset charset) {
    withLineFeed(charset);
    return () -> new LineIterator(buffer, charset);
  }

  /** Whether the stream has ended and all of it was read. */
  public boolean atEof() {
    return buffer.eof() && buffer.size() == 0;
  }

  byte[] takeAll() {
    return buffer.takeAll();
  }

  byte[] unread() {
    return buffer.unread();
  }

  @Override
  public String toString() {
    return buffer.toString();
  }
}
