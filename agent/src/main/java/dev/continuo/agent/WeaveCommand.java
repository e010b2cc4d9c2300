// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import dev.continuo.weaver.Problem;
import dev.continuo.weaver.files.FileWeaver;
import dev.continuo.weaver.files.Summary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The verb {@code weave}. */
final class WeaveCommand {

  private final PrintStream out;
  private final PrintStream err;

  WeaveCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  int run(List<String> paths) {
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
    for (Problem problem : summary.problems()) {
      err.println("error: " + problem.message());
    }
    out.println(summary);
    return readable && summary.problems().isEmpty() ? 0 : 1;
  }
}
