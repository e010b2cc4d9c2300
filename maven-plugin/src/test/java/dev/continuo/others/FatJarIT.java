// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.continuo.doors.Command;
import dev.continuo.doors.MavenBuild;
import dev.continuo.doors.Program;
import dev.continuo.weaver.files.FileWeaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program and the runtime in one jar, started by {@code java -jar}. */
final class FatJarIT {

  private static final String JAR =
      "org.apache.maven.plugins:maven-jar-plugin:" + System.getProperty("it.jarPlugin") + ":jar";
  private static final String SHADE =
      "org.apache.maven.plugins:maven-shade-plugin:" + System.getProperty("it.shadePlugin");

  /** One jar as it is, and one with the packages of the program and of the runtime renamed. */
  private static final String SHADING =
      """
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-shade-plugin</artifactId>
        <version>%s</version>
        <configuration>
          <shadedArtifactAttached>true</shadedArtifactAttached>
          <createDependencyReducedPom>false</createDependencyReducedPom>
          <filters>
            <filter>
              <artifact>*:*</artifact>
              <excludes><exclude>module-info.class</exclude></excludes>
            </filter>
          </filters>
        </configuration>
        <executions>
          <execution>
            <id>plain</id>
            <configuration><shadedClassifierName>plain</shadedClassifierName></configuration>
          </execution>
          <execution>
            <id>moved</id>
            <configuration>
              <shadedClassifierName>moved</shadedClassifierName>
              <relocations>
                <relocation>
                  <pattern>demo</pattern>
                  <shadedPattern>moved.demo</shadedPattern>
                </relocation>
                <relocation>
                  <pattern>dev.continuo</pattern>
                  <shadedPattern>moved.continuo</shadedPattern>
                </relocation>
              </relocations>
            </configuration>
          </execution>
        </executions>
      </plugin>
      """
          .formatted(System.getProperty("it.shadePlugin"));

  @TempDir Path folder;

  @Test
  void shadedWithAndWithoutRelocation() throws IOException {
    MavenBuild.copyArtifactsToTheLocalRepository();
    Path project = MavenBuild.project(folder, "", SHADING, Program.MAIN, Program.TEST);

    Command build =
        MavenBuild.mvn(project, "compile", JAR, SHADE + ":shade@plain", SHADE + ":shade@moved");

    assertWithMessage(build.output()).that(build.status()).isEqualTo(0);
    assertThat(runJar(project.resolve("target/demo-1-plain.jar"), "demo.Main"))
        .isEqualTo(new Command(0, Program.OUTPUT));
    assertThat(runJar(project.resolve("target/demo-1-moved.jar"), "moved.demo.Main"))
        .isEqualTo(new Command(0, Program.OUTPUT));
  }

  @Test
  void jarsInAJarWovenWhenTheyWereBuilt() throws IOException {
    Path classes = Program.compileUnwoven(Files.createDirectory(folder.resolve("classes")));
    new FileWeaver().weave(classes);
    assertThat(Command.java(folder, "-jar", nested(classes).toString()))
        .isEqualTo(new Command(0, Program.OUTPUT));
  }

  @Test
  void jarsInAJarWovenByTheAgent() throws IOException {
    Path classes = Program.compileUnwoven(Files.createDirectory(folder.resolve("classes")));
    String agent = "-javaagent:" + Program.agent();
    assertThat(Command.java(folder, agent, "-jar", nested(classes).toString()))
        .isEqualTo(new Command(0, Program.OUTPUT));
  }

  private Command runJar(Path jar, String mainClass) {
    jar("--update", "--file", jar.toString(), "--main-class", mainClass);
    return Command.java(folder, "-jar", jar.toString());
  }

  /** A launcher with its own class loader, and the jars it loads from below {@code lib}. */
  private Path nested(Path classes) throws IOException {
    Path lib = Files.createDirectories(folder.resolve("content/lib"));
    Path jar = folder.resolve("nested.jar");
    jar("--create", "--file", lib.resolve("program.jar").toString(), "-C", classes + "", ".");
    Files.copy(Program.runtime(), lib.resolve("runtime.jar"));
    String launcher = NestedJars.class.getName();
    String tests = Program.placeOf(NestedJars.class).toString();
    String path = launcher.replace('.', '/') + ".class";
    jar("--create", "--file", jar.toString(), "--main-class", launcher, "-C", tests, path);
    jar("--update", "--file", jar.toString(), "-C", lib.getParent().toString(), ".");
    return jar;
  }

  private void jar(String... arguments) {
    assertThat(Command.jdk(folder, "jar", List.of(arguments))).isEqualTo(new Command(0, ""));
  }
}
