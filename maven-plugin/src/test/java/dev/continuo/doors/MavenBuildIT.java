// SPDX-License-Identifier: Apache-2.0
package dev.continuo.doors;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static dev.continuo.doors.MavenBuild.PLUGIN;
import static dev.continuo.doors.MavenBuild.UNWOVEN;
import static dev.continuo.doors.MavenBuild.mvn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole Maven builds that use the processor and the plugin as they are packaged. */
final class MavenBuildIT {

  @TempDir Path folder;

  @BeforeEach
  void copyArtifacts() throws IOException {
    MavenBuild.copyArtifactsToTheLocalRepository();
  }

  @Test
  void aDependencyInProvidedScopeWeavesMainAndTestClasses() throws IOException {
    Path project = project("", "", Program.MAIN, Program.TEST);

    Command build = mvn(project, "test-compile");

    assertWithMessage(build.output()).that(build.status()).isEqualTo(0);
    bothRun(project);
  }

  @Test
  void theGoalsWeaveMainAndTestClassesAndGiveTheSameBytesAsTheProcessor() throws IOException {
    Path byProcessor = project("", "", Program.MAIN, Program.TEST);
    Path byGoals = project(UNWOVEN, PLUGIN, Program.MAIN, Program.TEST);

    Command build = mvn(byGoals, "process-test-classes");
    Command other = mvn(byProcessor, "test-compile");

    assertWithMessage(build.output()).that(build.status()).isEqualTo(0);
    assertWithMessage(other.output()).that(other.status()).isEqualTo(0);
    assertThat(build.output()).contains(":weave (");
    assertThat(build.output()).contains(":weave-tests (");
    bothRun(byGoals);
    SameBytesTest.assertSame(classes(byProcessor), classes(byGoals));
  }

  @Test
  void theGoalsListEveryClassThatTheyCannotWeave() throws IOException {
    Path project = project(UNWOVEN, PLUGIN, Program.REFUSED, Program.TEST);

    Command build = mvn(project, "process-classes");

    assertThat(build.status()).isEqualTo(1);
    assertThat(build.output()).contains("Refused.locked(Refused.java:11): ");
    assertThat(build.output()).contains("Refused2.locked(Refused.java:21): ");
    assertThat(build.output()).contains("wove 1 of 3 classes");
  }

  @Test
  void skippedTheGoalsWeaveNothing() throws IOException {
    Path project = project(UNWOVEN, PLUGIN, Program.MAIN, Program.TEST);

    Command build = mvn(project, "process-classes", "-Dcontinuo.skip");

    assertWithMessage(build.output()).that(build.status()).isEqualTo(0);
    assertThat(Program.unwoven(project.resolve("target/classes"))).contains("demo/Main.class");
  }

  @Test
  void theGoalCheckFindsAnErrorInAClassThatNeedsNoWeaving() throws IOException {
    Path project = project(UNWOVEN, check(""), Program.DROPPED, Program.TEST);

    Command build = mvn(project, "process-classes");

    assertThat(build.status()).isEqualTo(1);
    assertThat(build.output()).contains("the checks of Continuo found 1 errors and 0 warnings");
    assertThat(build.output())
        .contains(
            "[ERROR] Dropped.drop(Dropped.java:9): the coroutine of make() is dropped, so it never"
                + " runs; run it with Asyncio.run, or start it on a running loop with createTask"
                + " [DroppedCoroutine]");
  }

  @Test
  void theGoalCheckWarnsOfWovenClassesAndSources() throws IOException {
    Path project = project("", check(""), Program.WARNED, Program.TEST);

    Command build = mvn(project, "process-classes");

    assertWithMessage(build.output()).that(build.status()).isEqualTo(0);
    assertThat(Program.unwoven(project.resolve("target/classes"))).isEmpty();
    assertThat(build.output()).contains("The checks of Continuo found 0 errors and 2 warnings.");
    assertThat(build.output()).contains("[WARNING] Warned.blocks(Warned.java:10): Thread.sleep ");
    assertThat(build.output()).contains("[WARNING] Warned.swallows(Warned.java:25): a catch of ");
    assertThat(build.output()).doesNotContain("blocksOnPurpose");
  }

  @Test
  void theGoalCheckFailsOnWarningsIfTold() throws IOException {
    String fail = "<configuration><failOnWarning>true</failOnWarning></configuration>";
    Path project = project("", check(fail), Program.WARNED, Program.TEST);

    Command build = mvn(project, "process-classes");

    assertThat(build.status()).isEqualTo(1);
    assertThat(build.output()).contains("the checks of Continuo found 0 errors and 2 warnings:");
  }

  @Test
  void theGoalWeaveShowsWarningsThatTheSourcesDoNotSuppress() throws IOException {
    Path project = project(UNWOVEN, PLUGIN, Program.WARNED, Program.TEST);

    Command build = mvn(project, "process-classes");

    assertWithMessage(build.output()).that(build.status()).isEqualTo(0);
    assertThat(build.output()).contains("wove 1 of 1 class");
    assertThat(build.output()).contains("[WARNING] Warned.blocks(Warned.java:10): Thread.sleep ");
    assertThat(build.output()).doesNotContain("blocksOnPurpose");
  }

  private static String check(String configuration) {
    return PLUGIN
        .replace("<goal>weave</goal>", "<goal>check</goal>")
        .replace("<goal>weave-tests</goal>", "")
        .replace("<execution>", "<execution><phase>process-classes</phase>" + configuration);
  }

  private Path project(String compiler, String plugin, Path main, Path test) throws IOException {
    return MavenBuild.project(folder, compiler, plugin, main, test);
  }

  private void bothRun(Path project) {
    Path main = project.resolve("target/classes");
    Path test = project.resolve("target/test-classes");
    assertThat(Program.unwoven(main)).isEmpty();
    assertThat(Program.unwoven(test)).isEmpty();
    assertThat(Program.run(folder, main)).isEqualTo(new Command(0, Program.OUTPUT));
    String path = Command.path(main, test, Program.runtime());
    assertThat(Command.java(folder, "-cp", path, "demo.Probe")).isEqualTo(new Command(0, "42\n"));
  }

  private static Map<String, byte[]> classes(Path project) {
    return Program.files(project.resolve("target/classes"));
  }
}
