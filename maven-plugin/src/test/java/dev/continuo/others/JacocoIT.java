// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.continuo.doors.Command;
import dev.continuo.doors.Program;
import dev.continuo.weaver.files.FileWeaver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jacoco.agent.rt.RT;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.ISourceFileCoverage;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.OfflineInstrumentationAccessGenerator;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program measured by JaCoCo, in every order of weaving and counting. Where JaCoCo sees the
 * classes before they are woven, its report has each line. Where it sees them afterwards, all runs
 * and its counts can be read, but it leaves synthetic methods out of its reports, and so the bodies
 * of coroutines. Hard case 66.
 */
final class JacocoIT {

  @TempDir Path folder;

  private Path compiled;
  private Path counts;

  @BeforeEach
  void compile() throws IOException {
    compiled = Program.compileUnwoven(Files.createDirectory(folder.resolve("compiled")));
    counts = folder.resolve("jacoco.exec");
  }

  @Test
  void itsAgentBeforeOurs() throws IOException {
    runs(compiled, jacocoAgent(), continuoAgent());
    assertThat(coveredLines(compiled)).isEqualTo(linesThatAwait());
  }

  @Test
  void itsAgentAfterOurs() throws IOException {
    runs(compiled, continuoAgent(), jacocoAgent());
    new FileWeaver().weave(compiled);
    assertThat(coveredLines(compiled)).isEqualTo(linesOutsideOfBodies());
  }

  @Test
  void itsAgentOnClassesThatWereWovenWhenTheyWereBuilt() throws IOException {
    new FileWeaver().weave(compiled);
    runs(compiled, jacocoAgent());
    assertThat(coveredLines(compiled)).isEqualTo(linesOutsideOfBodies());
  }

  @Test
  void classesItHasInstrumentedAreWoven() throws IOException {
    Path instrumented = instrument(compiled);
    new FileWeaver().weave(instrumented);
    runs(instrumented, "-Djacoco-agent.destfile=" + counts);
    assertThat(coveredLines(compiled)).isEqualTo(linesThatAwait());
  }

  @Test
  void wovenClassesAreInstrumented() throws IOException {
    new FileWeaver().weave(compiled);
    runs(instrument(compiled), "-Djacoco-agent.destfile=" + counts);
    assertThat(coveredLines(compiled)).isEqualTo(linesOutsideOfBodies());
  }

  private void runs(Path classes, String... options) {
    String path = Command.path(classes, Program.runtime(), Program.placeOf(RT.class));
    List<String> line = new ArrayList<>(List.of(options));
    line.addAll(List.of("-cp", path, "demo.Main"));
    assertThat(Command.java(folder, line.toArray(String[]::new)))
        .isEqualTo(new Command(0, Program.OUTPUT));
  }

  private String jacocoAgent() {
    return "-javaagent:" + Program.placeOf(RT.class) + "=destfile=" + counts;
  }

  private static String continuoAgent() {
    return "-javaagent:" + Program.agent();
  }

  private Path instrument(Path classes) throws IOException {
    Path output = Files.createDirectory(folder.resolve("instrumented"));
    Instrumenter instrumenter = new Instrumenter(new OfflineInstrumentationAccessGenerator());
    for (String name : Program.files(classes).keySet()) {
      Path file = output.resolve(name);
      Files.createDirectories(file.getParent());
      try (InputStream in = Files.newInputStream(classes.resolve(name));
          OutputStream out = Files.newOutputStream(file)) {
        instrumenter.instrument(in, out, name);
      }
    }
    return output;
  }

  /** The lines with an await of Main.java that were executed, according to JaCoCo. */
  private Set<Integer> coveredLines(Path classes) throws IOException {
    ExecFileLoader executed = new ExecFileLoader();
    executed.load(counts.toFile());
    CoverageBuilder builder = new CoverageBuilder();
    new Analyzer(executed.getExecutionDataStore(), builder).analyzeAll(classes.toFile());
    assertWithMessage("classes whose counts are of another version of them")
        .that(builder.getNoMatchClasses())
        .isEmpty();
    ISourceFileCoverage main =
        builder.getSourceFiles().stream()
            .filter(file -> file.getName().equals("Main.java"))
            .findAny()
            .orElseThrow();
    return linesThatAwait().stream()
        .filter(line -> (main.getLine(line).getStatus() & ICounter.FULLY_COVERED) != 0)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Integer> linesThatAwait() throws IOException {
    List<String> lines = Files.readAllLines(Program.MAIN.resolve("demo/Main.java"));
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).matches(".*[ (]await\\(.*"))
        .mapToObj(i -> i + 1)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** An await stands beside {@code () -> "lambda"}. */
  private static Set<Integer> linesOutsideOfBodies() throws IOException {
    List<String> lines = Files.readAllLines(Program.MAIN.resolve("demo/Main.java"));
    return linesThatAwait().stream()
        .filter(line -> lines.get(line - 1).contains("-> \"lambda\""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
