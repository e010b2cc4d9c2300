// SPDX-License-Identifier: Apache-2.0
package dev.continuo.doors;

import static com.google.common.truth.Truth.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged agent in a JVM of its own, and its command line. */
final class AgentIT {

  @TempDir Path folder;

  private Path unwoven;

  @BeforeEach
  void compile() throws IOException {
    unwoven = Program.compileUnwoven(Files.createDirectory(folder.resolve("classes")));
  }

  @Test
  void unwovenTheProgramSaysWhatToDo() {
    Command java = Program.run(folder, unwoven);

    assertThat(java.status()).isEqualTo(1);
    assertThat(java.output()).contains("-javaagent:continuo-agent.jar");
  }

  @Test
  void theAgentWeavesAsClassesAreLoaded() {
    Command java =
        Command.java(
            folder,
            "-javaagent:" + Program.agent(),
            "-cp",
            Command.path(unwoven, Program.runtime()),
            "demo.Main");

    assertThat(java).isEqualTo(new Command(0, Program.OUTPUT));
  }

  @Test
  void theCommandLineWeavesAFolder() {
    Command weave =
        Command.java(folder, "-jar", Program.agent().toString(), "weave", unwoven.toString());

    assertThat(weave.output()).startsWith("wove ");
    assertThat(weave.status()).isEqualTo(0);
    assertThat(Program.run(folder, unwoven)).isEqualTo(new Command(0, Program.OUTPUT));
  }

  @Test
  void theCommandLineWeavesAJar() {
    Path jar = folder.resolve("program.jar");
    Command.jdk(
        folder,
        "jar",
        List.of("--create", "--file", jar.toString(), "-C", unwoven.toString(), "."));

    Command weave =
        Command.java(folder, "-jar", Program.agent().toString(), "weave", jar.toString());

    assertThat(weave.status()).isEqualTo(0);
    assertThat(Program.run(folder, jar)).isEqualTo(new Command(0, Program.OUTPUT));
  }

  @Test
  void attachedAtRunTimeItWeavesWhatIsNotLoadedYetAndNamesWhatIs() throws Exception {
    Process process =
        Command.start(
            folder,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                Command.path(unwoven, Program.runtime(), System.getProperty("java.class.path")),
                Waiting.class.getName()));
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(output.readLine()).isEqualTo(Waiting.READY);
      VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
      machine.loadAgent(Program.agent().toString());
      machine.detach();
      process.getOutputStream().close();

      String rest = output.lines().collect(Collectors.joining("\n", "", "\n"));
      assertThat(rest).contains("these classes were loaded, so they stay unwoven");
      assertThat(rest).contains("their first await will throw: Bare;");
      assertThat(rest).endsWith(Program.OUTPUT);
    } finally {
      process.destroy();
    }
  }
}
