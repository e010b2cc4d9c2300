// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import static com.google.common.truth.Truth.assertThat;

import dev.continuo.doors.Command;
import dev.continuo.doors.Program;
import dev.continuo.weaver.files.FileWeaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent, and classes of loaders other than the application's. */
final class LoadersIT {

  @TempDir static Path folder;

  private static Path unwoven;
  private static Path runtime;

  @BeforeAll
  static void compile() throws IOException {
    unwoven = Program.compileUnwoven(Files.createDirectory(folder.resolve("unwoven")));
    runtime = Files.createDirectory(folder.resolve("runtime"));
    Command.jdk(runtime, "jar", List.of("--extract", "--file", Program.runtime().toString()));
  }

  @Test
  void aLoaderThatSeesNeitherTheAgentNorTheClassPath() {
    assertThat(load("alone", unwoven, runtime)).isEqualTo(new Command(0, Program.OUTPUT));
  }

  @Test
  void aLoaderThatLooksIntoItsOwnFoldersFirst() {
    assertThat(load("childFirst", unwoven, runtime)).isEqualTo(new Command(0, Program.OUTPUT));
  }

  @Test
  void manyThreadsThatLoadTheSameClassAtOnce() {
    assertThat(load("parallel", unwoven, runtime))
        .isEqualTo(new Command(0, Program.OUTPUT.repeat(Loading.ROUNDS)));
  }

  @Test
  void aClassThatAnotherAgentRetransformsStaysWoven() {
    String seen = "[demo/Main woven]\n";
    assertThat(load("retransform", unwoven, runtime))
        .isEqualTo(new Command(0, Program.OUTPUT + seen + Program.OUTPUT));
  }

  @Test
  void aClassThatIsRedefinedAsItWasCompiledIsWovenAgain() {
    assertThat(load("redefine", unwoven, runtime))
        .isEqualTo(new Command(0, Program.OUTPUT + Program.OUTPUT));
  }

  @Test
  void newCodeThatDoesNotFitTheLoadedFrameClassesIsRefused() throws IOException {
    Command java = load("redefineAnew", changed(), unwoven, runtime);

    assertThat(java.status()).isEqualTo(0);
    assertThat(java.output()).startsWith(Program.OUTPUT);
    assertThat(java.output())
        .contains(
            "cannot weave demo.Main: its new code does not fit the loaded frame classes;"
                + " start the program anew");
    assertThat(java.output()).endsWith("refused\n" + Program.OUTPUT);
  }

  @Test
  void aFrameClassOfAnEarlierBuildThatIsLoadedAlreadyLeavesTheClassUnwoven() throws IOException {
    Path stale = changed();
    new FileWeaver().weave(stale);
    Files.delete(stale.resolve("demo/Main.class"));

    Command java = load("frameBefore", unwoven, stale, runtime);

    assertThat(java.status()).isEqualTo(1);
    assertThat(java.output()).contains("cannot weave demo.Main: it stays unwoven");
    assertThat(java.output())
        .contains(
            "demo.Main$main$1 was loaded before, of another version of its class;"
                + " delete what an earlier build has left, and start the program anew");
    assertThat(java.output()).contains("-javaagent:continuo-agent.jar");
  }

  @Test
  void aFrameClassOfAnEarlierBuildThatIsNotLoadedDoesNoHarm() throws IOException {
    Path stale = changed();
    new FileWeaver().weave(stale);
    Files.delete(stale.resolve("demo/Main.class"));

    assertThat(load("alone", unwoven, stale, runtime)).isEqualTo(new Command(0, Program.OUTPUT));
  }

  /** The class, unwoven, with one variable more that lives over an await. */
  private Path changed() throws IOException {
    Path source = Files.createTempDirectory(folder, "source");
    String text = Files.readString(Program.MAIN.resolve("demo/Main.java"));
    String first = "System.out.println(await(new Named(\"record\").text()));";
    String more = "String s = \"changed \"; System.out.println(s + await(yieldNow())); " + first;
    Files.writeString(source.resolve("Main.java"), text.replace(first, more + "s.strip();"));
    Path classes = Files.createTempDirectory(folder, "changed");
    Command javac =
        Command.jdk(
            folder,
            "javac",
            List.of(
                "-cp",
                Program.compileClassPath(),
                "-Xplugin:Continuo off",
                "-d",
                classes.toString(),
                source.resolve("Main.java").toString()));
    assertThat(javac).isEqualTo(new Command(0, ""));
    return classes;
  }

  private Command load(String way, Path... folders) {
    List<String> line = new ArrayList<>();
    line.add("-javaagent:" + Program.agent());
    try {
      line.add("-javaagent:" + OtherAgent.jar(folder.resolve("other-agent.jar")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    line.addAll(List.of("-cp", Program.placeOf(Loading.class).toString()));
    line.addAll(List.of(Loading.class.getName(), way));
    for (Path one : folders) {
      line.add(one.toString());
    }
    return Command.java(folder, line.toArray(String[]::new));
  }
}
