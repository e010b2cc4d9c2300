// SPDX-License-Identifier: Apache-2.0
package dev.continuo.process;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.moveOnAfter;

import dev.continuo.AsyncCloseable;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.annotation.Async;
import dev.continuo.io.StreamReader;
import dev.continuo.io.StreamWriter;
import dev.continuo.io.Streams;
import dev.continuo.sync.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A child process and the pipes to it. Use on the loop's thread.
 *
 * <pre>
 *   running --exit--> exited --its output has ended--> finished: waitFor returns
 *      \--close: kill, and the pipes are closed--------/
 * </pre>
 *
 * Cancelling {@link #waitFor} or {@link #communicate} leaves the process running. Closing kills it,
 * if it still runs, and closes its pipes, so that {@code try (var p = await(exec(..)))} leaves
 * nothing behind. So does the end of the loop, with a warning.
 */
public final class Subprocess implements AsyncCloseable {

  /** After the exit, for the pipes: a child of the child may hold them open for ever. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Process process;
  private final OpenProcesses open;
  private final @Nullable StreamWriter stdin;
  private final @Nullable OutputPipe stdout;
  private final @Nullable OutputPipe stderr;
  private final Event exited = new Event();
  private final Event finished = new Event();
  private @Nullable Integer exitCode;
  private boolean closed;

  @SuppressWarnings("this-escape")
  Subprocess(Launch.Started started) {
    process = started.process();
    open = OpenProcesses.running();
    stdin = started.hasStdin() ? Streams.writer(process.getOutputStream()) : null;
    stdout = started.hasStdout() ? new OutputPipe(process.getInputStream(), this::ended) : null;
    stderr = started.hasStderr() ? new OutputPipe(process.getErrorStream(), this::ended) : null;
    open.add(this);
    Future.from(process.onExit()).addDoneCallback(this::exited);
  }

  // ---- starting

  /**
   * Starts a program, with pipes to its standard input, output and error. When awaited, throws
   * {@link java.io.FileNotFoundException} if there is no such program, and another {@link
   * IOException} if it cannot be started; both name it. Starting happens on another thread: if the
   * await is cancelled meanwhile, the process is killed.
   *
   * @param command the program, looked up in the PATH, and its arguments
   * @throws IllegalArgumentException if there is no program
   */
  public static Coroutine<Subprocess> exec(String... command) {
    Objects.requireNonNull(command, "command");
    if (command.length == 0) {
      throw new IllegalArgumentException("command is empty: give at least the program");
    }
    for (int i = 0; i < command.length; i++) {
      Objects.requireNonNull(command[i], "command[" + i + "]");
    }
    return launch(new ProcessBuilder(command));
  }

  /** As {@link #exec}, a command line of the system's shell: sh, or cmd.exe on Windows. */
  public static Coroutine<Subprocess> shell(String commandLine) {
    Objects.requireNonNull(commandLine, "commandLine");
    boolean isWindows = System.getProperty("os.name").startsWith("Windows");
    List<String> command =
        isWindows ? List.of("cmd.exe", "/c", commandLine) : List.of("/bin/sh", "-c", commandLine);
    return launch(new ProcessBuilder(command));
  }

  /**
   * As {@link #exec}, with the environment, directory and redirections of {@code builder}, which is
   * used on another thread until the await returns. What it redirects has no pipe here: {@code
   * redirectErrorStream(true)} merges the errors into the output, {@code Redirect.DISCARD} drops
   * them, and {@link #stderr} is null in both cases.
   */
  public static Coroutine<Subprocess> start(ProcessBuilder builder) {
    return launch(Objects.requireNonNull(builder, "builder"));
  }

  @Async
  private static Coroutine<Subprocess> launch(ProcessBuilder builder) {
    return Coroutine.of(new Subprocess(await(new Launch(builder).started())));
  }

  // ---- what it is

  /** The number the system has given it. */
  public long pid() {
    return process.pid();
  }

  /** Its standard input; null if that was redirected. Closed when the process exits. */
  public @Nullable StreamWriter stdin() {
    return stdin;
  }

  /** Its standard output; null if that was redirected. */
  public @Nullable StreamReader stdout() {
    return stdout == null ? null : stdout.reader;
  }

  /** Its standard error; null if that was redirected, or merged into the output. */
  public @Nullable StreamReader stderr() {
    return stderr == null ? null : stderr.reader;
  }

  /**
   * The exit code; null while it runs. 128 + N if signal N killed it, as the JDK reports it: 143
   * after {@link #terminate}, 137 after {@link #kill}.
   */
  public @Nullable Integer exitCode() {
    return exitCode;
  }

  // ---- waiting

  /**
   * Waits until the process has exited and its output has ended: the exit code. Somebody must read
   * the output meanwhile: a process whose pipes are full does not go on, and this waits for ever.
   * Use {@link #communicate} to have it read.
   *
   * <p>The output ends when no process has the pipe open any more. But what children of the process
   * write after its exit may be lost: the JDK closes a pipe that is not just being read then.
   */
  @Async
  public Coroutine<Integer> waitFor() {
    await(finished.await());
    return Coroutine.of(Objects.requireNonNull(exitCode));
  }

  /**
   * Writes {@code input} to the standard input and closes that, reads output and errors to their
   * ends, all at the same time, and waits for the exit. A process that does not read all of its
   * input is no error. What was read is lost if the await is cancelled; the process then goes on.
   *
   * @param input may be null, for no input
   * @throws IllegalArgumentException if there is input, but the standard input was redirected
   */
  public Coroutine<Output> communicate(byte @Nullable [] input) {
    if (input != null && input.length > 0 && stdin == null) {
      throw new IllegalArgumentException(
          "there are " + input.length + " bytes of input, but standard input was redirected");
    }
    return Exchange.run(this, input);
  }

  // ---- ending

  /** Asks the process to end: SIGTERM. Does nothing if it has exited. */
  public void terminate() {
    // Process.destroy would close the pipes, and lose what it writes as it ends.
    process.toHandle().destroy();
  }

  /** Kills the process: SIGKILL. Does nothing if it has exited. Its own children go on. */
  public void kill() {
    process.toHandle().destroyForcibly();
  }

  /**
   * Kills the process if it still runs, closes its pipes and waits for both. If other processes,
   * its children, hold the pipes open after its exit, those are only waited for a second.
   */
  @Override
  @Async
  public Coroutine<Void> closeAsync() {
    closeNow();
    await(exited.await());
    await(moveOnAfter(GRACE, this::released));
    return Coroutine.done();
  }

  @Async
  private Coroutine<Boolean> released() {
    for (OutputPipe pipe : new OutputPipe[] {stdout, stderr}) {
      if (pipe != null) {
        await(pipe.released.await());
      }
    }
    if (stdin != null) {
      try {
        await(stdin.waitClosed(), IOException.class);
      } catch (IOException e) {
        // closed is what it should be
      }
    }
    return Coroutine.of(true);
  }

  /** All of closing that does not wait, and so cannot be cancelled. */
  void closeNow() {
    if (!closed) {
      closed = true;
      open.remove(this);
      kill();
      if (stdin != null) {
        stdin.abort();
      }
      if (stdout != null) {
        stdout.close();
      }
      if (stderr != null) {
        stderr.close();
      }
    }
  }

  private void exited(Future<Process> exit) {
    exitCode = process.exitValue();
    if (stdin != null) {
      stdin.abort();
    }
    exited.set();
    ended();
  }

  private void ended() {
    if (exited.isSet() && hasEnded(stdout) && hasEnded(stderr)) {
      finished.set();
      open.remove(this);
    }
  }

  private static boolean hasEnded(@Nullable OutputPipe pipe) {
    return pipe == null || pipe.hasEnded();
  }

  @Override
  public String toString() {
    String state = exitCode == null ? "running" : "exit code " + exitCode;
    return "<Subprocess " + pid() + ", " + state + ">";
  }
}
