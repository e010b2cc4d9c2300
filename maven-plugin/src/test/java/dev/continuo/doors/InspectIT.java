// SPDX-License-Identifier: Apache-2.0
package dev.continuo.doors;

import static com.google.common.truth.Truth.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ps} and {@code pstree} look into a JVM that was not prepared for it. */
final class InspectIT {

  @TempDir Path folder;

  private Path compile() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-cp", Program.compileClassPath(), "-Xplugin:Continuo"));
    arguments.addAll(List.of("-d", classes.toString()));
    arguments.addAll(Program.sources(Program.INSPECTED));
    Command javac = Command.jdk(folder, "javac", arguments);
    assertThat(javac).isEqualTo(new Command(0, ""));
    return classes;
  }

  private Process start(String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-XX:+EnableDynamicAgentLoading"); // or newer JDKs say that one was loaded
    line.addAll(List.of(arguments));
    return Command.start(folder, line);
  }

  private static BufferedReader outputOf(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private Command agent(String... arguments) {
    List<String> line = new ArrayList<>(List.of("-jar", Program.agent().toString()));
    line.addAll(List.of(arguments));
    return Command.java(folder, line.toArray(String[]::new));
  }

  @Test
  void theTasksOfARunningJvmAreShownAndItGoesOnAsBefore() throws IOException {
    Process process = start("-cp", Command.path(compile(), Program.runtime()), "demo.Shop");
    String pid = Long.toString(process.pid());
    try (BufferedReader output = outputOf(process)) {
      assertThat(output.readLine()).isEqualTo("ready");
      Command tree = agent("pstree", pid);
      assertThat(tree)
          .isEqualTo(
              new Command(
                  0,
                  """
                  SelectorEventLoop on thread 'main': 3 tasks
                  └── (T) 'Task-1' waits for <gather of 2 pending>
                      │     demo.Shop.main(Shop.java:34)
                      │     demo.Shop.offer(Shop.java:26)
                      ├── gather of 2: (T) 'apple' waits for <Future pending>
                      │         demo.Shop.price(Shop.java:19)
                      └── gather of 2: (T) 'pear' waits for <Future pending>
                                demo.Shop.price(Shop.java:19)
                  """));
      Command table = agent("ps", pid);
      assertThat(table)
          .isEqualTo(
              new Command(
                  0,
                  """
                  SelectorEventLoop on thread 'main': 3 tasks
                  id  name    state    since  coroutines                    waits for              awaited by
                  1   Task-1  waiting  -      Shop.offer:26 < Shop.main:34  <gather of 2 pending>  -
                  2   apple   waiting  -      Shop.price:19                 <Future pending>       Task-1 (1)
                  3   pear    waiting  -      Shop.price:19                 <Future pending>       Task-1 (1)
                  """));
      String page = Files.readString(Path.of("../docs/inspect.md"));
      assertThat(page).contains(tree.output());
      assertThat(page).contains(table.output());
      process.getOutputStream().close();
      assertThat(output.lines().collect(Collectors.toList())).containsExactly("42");
    } finally {
      process.destroy();
    }
  }

  @Test
  void aJvmWithoutContinuoIsNamedAndNothingIsWovenInIt() throws IOException {
    Path unwoven = Program.compileUnwoven(Files.createDirectory(folder.resolve("unwoven")));
    Process process =
        start(
            "-cp",
            Command.path(unwoven, Program.runtime(), System.getProperty("java.class.path")),
            Waiting.class.getName());
    String pid = Long.toString(process.pid());
    try (BufferedReader output = outputOf(process)) {
      assertThat(output.readLine()).isEqualTo(Waiting.READY);
      assertThat(agent("ps", pid))
          .isEqualTo(
              new Command(
                  1,
                  "error: the JVM "
                      + pid
                      + " has not used Continuo so far; is it the right process?\n"));
      process.getOutputStream().close();
      // Its classes, loaded from now on, are what they were.
      assertThat(output.lines().collect(Collectors.joining("\n")))
          .contains("-javaagent:continuo-agent.jar");
    } finally {
      process.destroy();
    }
  }

  @Test
  void aJvmThatForbidsToAttachIsNotEvenAsked() throws IOException {
    Process process =
        start(
            "-XX:+DisableAttachMechanism",
            "-cp",
            Command.path(compile(), Program.runtime()),
            "demo.Shop");
    String pid = Long.toString(process.pid());
    try (BufferedReader output = outputOf(process)) {
      assertThat(output.readLine()).isEqualTo("ready");
      assertThat(agent("pstree", pid))
          .isEqualTo(
              new Command(
                  1,
                  "error: the JVM "
                      + pid
                      + " was started with -XX:+DisableAttachMechanism;"
                      + " start it without to look into it\n"));
      process.getOutputStream().close();
      assertThat(output.lines().collect(Collectors.toList())).containsExactly("42");
    } finally {
      process.destroy();
    }
  }
}
