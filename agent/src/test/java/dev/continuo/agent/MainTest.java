// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import static com.google.common.truth.Truth.assertThat;

import dev.continuo.weaver.files.SampleClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void weavesAFolderAndSaysHowMuch() throws IOException {
    Files.write(folder.resolve("A.class"), SampleClass.async("A"));

    assertThat(run("weave", folder.toString())).isEqualTo(0);

    assertThat(text(out).strip()).isEqualTo("wove 1 of 1 class");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void aRefusedClassIsAnErrorAndTheExitStatusIsOne() throws IOException {
    Files.write(folder.resolve("A.class"), SampleClass.refused("A"));
    Files.write(folder.resolve("B.class"), SampleClass.async("B"));

    assertThat(run("weave", folder.toString())).isEqualTo(1);

    assertThat(text(out).strip()).isEqualTo("wove 1 of 2 classes");
    assertThat(text(err)).startsWith("error: A.locked(Sample.java");
  }

  @Test
  void aMissingPathIsAnErrorAndTheOthersAreWoven() throws IOException {
    Files.write(folder.resolve("A.class"), SampleClass.async("A"));

    assertThat(run("weave", "absent", folder.toString())).isEqualTo(1);

    assertThat(text(out).strip()).isEqualTo("wove 1 of 1 class");
    assertThat(text(err).strip()).isEqualTo("error: absent: there is no such folder or jar");
  }

  @Test
  void wrongArgumentsPrintTheUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("weave")).isEqualTo(2);
    assertThat(run("unweave", ".")).isEqualTo(2);
    assertThat(text(err))
        .startsWith("usage: java -jar continuo-agent.jar weave [--suppress CHECK,...] DIR|JAR...");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void onlyNumbersAreProcesses() {
    assertThat(run("ps")).isEqualTo(2);
    assertThat(text(err)).startsWith("usage: ");
    err.reset();
    assertThat(run("ps", "shop")).isEqualTo(2);
    assertThat(text(err).strip())
        .isEqualTo("error: 'shop' is not a process id; jps lists those of Java programs");
  }

  @Test
  void aProcessThatIsGoneOrIsThisOneOrNoJvmIsNamed() throws IOException, InterruptedException {
    Process other = new ProcessBuilder("cat").start();
    long pid = other.pid();
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertThat(run("pstree", Long.toString(pid))).isEqualTo(1);
      assertThat(text(err).strip())
          .isEqualTo(
              "error: the process "
                  + pid
                  + " is no JVM, or was started with -Xrs;"
                  + " jps lists the processes of Java programs");
      assertThat(other.isAlive()).isTrue();
    }
    other.getOutputStream().close();
    other.waitFor();

    err.reset();
    assertThat(run("pstree", Long.toString(pid))).isEqualTo(1);
    assertThat(text(err).strip())
        .isEqualTo("error: there is no process " + pid + "; jps lists those of Java programs");

    err.reset();
    long own = ProcessHandle.current().pid();
    assertThat(run("ps", Long.toString(own))).isEqualTo(1);
    assertThat(text(err).strip()).isEqualTo("error: the process " + own + " is this very command");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void aWarningIsPrintedUnlessItIsSuppressed() throws IOException {
    Files.write(folder.resolve("A.class"), SampleClass.blocking("A"));

    assertThat(run("weave", "--suppress", "BlockingCall", folder.toString())).isEqualTo(0);
    assertThat(text(err)).isEmpty();

    Files.write(folder.resolve("A.class"), SampleClass.blocking("A"));
    assertThat(run("weave", folder.toString())).isEqualTo(0);
    assertThat(text(err).strip())
        .isEqualTo(
            "warning: A.blocking(Sample.java:7): Thread.sleep blocks the thread of the event loop,"
                + " and every task on it; await(sleep(duration)) instead [BlockingCall]");
  }

  @Test
  void aDroppedCoroutineIsAnErrorAlsoInAClassWithNothingToWeave() throws IOException {
    Files.write(folder.resolve("A.class"), SampleClass.dropping("A", false));
    Files.write(folder.resolve("B.class"), SampleClass.dropping("B", true));

    assertThat(run("weave", folder.toString())).isEqualTo(1);

    assertThat(text(out).strip()).isEqualTo("wove 0 of 2 classes");
    assertThat(text(err).lines().toList())
        .containsExactly(
            "error: A.dropping(Sample.java:7): the coroutine of dropping() is dropped, so it never"
                + " runs; run it with Asyncio.run, or start it on a running loop with createTask"
                + " [DroppedCoroutine]",
            "error: B.dropping(Sample.java:7): the coroutine of dropping() is dropped, so it never"
                + " runs; await it, or start it with createTask [DroppedCoroutine]")
        .inOrder();
    assertThat(Files.readAllBytes(folder.resolve("B.class")))
        .isEqualTo(SampleClass.dropping("B", true));
  }

  @Test
  void onlyWarningsThatThereAreCanBeSuppressed() {
    assertThat(run("weave", "--suppress", "BlockingCalls", ".")).isEqualTo(2);
    assertThat(text(err))
        .startsWith("error: there is no check 'BlockingCalls'; the checks are AwaitNotWoven, ");
    assertThat(run("weave", "--suppress", "BlockingCall")).isEqualTo(2);
    assertThat(run("weave", "--suppress")).isEqualTo(2);
  }

  private int run(String... arguments) {
    return Main.run(
        List.of(arguments),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
