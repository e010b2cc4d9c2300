// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.continuo.doors.Command;
import dev.continuo.doors.MavenBuild;
import dev.continuo.doors.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a module that exports nothing, compiled and run on the module path. */
final class ModulesIT {

  @TempDir Path folder;

  private Path source;
  private Path classes;

  @BeforeEach
  void copySource() throws IOException {
    source = Files.createDirectory(folder.resolve("source"));
    classes = folder.resolve("classes");
    Files.createDirectory(source.resolve("demo"));
    Files.copy(Program.MAIN.resolve("demo/Main.java"), source.resolve("demo/Main.java"));
    Files.writeString(
        source.resolve("module-info.java"),
        "module demo { requires dev.continuo; requires static dev.continuo.annotation; }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--processor-path", "--processor-module-path", "--class-path"})
  void javacIsToldWhereTheProcessorIs(String option) {
    assertThat(javac(option, Program.annotation().toString())).isEqualTo(new Command(0, ""));
    assertThat(Program.unwoven(classes)).isEmpty();
    assertThat(run()).isEqualTo(new Command(0, Program.OUTPUT));
  }

  @Test
  void toldNothingJavacDoesNotLookOnTheModulePathAndTheFirstAwaitSaysSo() {
    assertThat(javac()).isEqualTo(new Command(0, ""));
    assertThat(run().output()).contains("await() was called in code that is not woven");
  }

  @Test
  void toldOnlyToUseThePluginJavacSaysThatItIsNotFound() {
    Command javac = javac("-Xplugin:Continuo");

    assertThat(javac.status()).isNotEqualTo(0);
    assertThat(javac.output()).contains("error: plug-in not found: Continuo");
  }

  @Test
  void theAgentWeavesAModule() {
    assertThat(javac()).isEqualTo(new Command(0, ""));
    assertThat(run("-javaagent:" + Program.agent())).isEqualTo(new Command(0, Program.OUTPUT));
  }

  @Test
  void annotationProcessorPathsWeaveAModuleInMaven() throws IOException {
    MavenBuild.copyArtifactsToTheLocalRepository();
    String compiler =
        """
        <compilerArgs><arg>-Xplugin:Continuo</arg></compilerArgs>
        <annotationProcessorPaths>
          <path>
            <groupId>dev.continuo</groupId>
            <artifactId>continuo-annotation</artifactId>
            <version>%s</version>
          </path>
        </annotationProcessorPaths>
        """
            .formatted(MavenBuild.VERSION);
    Path project = MavenBuild.project(folder, compiler, "", source, Program.TEST);

    Command build = MavenBuild.mvn(project, "compile");

    assertWithMessage(build.output()).that(build.status()).isEqualTo(0);
    classes = project.resolve("target/classes");
    assertThat(Program.unwoven(classes)).isEmpty();
    assertThat(run()).isEqualTo(new Command(0, Program.OUTPUT));
  }

  private Command javac(String... options) {
    List<String> line = new ArrayList<>(List.of(options));
    line.addAll(List.of("-p", Command.path(Program.runtime(), Program.annotation())));
    line.addAll(List.of("-d", classes.toString()));
    line.addAll(Program.sources(source));
    return Command.jdk(folder, "javac", line);
  }

  private Command run(String... options) {
    List<String> line = new ArrayList<>(List.of(options));
    line.addAll(List.of("-p", Command.path(classes, Program.runtime()), "-m", "demo/demo.Main"));
    return Command.java(folder, line.toArray(String[]::new));
  }
}
