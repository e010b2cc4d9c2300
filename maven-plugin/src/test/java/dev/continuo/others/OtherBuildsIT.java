// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.continuo.doors.Command;
import dev.continuo.doors.MavenBuild;
import dev.continuo.doors.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that compile a part only, or not with javac. */
final class OtherBuildsIT {

  @TempDir Path folder;

  @BeforeEach
  void copyArtifacts() throws IOException {
    MavenBuild.copyArtifactsToTheLocalRepository();
  }

  @Test
  void whenOneClassOfAnIncrementalBuildHasChangedItIsWovenAnewAndTheOthersStay()
      throws IOException {
    Path source = Files.createDirectories(folder.resolve("source/demo"));
    Path changing = source.resolve("Changing.java");
    Files.copy(Program.MAIN.resolve("demo/Main.java"), source.resolve("Main.java"));
    Files.writeString(changing, CHANGING);
    Path project = MavenBuild.project(folder, "", "", source.getParent(), Program.TEST);
    Path classes = project.resolve("target/classes");

    compileWhatHasChanged(project);
    Map<String, byte[]> before = Program.files(classes);
    FileTime mainWritten = Files.getLastModifiedTime(classes.resolve("demo/Main.class"));
    Files.writeString(changing, CHANGING.replace("gone(", "stays("));
    Files.setLastModifiedTime(changing, FileTime.from(Instant.now().plusSeconds(2)));
    compileWhatHasChanged(project);

    assertThat(before).containsKey("demo/Changing$gone$1.class");
    assertThat(Program.files(classes)).containsKey("demo/Changing$stays$1.class");
    assertThat(Program.unwoven(classes)).isEmpty();
    assertThat(Files.getLastModifiedTime(classes.resolve("demo/Main.class")))
        .isEqualTo(mainWritten);
    assertThat(Program.run(folder, classes)).isEqualTo(new Command(0, Program.OUTPUT));
    String path = Command.path(classes, Program.runtime());
    assertThat(Command.java(folder, "-cp", path, "demo.Changing"))
        .isEqualTo(new Command(0, "changing\n"));
  }

  private static final String CHANGING =
      """
      package demo;

      import static dev.continuo.Asyncio.await;
      import static dev.continuo.Asyncio.run;
      import static dev.continuo.Asyncio.yieldNow;

      import dev.continuo.Coroutine;
      import dev.continuo.annotation.Async;

      class Changing {
        @Async
        static Coroutine<String> gone(String text) {
          await(yieldNow());
          return Coroutine.of(text);
        }

        public static void main(String[] arguments) {
          System.out.println(run(gone("changing")));
        }
      }
      """;

  private static void compileWhatHasChanged(Path project) {
    Command build =
        MavenBuild.mvn(project, "compile", "-Dmaven.compiler.useIncrementalCompilation=false");
    assertWithMessage(build.output()).that(build.status()).isEqualTo(0);
  }

  @Test
  void theGoalWeavesWhatTheCompilerOfEclipseHasCompiled() throws IOException {
    Path project = MavenBuild.project(folder, "", "", Program.MAIN, Program.TEST);
    Path classes = project.resolve("target/classes");
    String output = compileWithEclipse(classes);
    assertThat(Program.unwoven(classes)).contains("demo/Main.class");

    Command build =
        MavenBuild.mvn(
            project, "dev.continuo:continuo-maven-plugin:" + MavenBuild.VERSION + ":weave");

    assertWithMessage(build.output()).that(build.status()).isEqualTo(0);
    assertThat(Program.unwoven(classes)).isEmpty();
    assertThat(Program.run(folder, classes)).isEqualTo(new Command(0, Program.OUTPUT));
    assertThat(output).contains("Continuo cannot weave in this compiler");
  }

  /** Returns what the compiler says; our processor, which it finds, has a word too. */
  private static String compileWithEclipse(Path classes) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("--release", "17", "-g", "-cp", Program.compileClassPath()));
    line.addAll(List.of("-d", classes.toString()));
    line.addAll(Program.sources(Program.MAIN));
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    boolean good = BatchCompiler.compile(line.toArray(String[]::new), writer, writer, null);
    assertWithMessage(output.toString()).that(good).isTrue();
    return output.toString();
  }
}
