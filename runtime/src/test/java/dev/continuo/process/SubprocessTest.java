// SPDX-License-Identifier: Apache-2.0
package dev.continuo.process;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.toThread;
import static dev.continuo.Asyncio.yieldNow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.AsyncCallable;
import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SubprocessTest {

  @TempDir Path folder;

  private static <T> T run(AsyncCallable<T> main) {
    return Asyncio.run(main);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void megabytesGoThroughAPipelineWithoutDeadlock() {
    byte[] data = new byte[4 << 20];
    new Random(1).nextBytes(data);
    Output output =
        run(
            () -> {
              try (Subprocess cat = await(Subprocess.exec("cat"))) {
                return Coroutine.of(await(cat.communicate(data)));
              }
            });
    assertThat(Arrays.equals(output.stdout(), data)).isTrue();
    assertThat(output.stderr()).isEmpty();
    assertThat(output.exitCode()).isEqualTo(0);
  }

  @Test
  void communicateGivesOutputErrorsAndExitCode() {
    Output output =
        run(
            () -> {
              try (Subprocess p = await(Subprocess.shell("echo out; echo err >&2; exit 3"))) {
                return Coroutine.of(await(p.communicate(null)));
              }
            });
    assertThat(new String(output.stdout(), UTF_8)).isEqualTo("out\n");
    assertThat(new String(output.stderr(), UTF_8)).isEqualTo("err\n");
    assertThat(output.exitCode()).isEqualTo(3);
  }

  @Test
  void aProcessThatDoesNotReadItsInputIsNoError() {
    Output output =
        run(
            () -> {
              try (Subprocess p = await(Subprocess.exec("head", "-c", "1"))) {
                return Coroutine.of(await(p.communicate(new byte[4 << 20])));
              }
            });
    assertThat(output.stdout()).hasLength(1);
    assertThat(output.exitCode()).isEqualTo(0);
  }

  @Test
  void bothWaysAreStreamed() {
    run(
        () -> {
          try (Subprocess cat = await(Subprocess.exec("cat"))) {
            for (String line : new String[] {"one", "two", "three"}) {
              await(cat.stdin().write(bytes(line + "\n")));
              assertThat(await(cat.stdout().readLine())).isEqualTo(line);
            }
            assertThat(cat.exitCode()).isNull();
            assertThat(cat.toString()).isEqualTo("<Subprocess " + cat.pid() + ", running>");
            cat.stdin().writeEof();
            assertThat(await(cat.stdout().readLine())).isNull();
            assertThat(await(cat.waitFor())).isEqualTo(0);
            assertThat(cat.exitCode()).isEqualTo(0);
          }
          return Coroutine.done();
        });
  }

  @Test
  void aSignalShowsInTheExitCodeAndAfterTheExitNothingHappens() {
    run(
        () -> {
          try (Subprocess a = await(Subprocess.exec("cat"));
              Subprocess b = await(Subprocess.exec("cat"))) {
            a.terminate();
            assertThat(await(a.waitFor())).isEqualTo(128 + 15);
            b.kill();
            assertThat(await(b.waitFor())).isEqualTo(128 + 9);
            a.terminate();
            a.kill();
            assertThat(a.exitCode()).isEqualTo(128 + 15);
          }
          return Coroutine.done();
        });
  }

  @Test
  void whatAProcessSaysWhenItIsTerminatedCanBeRead() {
    String script =
        "trap 'echo bye; kill -9 $!; exit 7' TERM; sleep 1000 > /dev/null 2>&1 & echo ready; wait";
    run(
        () -> {
          try (Subprocess p = await(Subprocess.shell(script))) {
            assertThat(await(p.stdout().readLine())).isEqualTo("ready");
            p.terminate();
            assertThat(await(p.stdout().readLine())).isEqualTo("bye");
            assertThat(await(p.waitFor())).isEqualTo(7);
          }
          return Coroutine.done();
        });
  }

  @Test
  void aProgramThatDoesNotExistIsNamed() {
    FileNotFoundException e =
        assertThrows(
            FileNotFoundException.class, () -> run(() -> Subprocess.exec("no-such-program", "x")));
    assertThat(e)
        .hasMessageThat()
        .isEqualTo("cannot run program \"no-such-program\": no such file, or not in the PATH");
    Path missing = folder.resolve("missing");
    FileNotFoundException d =
        assertThrows(
            FileNotFoundException.class,
            () ->
                run(() -> Subprocess.start(new ProcessBuilder("cat").directory(missing.toFile()))));
    assertThat(d)
        .hasMessageThat()
        .isEqualTo("cannot run program \"cat\": no such directory: " + missing);
    IOException notExecutable =
        assertThrows(IOException.class, () -> run(() -> Subprocess.exec(folder.toString())));
    assertThat(notExecutable).hasMessageThat().contains(folder.toString());
  }

  @Test
  @SuppressWarnings("continuo:SwallowedCancellation")
  void cancellingTheWaitingLeavesTheProcessRunning() {
    run(
        () -> {
          try (Subprocess p = await(Subprocess.exec("sleep", "1000"))) {
            Task<Integer> waits = createTask(p.waitFor());
            Task<Output> communicates = createTask(p.communicate(null));
            await(yieldNow());
            waits.cancel();
            communicates.cancel();
            for (Task<?> task : new Task<?>[] {waits, communicates}) {
              try {
                await(task);
              } catch (CancelledError e) {
                assertThat(task.isCancelled()).isTrue();
              }
            }
            assertThat(p.exitCode()).isNull();
            assertThat(ProcessHandle.of(p.pid()).get().isAlive()).isTrue();
          }
          return Coroutine.done();
        });
  }

  @Test
  void aCancelledReadLosesNothing() {
    run(
        () -> {
          try (Subprocess cat = await(Subprocess.exec("cat"))) {
            Task<String> reads = createTask(cat.stdout().readLine());
            await(yieldNow());
            reads.cancel();
            await(yieldNow());
            await(yieldNow());
            assertThat(reads.isCancelled()).isTrue();
            await(cat.stdin().write(bytes("hello\n")));
            assertThat(await(cat.stdout().readLine())).isEqualTo("hello");
          }
          return Coroutine.done();
        });
  }

  @Test
  void whatIsRedirectedHasNoPipe() throws IOException {
    Path file = folder.resolve("out");
    String both = "echo out; echo err >&2";
    run(
        () -> {
          ProcessBuilder merged = new ProcessBuilder("sh", "-c", both).redirectErrorStream(true);
          try (Subprocess p = await(Subprocess.start(merged))) {
            assertThat(p.stderr()).isNull();
            Output output = await(p.communicate(null));
            assertThat(new String(output.stdout(), UTF_8)).isEqualTo("out\nerr\n");
            assertThat(output.stderr()).isNull();
          }
          ProcessBuilder redirected =
              new ProcessBuilder("sh", "-c", both)
                  .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                  .redirectOutput(file.toFile())
                  .redirectError(ProcessBuilder.Redirect.DISCARD);
          try (Subprocess p = await(Subprocess.start(redirected))) {
            assertThat(p.stdin()).isNull();
            assertThat(p.stdout()).isNull();
            assertThat(p.stderr()).isNull();
            assertThat(
                    assertThrows(
                        IllegalArgumentException.class, () -> p.communicate(new byte[2]).close()))
                .hasMessageThat()
                .isEqualTo("there are 2 bytes of input, but standard input was redirected");
            assertThat(await(p.communicate(new byte[0])).stdout()).isNull();
          }
          return Coroutine.done();
        });
    assertThat(Files.readString(file)).isEqualTo("out\n");
  }

  @Test
  void waitForAlsoWaitsForWhoElseHoldsThePipe() throws Exception {
    Path fifo = folder.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isEqualTo(0);
    run(
        () -> {
          try (Subprocess p = await(Subprocess.shell("read x; cat < " + fifo + " & exit 5"))) {
            untilReadsAreUnderWay();
            await(p.stdin().write(bytes("\n")));
            Task<Integer> waits = createTask(p.waitFor());
            while (p.exitCode() == null) {
              await(yieldNow());
            }
            await(yieldNow());
            assertThat(waits.isDone()).isFalse();
            await(toThread(() -> Files.writeString(fifo, "late\n")), IOException.class);
            assertThat(await(p.stdout().readLine())).isEqualTo("late");
            assertThat(await(waits)).isEqualTo(5);
          }
          return Coroutine.done();
        });
  }

  /** The JDK closes a pipe that nobody reads from at the moment of the exit. */
  private static void untilReadsAreUnderWay() {
    long reads;
    do {
      reads =
          Thread.getAllStackTraces().entrySet().stream()
              .filter(t -> t.getKey().getName().equals("continuo-pipe"))
              .filter(t -> Arrays.toString(t.getValue()).contains("FileInputStream.readBytes"))
              .count();
    } while (reads < 2);
  }

  @Test
  void aProcessThatNobodyReadsFromIsHeldBack() {
    run(
        () -> {
          try (Subprocess zeros = await(Subprocess.exec("cat", "/dev/zero"))) {
            int limit = 2 * (1 << 16);
            while (buffered(zeros) <= limit) {
              await(yieldNow());
            }
            for (int i = 0; i < 10_000; i++) {
              await(yieldNow());
            }
            assertThat(buffered(zeros)).isAtMost(limit + (1 << 16));
            assertThat(await(zeros.stdout().readExactly(1 << 20))).hasLength(1 << 20);
          }
          return Coroutine.done();
        });
  }

  private static int buffered(Subprocess p) {
    return Integer.parseInt(p.stdout().toString().replaceAll("^<StreamReader (\\d+) .*", "$1"));
  }

  @Test
  void inVirtualTimeAProcessIsWaitedFor() {
    String line =
        TestLoop.run(
            () -> {
              try (Subprocess p = await(Subprocess.shell("read x; echo got $x"))) {
                await(p.stdin().write(bytes("it\n")));
                return Coroutine.of(await(p.stdout().readLine()));
              }
            });
    assertThat(line).isEqualTo("got it");
  }

  /** Each has two reads under way: on virtual threads no carrier would be left for anything. */
  @Test
  void manyProcessesLeaveThreadsForOthers() {
    run(
        () -> {
          await(manyOpen(140));
          return Coroutine.done();
        });
  }

  @Async
  private static Coroutine<Void> manyOpen(int n) {
    if (n == 0) {
      assertThat(await(toThread(() -> "thread"))).isEqualTo("thread");
      return Coroutine.done();
    }
    try (Subprocess cat = await(Subprocess.exec("cat"))) {
      assertThat(cat.exitCode()).isNull();
      return Coroutine.of(await(manyOpen(n - 1)));
    }
  }

  @Test
  void badArgumentsAreNamed() {
    assertThat(
            assertThrows(
                NullPointerException.class, () -> Subprocess.exec((String[]) null).close()))
        .hasMessageThat()
        .isEqualTo("command");
    assertThat(assertThrows(NullPointerException.class, () -> Subprocess.exec("a", null).close()))
        .hasMessageThat()
        .isEqualTo("command[1]");
    assertThat(assertThrows(IllegalArgumentException.class, () -> Subprocess.exec().close()))
        .hasMessageThat()
        .isEqualTo("command is empty: give at least the program");
    assertThat(assertThrows(NullPointerException.class, () -> Subprocess.shell(null).close()))
        .hasMessageThat()
        .isEqualTo("commandLine");
    assertThat(assertThrows(NullPointerException.class, () -> Subprocess.start(null).close()))
        .hasMessageThat()
        .isEqualTo("builder");
  }
}
