// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.torture;

import dev.continuo.weaver.ClassFile;
import dev.continuo.weaver.WeavingException;
import dev.continuo.weaver.torture.Torturer.Density;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Runs the tests of a library in child JVMs, against the library as it is and tortured. */
final class TortureRun {
  /** How one test ended: its status, and what it threw. */
  record Outcome(String status, String failure) {
    boolean passed() {
      return status.equals("SUCCESSFUL");
    }
  }

  private final Library library;
  private final List<String> testClasses;
  private final Path folder = Files.createTempDirectory("torture");

  /**
   * @param chosen which test classes to run, by name
   */
  TortureRun(Library library, Library tests, Predicate<String> chosen) throws IOException {
    this.library = library;
    testClasses =
        tests.classes().stream()
            .map(file -> file.internalName().replace('/', '.'))
            .filter(name -> name.endsWith("Test") && chosen.test(name))
            .sorted()
            .toList();
  }

  /** The outcomes with the library as it was published, by the unique name of each test. */
  Map<String, Outcome> plain() throws IOException, InterruptedException {
    return run(List.of());
  }

  /** The outcomes with each method of the library async. */
  Map<String, Outcome> tortured(Density density, long seed)
      throws IOException, InterruptedException, WeavingException {
    Path woven = Files.createTempDirectory(folder, "woven");
    for (ClassFile file : library.classes()) {
      Library.torture(file, density, seed).writeTo(woven);
    }
    return run(List.of("-Dtorture.seed=" + seed), woven);
  }

  private Map<String, Outcome> run(List<String> options, Path... before)
      throws IOException, InterruptedException {
    Path outcomes = folder.resolve("outcomes");
    Path names = Files.write(folder.resolve("classes"), testClasses);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xss16m", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"));
    for (String opened : List.of("lang", "lang.reflect", "util", "time", "time.chrono", "text")) {
      command.addAll(List.of("--add-opens", "java.base/java." + opened + "=ALL-UNNAMED"));
    }
    command.addAll(options);
    StringBuilder classPath = new StringBuilder();
    for (Path folder : before) {
      classPath.append(folder).append(File.pathSeparator);
    }
    command.addAll(List.of("-cp", classPath + System.getProperty("java.class.path")));
    command.addAll(List.of(LibraryTests.class.getName(), "" + outcomes, "" + names));
    Path output = folder.resolve("output");
    Process child =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (child.waitFor() != 0) {
      throw new AssertionError("the tests did not run:\n" + Files.readString(output));
    }
    return read(outcomes);
  }

  private static Map<String, Outcome> read(Path file) throws IOException {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split("\t", 3);
      outcomes.put(parts[0], new Outcome(parts[1], parts[2]));
    }
    return outcomes;
  }
}
