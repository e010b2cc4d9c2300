// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import dev.continuo.weaver.Checks;
import dev.continuo.weaver.Problem;
import dev.continuo.weaver.files.FileWeaver;
import dev.continuo.weaver.files.Summary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The verb {@code weave}. */
final class WeaveCommand {

  private static final String SUPPRESS = "--suppress";

  private final PrintStream out;
  private final PrintStream err;

  WeaveCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  int run(List<String> arguments) {
    if (!arguments.get(0).equals(SUPPRESS)) {
      return weave(arguments, Set.of());
    }
    List<String> names = arguments.size() > 1 ? List.of(arguments.get(1).split(",")) : List.of();
    for (String name : names) {
      if (!Checks.names().contains(name)) {
        err.println(
            "error: there is no check '"
                + name
                + "'; the checks are "
                + String.join(", ", Checks.names()));
        return 2;
      }
    }
    return weave(arguments.subList(names.isEmpty() ? 1 : 2, arguments.size()), Set.copyOf(names));
  }

  private int weave(List<String> paths, Set<String> suppressed) {
    if (paths.isEmpty()) {
      err.println("error: " + SUPPRESS + " needs names of checks, and then a folder or jar");
      return 2;
    }
    Summary summary = Summary.NOTHING;
    boolean readable = true;
    for (String path : paths) {
      try {
        summary = summary.plus(new FileWeaver().weave(Path.of(path)));
      } catch (NoSuchFileException e) {
        err.println("error: " + path + ": there is no such folder or jar");
        readable = false;
      } catch (IOException | RuntimeException e) {
        err.println("error: " + path + ": " + e.getMessage());
        readable = false;
      }
    }
    for (Problem problem : summary.warnings()) {
      if (!suppressed.contains(problem.check())) {
        err.println("warning: " + problem.message());
      }
    }
    for (Problem problem : summary.problems()) {
      err.println("error: " + problem.message());
    }
    out.println(summary);
    return readable && summary.problems().isEmpty() ? 0 : 1;
  }
}
