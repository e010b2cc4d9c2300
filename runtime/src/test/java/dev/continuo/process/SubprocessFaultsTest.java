// SPDX-License-Identifier: Apache-2.0
package dev.continuo.process;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.yieldNow;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.continuo.AsyncCallable;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Processes killed, closed and cancelled in every state: nothing of them is left. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class SubprocessFaultsTest {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private static long pipes() {
    try (Stream<Path> files = Files.list(DESCRIPTORS)) {
      return files.filter(SubprocessFaultsTest::isPipe).count();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPipe(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
    } catch (IOException e) {
      return false; // the one the listing itself used
    }
  }

  /** Children, zombies among them. */
  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().toList();
  }

  private static void leavesNothing(AsyncCallable<Void> main) {
    long before = pipes();
    Asyncio.run(main);
    assertThat(children()).isEmpty();
    assertThat(pipes()).isEqualTo(before);
  }

  @Test
  void aRunningProcessIsKilledWhenItIsClosed() {
    leavesNothing(
        () -> {
          Subprocess cat = await(Subprocess.exec("cat"));
          long pid = cat.pid();
          assertThat(Files.exists(Path.of("/proc/" + pid))).isTrue();
          cat.close();
          assertThat(cat.exitCode()).isEqualTo(128 + 9);
          assertThat(Files.exists(Path.of("/proc/" + pid))).isFalse();
          cat.close();
          assertThat(await(cat.waitFor())).isEqualTo(128 + 9);
          return Coroutine.done();
        });
  }

  @Test
  void whoReadsOrWritesWhileItIsClosedGetsAnError() {
    leavesNothing(
        () -> {
          Subprocess p = await(Subprocess.exec("sleep", "1000"));
          Task<String> reads = createTask(p.stdout().readLine());
          Task<Void> writes = createTask(p.stdin().write(new byte[1 << 20]));
          Task<Integer> waits = createTask(p.waitFor());
          await(yieldNow());
          p.close();
          IOException e =
              (IOException)
                  await(Asyncio.<Object>gatherOutcomes(reads)).stream()
                      .map(outcome -> ((dev.continuo.Outcome.Failure<?>) outcome).exception())
                      .findFirst()
                      .get();
          assertThat(e).hasMessageThat().isEqualTo("the process was closed");
          assertThat(
                  await(Asyncio.<Object>gatherOutcomes(writes)).get(0)
                          instanceof dev.continuo.Outcome.Failure<?> failure
                      && failure.exception() instanceof IOException)
              .isTrue();
          assertThat(await(waits)).isEqualTo(128 + 9);
          return Coroutine.done();
        });
  }

  /** In what states a child may be when it is killed from outside. */
  private enum State {
    SILENT("exec sleep 1000"),
    WRITING("exec cat /dev/zero"),
    WRITING_ERRORS("exec cat /dev/zero >&2"),
    PIPES_CLOSED("exec sleep 1000 >&- 2>&- <&-"),
    STOPPED("kill -STOP $$");

    private final String command;

    State(String command) {
      this.command = command;
    }
  }

  @Test
  void aChildMayBeKilledInAnyState() {
    leavesNothing(
        () -> {
          for (State state : State.values()) {
            try (Subprocess p = await(Subprocess.shell(state.command))) {
              Task<Output> output = createTask(p.communicate(new byte[1 << 18]));
              for (int i = 0; i < 20; i++) {
                await(yieldNow());
              }
              p.kill();
              assertWithMessage(state.name()).that(await(output).exitCode()).isEqualTo(137);
            }
          }
          return Coroutine.done();
        });
  }

  @Test
  void aProcessThatIsNotClosedIsKilledWithItsLoop() {
    long before = pipes();
    long pid =
        Asyncio.run(
            () -> {
              Subprocess p = await(Subprocess.exec("sleep", "1000"));
              return Coroutine.of(p.pid());
            });
    untilNothingIsLeft(before);
    assertThat(ProcessHandle.of(pid).isPresent()).isFalse();
  }

  private static void untilNothingIsLeft(long pipesBefore) {
    while (!children().isEmpty() || pipes() != pipesBefore) {
      Thread.onSpinWait();
    }
  }

  @Test
  void closingDoesNotWaitForEverForAGrandchildThatHoldsThePipes() {
    ProcessHandle[] grandchild = new ProcessHandle[1];
    Asyncio.run(
        () -> {
          try (Subprocess p = await(Subprocess.shell("sleep 1000 & echo $!; wait"))) {
            long pid = Long.parseLong(await(p.stdout().readLine()));
            grandchild[0] = ProcessHandle.of(pid).get();
          }
          return Coroutine.done();
        });
    assertThat(grandchild[0].isAlive()).isTrue();
    grandchild[0].destroyForcibly();
    grandchild[0].onExit().join();
  }

  /** One exchange, cancelled before the first pass of the loop, the second, until it is not. */
  @Test
  void cancelledAtAnyStepNothingIsLeft() {
    long before = pipes();
    int at = 0;
    int passes;
    do {
      at++;
      passes = passesUntilCancelled(at);
      // What a start that was cancelled has begun is undone by other threads.
      untilNothingIsLeft(before);
    } while (passes >= at);
    assertThat(at).isGreaterThan(10);
  }

  private static int passesUntilCancelled(int at) {
    int[] passes = {0};
    PassLoop loop = new PassLoop();
    Task<Void> task = loop.createTask(Asyncio.async(SubprocessFaultsTest::exchange));
    loop.run(
        task,
        () -> {
          if (++passes[0] == at) {
            task.cancel();
          }
        });
    loop.runOut();
    assertThat(task.isCancelled() || task.exception() == null).isTrue();
    loop.close();
    return passes[0];
  }

  @Async
  private static Coroutine<Void> exchange() throws IOException {
    try (Subprocess cat = await(Subprocess.exec("cat"))) {
      await(cat.stdin().write("line\n".getBytes(UTF_8)));
      assertThat(await(cat.stdout().readLine())).isEqualTo("line");
      Output output = await(cat.communicate(new byte[1 << 18]));
      assertThat(output.stdout()).hasLength(1 << 18);
    }
    return Coroutine.done();
  }
}
