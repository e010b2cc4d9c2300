// SPDX-License-Identifier: Apache-2.0
package dev.continuo.process;

import static dev.continuo.Asyncio.await;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import java.io.Closeable;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The start of a process on another thread; one that nobody waits for any more is killed. */
final class Launch {

  /** ENOENT, in the words of the JDKs. */
  private static final Pattern NO_SUCH_FILE = Pattern.compile("error[=:] ?2\\b");

  /** A process, and which of its streams are pipes to us. */
  record Started(Process process, boolean hasStdin, boolean hasStdout, boolean hasStderr) {}

  private final ProcessBuilder builder;

  /** Guarded by this, as is the next. */
  private @Nullable Process process;

  private boolean abandoned;

  Launch(ProcessBuilder builder) {
    this.builder = builder;
  }

  @Async
  Coroutine<Started> started() {
    try {
      return Coroutine.of(
          await(EventLoop.running().runInExecutor(PipeThreads.EXECUTOR, this::start)));
    } catch (CancelledError e) {
      abandon();
      throw e;
    }
  }

  private Started start() throws IOException {
    boolean hasStdin = builder.redirectInput() == Redirect.PIPE;
    boolean hasStdout = builder.redirectOutput() == Redirect.PIPE;
    boolean hasStderr = builder.redirectError() == Redirect.PIPE && !builder.redirectErrorStream();
    Process p;
    try {
      p = builder.start();
    } catch (IOException e) {
      throw explained(e);
    }
    synchronized (this) {
      process = p;
      if (abandoned) {
        discard(p);
      }
    }
    return new Started(p, hasStdin, hasStdout, hasStderr);
  }

  private synchronized void abandon() {
    abandoned = true;
    if (process != null) {
      discard(process);
    }
  }

  private static void discard(Process p) {
    p.destroyForcibly();
    for (Closeable pipe :
        new Closeable[] {p.getOutputStream(), p.getInputStream(), p.getErrorStream()}) {
      try {
        pipe.close();
      } catch (IOException e) {
        // Nobody has written to it.
      }
    }
  }

  private IOException explained(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (!NO_SUCH_FILE.matcher(message).find()) {
      return e;
    }
    String program = builder.command().get(0);
    File directory = builder.directory();
    boolean isDirectoryMissing = directory != null && !directory.isDirectory();
    FileNotFoundException missing =
        new FileNotFoundException(
            isDirectoryMissing
                ? "cannot run program \"" + program + "\": no such directory: " + directory
                : "cannot run program \"" + program + "\": no such file, or not in the PATH");
    missing.initCause(e);
    return missing;
  }
}
