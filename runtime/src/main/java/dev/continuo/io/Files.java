// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.emit;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Files, read and written on other threads than the loop's. The awaits throw {@link IOException} as
 * those of {@link java.nio.file.Files} do, and one that is cancelled closes what it had opened.
 */
public final class Files {

  /** How long a line may be. */
  private static final int LINE_LIMIT = 1 << 20;

  private Files() {}

  // ---- whole files

  /** Reads all of a file. */
  public static Coroutine<byte[]> read(Path path) {
    return readAll(Objects.requireNonNull(path, "path"));
  }

  @Async
  private static Coroutine<byte[]> readAll(Path path) {
    try (OpenFile file = await(open(path, StreamReader.DEFAULT_LIMIT, Set.of(READ)))) {
      return Coroutine.of(await(LoopIo.call(() -> file.reader().read())));
    }
  }

  /** Reads all of a file, as UTF-8; what is none is replaced. */
  public static Coroutine<String> readString(Path path) {
    return readString(path, StandardCharsets.UTF_8);
  }

  /** Reads all of a file, in {@code charset}; what is none is replaced. */
  public static Coroutine<String> readString(Path path, Charset charset) {
    Objects.requireNonNull(path, "path");
    return decoded(path, Objects.requireNonNull(charset, "charset"));
  }

  @Async
  private static Coroutine<String> decoded(Path path, Charset charset) {
    return Coroutine.of(new String(await(readAll(path)), charset));
  }

  /**
   * Writes a file.
   *
   * @param options as for {@link java.nio.file.Files#write}: without any, the file is made or
   *     replaced
   */
  public static Coroutine<Void> write(Path path, byte[] data, OpenOption... options) {
    Objects.requireNonNull(path, "path");
    return writeAll(path, Objects.requireNonNull(data, "data"), forWriting(options));
  }

  /** As {@link #write}, in UTF-8. */
  public static Coroutine<Void> writeString(Path path, CharSequence text, OpenOption... options) {
    Objects.requireNonNull(text, "text");
    return write(path, text.toString().getBytes(StandardCharsets.UTF_8), options);
  }

  @Async
  private static Coroutine<Void> writeAll(Path path, byte[] data, Set<OpenOption> options) {
    try (OpenFile file = await(open(path, 1, options))) {
      await(file.writer().write(data));
    }
    return Coroutine.done();
  }

  /**
   * Copies what is in a file to another one, which is made or replaced: how many bytes.
   *
   * @throws IllegalArgumentException if both are the same path
   */
  public static Coroutine<Long> copy(Path from, Path to) {
    Objects.requireNonNull(from, "from");
    if (from.equals(Objects.requireNonNull(to, "to"))) {
      throw new IllegalArgumentException("a file cannot be copied to itself, got " + from);
    }
    return copyAll(from, to);
  }

  @Async
  private static Coroutine<Long> copyAll(Path from, Path to) {
    long bytes = 0;
    try (OpenFile source = await(open(from, BufferPool.STRETCH, Set.of(READ)));
        OpenFile target = await(open(to, 1, forWriting()))) {
      byte[] piece = await(next(source));
      while (piece.length > 0) {
        bytes += piece.length;
        await(target.writer().write(piece));
        piece = await(next(source));
      }
    }
    return Coroutine.of(bytes);
  }

  private static Coroutine<byte[]> next(OpenFile file) {
    return LoopIo.call(() -> file.reader().read(BufferPool.STRETCH));
  }

  // ---- piece by piece

  /**
   * The lines of a file, in UTF-8, of at most 1 MiB each. The file is opened when the iteration
   * begins and closed when it ends; if it ends early, by the iterator's {@code close()}.
   */
  public static AsyncIterable<String> lines(Path path) {
    return lines(path, StandardCharsets.UTF_8);
  }

  /** As {@link #lines(Path)}, in a charset that writes a line feed as one byte. */
  public static AsyncIterable<String> lines(Path path, Charset charset) {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(charset, "charset");
    return () -> linesOf(path, charset);
  }

  @Async
  private static AsyncIterator<String> linesOf(Path path, Charset charset) {
    try (OpenFile file = await(open(path, LINE_LIMIT, Set.of(READ)))) {
      for (String line : each(file.reader().lines(charset))) {
        emit(line);
      }
    }
    return AsyncIterator.end();
  }

  /**
   * Opens a file.
   *
   * @param options as for {@link java.nio.file.Files#newByteChannel}: without any, for reading
   * @throws IllegalArgumentException if it is both for reading and for writing
   */
  public static Coroutine<OpenFile> open(Path path, OpenOption... options) {
    Objects.requireNonNull(path, "path");
    Set<OpenOption> all = Set.of(Objects.requireNonNull(options, "options"));
    if (all.contains(READ) && isForWriting(all)) {
      throw new IllegalArgumentException(
          "a stream goes one way, got " + all + "; open the file twice to read and to write it");
    }
    return open(path, StreamReader.DEFAULT_LIMIT, all);
  }

  private static boolean isForWriting(Set<OpenOption> options) {
    return options.contains(WRITE) || options.contains(APPEND);
  }

  private static Set<OpenOption> forWriting(OpenOption... options) {
    Objects.requireNonNull(options, "options");
    if (options.length == 0) {
      return Set.of(WRITE, CREATE, TRUNCATE_EXISTING);
    }
    Set<OpenOption> all = new java.util.HashSet<>(Set.of(options));
    all.add(WRITE);
    return all;
  }

  @Async
  private static Coroutine<OpenFile> open(Path path, int limit, Set<OpenOption> options) {
    FileChannel channel = await(channel(path, options));
    return Coroutine.of(
        isForWriting(options)
            ? OpenFile.forWriting(path, channel)
            : OpenFile.forReading(path, channel, limit));
  }

  /** Opens a file on another thread; if the await is cancelled, that thread closes it again. */
  @Async
  private static Coroutine<FileChannel> channel(Path path, Set<OpenOption> options) {
    AtomicReference<@Nullable Object> opened = new AtomicReference<>();
    Future<FileChannel> future =
        LoopIo.running()
            .access
            .loop()
            .runInExecutor(
                OutputPump.THREADS,
                () -> {
                  FileChannel channel = FileChannel.open(path, options);
                  if (!opened.compareAndSet(null, channel)) {
                    channel.close();
                  }
                  return channel;
                });
    try {
      return Coroutine.of(await(future));
    } catch (CancelledError e) {
      if (opened.getAndSet(path) instanceof FileChannel channel) {
        OutputPump.THREADS.execute(() -> close(channel));
      }
      throw e;
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LoopIo.LOG.log(System.Logger.Level.DEBUG, "closing a file that nobody waits for", e);
    }
  }
}
