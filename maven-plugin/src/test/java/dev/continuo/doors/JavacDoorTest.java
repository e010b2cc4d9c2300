// SPDX-License-Identifier: Apache-2.0
package dev.continuo.doors;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavacDoorTest {

  @TempDir Path folder;

  private Path classes;

  @BeforeEach
  void makeOutputFolder() throws IOException {
    classes = Files.createDirectory(folder.resolve("classes"));
  }

  @Test
  void aJarOnTheClassPathIsEnough() {
    compiles(Program.MAIN, "-cp", Program.compileClassPath());
    isWovenAndRuns();
  }

  @Test
  void theProcessorWeavesFromTheProcessorPath() {
    compiles(
        Program.MAIN, "-cp", Program.compileClassPath(), "-processorpath", Program.processorPath());
    isWovenAndRuns();
  }

  @Test
  void thePluginWeavesWithoutTheProcessor() {
    compiles(Program.MAIN, "-cp", Program.compileClassPath(), "-proc:none", "-Xplugin:Continuo");
    isWovenAndRuns();
  }

  @Test
  void allLintsAndWarningsAsErrorsAreNoObstacle() {
    compiles(
        Program.MAIN, "-cp", Program.compileClassPath(), "-Xlint:all,-processing,-path", "-Werror");
    isWovenAndRuns();
  }

  @Test
  void thePluginReadsArgumentFiles() throws IOException {
    Path arguments = folder.resolve("arguments");
    Files.writeString(arguments, "-d\n\"" + slashed(classes) + "\"\n");
    List<String> line = new ArrayList<>();
    line.addAll(List.of("@" + arguments, "-cp", Program.compileClassPath()));
    line.addAll(Program.sources(Program.MAIN));

    Command javac = Command.jdk(folder, "javac", line);

    assertWithMessage(javac.output()).that(javac.status()).isEqualTo(0);
    isWovenAndRuns();
  }

  @Test
  void withoutAnOutputFolderClassesLieBesideTheirSource() throws IOException {
    Path source = folder.resolve("Bare.java");
    Files.copy(Program.MAIN.resolve("Bare.java"), source);
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));

    Command javac =
        Command.jdk(
            elsewhere, "javac", List.of("-cp", Program.compileClassPath(), source.toString()));

    assertWithMessage(javac.output()).that(javac.status()).isEqualTo(0);
    assertThat(Files.exists(folder.resolve("Bare.class"))).isTrue();
    assertThat(Program.unwoven(folder)).isEmpty();
    assertThat(Program.files(elsewhere)).isEmpty();
  }

  @Test
  void classesOfAModuleAreWoven() throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    Files.createDirectory(source.resolve("demo"));
    Files.copy(Program.MAIN.resolve("demo/Main.java"), source.resolve("demo/Main.java"));
    Files.writeString(
        source.resolve("module-info.java"),
        "module demo { requires dev.continuo; requires static dev.continuo.annotation; }");

    compiles(source, "-p", Program.modulePath(), "--processor-path", Program.processorPath());

    isWovenAndRuns();
  }

  @Test
  void switchedOffItLeavesClassesUnwoven() {
    compiles(Program.MAIN, "-cp", Program.compileClassPath(), "-Xplugin:Continuo off");
    assertThat(Program.unwoven(classes)).contains("demo/Main.class");
  }

  @Test
  void wrongArgumentsAreACompileError() {
    Command javac = javac(Program.MAIN, "-cp", Program.compileClassPath(), "-Xplugin:Continuo of");
    assertThat(javac.status()).isNotEqualTo(0);
    assertThat(javac.output())
        .contains("error: -Xplugin:\"Continuo of\": the arguments are -d DIR, or off, or none");
  }

  @Test
  void everyRefusedClassIsAnErrorAtItsLineAndTheOthersAreWoven() {
    Command javac = javac(Program.REFUSED, "-cp", Program.compileClassPath());

    assertThat(javac.status()).isNotEqualTo(0);
    assertThat(javac.output())
        .contains("Refused.java:11: error: Refused.locked(Refused.java:11): ");
    assertThat(javac.output()).contains("the error is shown here");
    assertThat(javac.output()).contains("Refused.java:21: error: Refused2.locked(");
    assertThat(Program.files(classes)).doesNotContainKey("Refused.class");
    assertThat(Program.files(classes)).doesNotContainKey("Refused2.class");
    assertThat(Program.files(classes)).containsKey("Good.class");
    assertThat(Program.unwoven(classes)).isEmpty();
  }

  @Test
  void insideABuildToolThePluginIsToldWhereClassesGo() throws IOException {
    assertThat(compileInThisProcess("-Xplugin:Continuo -d " + classes)).isEmpty();
    isWovenAndRuns();
  }

  @Test
  void insideABuildToolThatHidesItsOutputTheErrorNamesTheRemedy() throws IOException {
    String output = compileInThisProcess("-Xplugin:Continuo");

    assertThat(output)
        .contains("stays unwoven: Continuo cannot tell where javac has put its class");
    assertThat(output).contains("say -Xplugin:\"Continuo -d DIR\"");
  }

  /** Compiles as build tools do, and without the processor; returns what javac says. */
  private String compileInThisProcess(String plugin) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of("-proc:none", "-cp", Program.compileClassPath(), plugin, "-d", classes.toString());
    StringWriter output = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      javac
          .getTask(
              output,
              files,
              null,
              options,
              null,
              files.getJavaFileObjectsFromStrings(Program.sources(Program.MAIN)))
          .call();
    }
    return output.toString();
  }

  private void compiles(Path sources, String... options) {
    Command javac = javac(sources, options);
    assertWithMessage(javac.output()).that(javac.status()).isEqualTo(0);
    assertThat(javac.output()).isEmpty();
  }

  private Command javac(Path sources, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-d", classes.toString()));
    arguments.addAll(Program.sources(sources));
    return Command.jdk(folder, "javac", arguments);
  }

  private void isWovenAndRuns() {
    assertThat(Program.unwoven(classes)).isEmpty();
    assertThat(Program.run(folder, classes)).isEqualTo(new Command(0, Program.OUTPUT));
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }
}
