// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.Trees;
import dev.continuo.weaver.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** The one place that talks to javac's log. */
final class ErrorReporter {

  /** An error without a source file is shown at the first one of the compilation. */
  private record Held(CompilationUnitTree unit, int line, String message) {}

  private final JavacTask task;
  private final List<Held> errors = new ArrayList<>();
  private CompilationUnitTree first;
  private boolean notFound;

  ErrorReporter(JavacTask task) {
    this.task = task;
  }

  void sees(TaskEvent event) {
    if (first == null) {
      first = event.getCompilationUnit();
    }
  }

  void wrongArguments(String given) {
    errors.add(new Held(null, 0, given + ": the arguments are -d DIR, or off, or none"));
  }

  void refused(TaskEvent event, Problem problem) {
    hold(event, problem.line(), problem.message());
  }

  /** Said once: it is the same for every class of the compilation. */
  void classFileNotFound(TaskEvent event, String name) {
    if (!notFound && mayNeedWeaving(event.getSourceFile())) {
      notFound = true;
      hold(
          event,
          0,
          name
              + " stays unwoven: Continuo cannot tell where javac has put its class file;"
              + " say -Xplugin:\"Continuo -d DIR\", or let javac run the processor"
              + " (-proc:full, or -processorpath),"
              + " or say -Xplugin:\"Continuo off\" and weave with continuo-maven-plugin or the agent");
    }
  }

  void failed(TaskEvent event, String name, Exception e) {
    hold(
        event,
        0,
        name
            + " stays unwoven: "
            + e
            + (e instanceof IOException || e instanceof UncheckedIOException
                ? "; check the output folder"
                : "; this is a bug of Continuo: please report it with this message"));
  }

  /** Prints what was held back; javac counts it among the errors of the compilation. */
  void flush() {
    for (Held error : errors) {
      Tree tree = SourceLine.find(error.unit(), error.line());
      Trees.instance(task).printMessage(Diagnostic.Kind.ERROR, error.message(), tree, error.unit());
    }
    errors.clear();
  }

  private void hold(TaskEvent event, int line, String message) {
    errors.add(new Held(event.getCompilationUnit(), line, message));
  }

  /** Judged by the text of the source, as there is no class file to judge by. */
  private static boolean mayNeedWeaving(JavaFileObject source) {
    try {
      String text = source.getCharContent(true).toString();
      return text.contains("dev.continuo") && (text.contains("Async") || text.contains("await("));
    } catch (IOException e) {
      return true;
    }
  }
}
