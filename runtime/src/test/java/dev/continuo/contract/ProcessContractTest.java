// SPDX-License-Identifier: Apache-2.0
package dev.continuo.contract;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.run;
import static dev.continuo.Asyncio.yieldNow;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.process.Output;
import dev.continuo.process.Subprocess;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Every name of {@code dev.continuo.process}, used as programs use it. */
@DisabledOnOs(OS.WINDOWS)
class ProcessContractTest {

  @Async
  private static Coroutine<Void> talksToCat() throws IOException {
    try (Subprocess cat = await(Subprocess.exec("cat"))) {
      assertThat(cat.pid()).isGreaterThan(0);
      assertThat(cat.exitCode()).isNull();
      await(cat.stdin().write("a\nb\n".getBytes(UTF_8)));
      assertThat(await(cat.stdout().readLine())).isEqualTo("a");
      cat.stdin().close();
      assertThat(await(cat.stdout().readLine())).isEqualTo("b");
      assertThat(await(cat.stdout().readLine())).isNull();
      assertThat(await(cat.stderr().read())).isEmpty();
      int exit = await(cat.waitFor());
      assertThat(exit).isEqualTo(0);
      assertThat(cat.exitCode()).isEqualTo(0);
    }
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> communicates() {
    Subprocess shell = await(Subprocess.shell("cat; echo oops >&2; exit 3"));
    Output output = await(shell.communicate("in".getBytes(UTF_8)));
    assertThat(new String(output.stdout(), UTF_8)).isEqualTo("in");
    assertThat(new String(output.stderr(), UTF_8)).isEqualTo("oops\n");
    assertThat(output.exitCode()).isEqualTo(3);

    ProcessBuilder merged = new ProcessBuilder("sh", "-c", "echo oops >&2");
    Subprocess started = await(Subprocess.start(merged.redirectErrorStream(true)));
    output = await(started.communicate(null));
    assertThat(new String(output.stdout(), UTF_8)).isEqualTo("oops\n");
    assertThat(output.stderr()).isNull();
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> ends() {
    Subprocess terminated = await(Subprocess.exec("sleep", "1000"));
    Task<Integer> waiter = createTask(terminated.waitFor());
    await(yieldNow());
    waiter.cancel();
    try {
      await(waiter);
      throw new AssertionError("not cancelled");
    } catch (CancelledError e) {
      assertThat(terminated.exitCode()).isNull();
    }
    terminated.terminate();
    assertThat(await(terminated.waitFor())).isEqualTo(128 + 15);
    terminated.kill();
    Subprocess killed = await(Subprocess.exec("sleep", "1000"));
    killed.kill();
    assertThat(await(killed.waitFor())).isEqualTo(128 + 9);
    return Coroutine.done();
  }

  @Test
  void aProcessIsTalkedToThroughItsPipes() {
    run(ProcessContractTest::talksToCat);
  }

  @Test
  void communicateFeedsAndCollects() {
    run(ProcessContractTest::communicates);
  }

  @Test
  void aProcessOutlivesItsWaiterAndEndsBySignal() {
    run(ProcessContractTest::ends);
  }

  @Test
  @SuppressWarnings("DataFlowIssue")
  void whatCannotBeStartedIsNamed() {
    var missing =
        assertThrows(FileNotFoundException.class, () -> run(Subprocess.exec("no-such-program")));
    assertThat(missing).hasMessageThat().contains("no-such-program");
    assertNamesNull("command", () -> Subprocess.exec((String[]) null).close());
    assertNamesNull("builder", () -> Subprocess.start(null).close());
    assertNamesNull("commandLine", () -> Subprocess.shell(null).close());
  }

  private static void assertNamesNull(String name, org.junit.jupiter.api.function.Executable call) {
    assertThat(assertThrows(NullPointerException.class, call)).hasMessageThat().isEqualTo(name);
  }
}
