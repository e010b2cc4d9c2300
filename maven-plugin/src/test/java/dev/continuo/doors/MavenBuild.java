// SPDX-License-Identifier: Apache-2.0
package dev.continuo.doors;

import com.google.common.truth.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whole Maven builds that use our artifacts as they are packaged, with a local repository that no
 * other build sees.
 */
public final class MavenBuild {

  public static final String VERSION = System.getProperty("it.version");

  /** For the compiler plugin: javac leaves classes as they are. */
  public static final String UNWOVEN =
      "<compilerArgs><arg>-Xplugin:Continuo off</arg></compilerArgs>";

  /** The goals. */
  public static final String PLUGIN =
      """
      <plugin>
        <groupId>dev.continuo</groupId>
        <artifactId>continuo-maven-plugin</artifactId>
        <version>%s</version>
        <executions>
          <execution>
            <goals>
              <goal>weave</goal>
              <goal>weave-tests</goal>
            </goals>
          </execution>
        </executions>
      </plugin>
      """
          .formatted(VERSION);

  private static final Path DIRECTORY = Path.of(System.getProperty("it.directory"));

  private MavenBuild() {}

  /** A new project in a new folder, of these sources. */
  public static Path project(Path folder, String compiler, String plugin, Path main, Path test)
      throws IOException {
    Path project = Files.createTempDirectory(folder, "project");
    String pom = Files.readString(Program.MAIN.resolveSibling("pom.xml"));
    Files.writeString(
        project.resolve("pom.xml"),
        pom.replace("@version@", VERSION)
            .replace("@compilerPlugin@", System.getProperty("it.compilerPlugin"))
            .replace("@resourcesPlugin@", System.getProperty("it.resourcesPlugin"))
            .replace("@cache@", cache().toUri().toString())
            .replace("@compiler@", compiler)
            .replace("@plugin@", plugin)
            .replace("@main@", main.toString())
            .replace("@test@", test.toString()));
    return project;
  }

  public static Command mvn(Path project, String... arguments) {
    Path bin = Path.of(System.getProperty("maven.home"), "bin");
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    List<String> line = new ArrayList<>();
    line.add(bin.resolve(windows ? "mvn.cmd" : "mvn").toString());
    line.addAll(List.of("-B", "-ntp", "-Dmaven.repo.local=" + localRepository()));
    line.addAll(List.of(arguments));
    return Command.run(project, line);
  }

  /** Puts our artifacts where the builds find them. */
  public static void copyArtifactsToTheLocalRepository() throws IOException {
    Path root = DIRECTORY.resolve("../../..").normalize();
    install("continuo-parent", root.resolve("pom.xml"), null);
    install("continuo-agent", reducedPom(root.resolve("agent")), Program.agent());
    install("continuo-annotation", reducedPom(root.resolve("annotation")), Program.annotation());
    install("continuo-runtime", reducedPom(root.resolve("runtime")), Program.runtime());
    install(
        "continuo-maven-plugin",
        root.resolve("maven-plugin/pom.xml"),
        root.resolve("maven-plugin/target/continuo-maven-plugin-" + VERSION + ".jar"));
  }

  private static Path localRepository() {
    return DIRECTORY.resolve("repository");
  }

  /** The local repository of the build that runs this test: a cache for the builds it starts. */
  private static Path cache() {
    Path jar = Program.placeOf(Truth.class);
    return jar.resolve("../../../../../..").normalize();
  }

  private static Path reducedPom(Path module) {
    return module.resolve("target/dependency-reduced-pom.xml");
  }

  private static void install(String artifact, Path pom, Path jar) throws IOException {
    Path place = localRepository().resolve("dev/continuo/" + artifact + "/" + VERSION);
    deleteAll(place);
    Files.createDirectories(place);
    Files.copy(pom, place.resolve(artifact + "-" + VERSION + ".pom"));
    if (jar != null) {
      Files.copy(jar, place.resolve(artifact + "-" + VERSION + ".jar"));
    }
  }

  private static void deleteAll(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      try (Stream<Path> files = Files.list(place)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
