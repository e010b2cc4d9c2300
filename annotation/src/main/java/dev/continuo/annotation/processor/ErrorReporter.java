// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.Trees;
import dev.continuo.annotation.processor.checks.Finding;
import dev.continuo.annotation.processor.checks.SourceFile;
import dev.continuo.weaver.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * The one place that talks to javac's log. Errors and warnings are held back to the end of the
 * compilation; there the source of each file tells their columns, which of them are suppressed, and
 * what its own checks find.
 */
final class ErrorReporter {

  private record Held(Diagnostic.Kind kind, Finding.Place place, String message) {

    /** An error that speaks of a whole file. */
    static Held error(String message) {
      return new Held(Diagnostic.Kind.ERROR, new Finding.Place(0, 0), message);
    }
  }

  /** What is held back of one file. */
  private record Unit(List<Held> errors, List<Problem> problems) {}

  private final JavacTask task;
  private final List<Held> withoutSource = new ArrayList<>();

  /** In the order in which javac went through the files. */
  private final Map<CompilationUnitTree, Unit> held = new LinkedHashMap<>();

  private boolean notFound;

  ErrorReporter(JavacTask task) {
    this.task = task;
  }

  /** A file that javac has taken to be right: it will be put to the checks. */
  void sees(TaskEvent event) {
    if (event.getCompilationUnit() != null && event.getSourceFile() != null) {
      unitOf(event);
    }
  }

  void wrongArguments(String given) {
    withoutSource.add(Held.error(given + ": the arguments are -d DIR, or off, or none"));
  }

  void found(TaskEvent event, Problem problem) {
    unitOf(event).problems().add(problem);
  }

  /** Said once: it is the same for every class of the compilation. */
  void classFileNotFound(TaskEvent event, String name) {
    if (!notFound && mayNeedWeaving(event.getSourceFile())) {
      notFound = true;
      unitOf(event)
          .errors()
          .add(
              Held.error(
                  name
                      + " stays unwoven: Continuo cannot tell where javac has put its class file;"
                      + " say -Xplugin:\"Continuo -d DIR\", or let javac run the processor"
                      + " (-proc:full, or -processorpath),"
                      + " or say -Xplugin:\"Continuo off\" and weave with continuo-maven-plugin or the"
                      + " agent"));
    }
  }

  void failed(TaskEvent event, String name, Exception e) {
    String remedy =
        e instanceof IOException || e instanceof UncheckedIOException
            ? "; check the output folder"
            : "; this is a bug of Continuo: please report it with this message";
    unitOf(event).errors().add(Held.error(name + " stays unwoven: " + e + remedy));
  }

  private Unit unitOf(TaskEvent event) {
    return held.computeIfAbsent(
        event.getCompilationUnit(), unit -> new Unit(new ArrayList<>(), new ArrayList<>()));
  }

  /** Prints what was held back; javac counts it among the problems of the compilation. */
  void flush() {
    held.forEach(this::print);
    if (!held.isEmpty()) {
      CompilationUnitTree first = held.keySet().iterator().next();
      withoutSource.forEach(problem -> print(first, first, problem));
    }
    withoutSource.clear();
    held.clear();
  }

  private void print(CompilationUnitTree tree, Unit unit) {
    SourceFile source = new SourceFile(textOf(tree.getSourceFile()));
    List<Held> all = new ArrayList<>(unit.errors());
    for (Problem problem : unit.problems()) {
      if (problem.isError() || !source.isSuppressed(problem.check(), problem.line())) {
        all.add(placed(problem, source));
      }
    }
    String file = tree.getSourceFile().getName().replaceFirst(".*[/\\\\]", "");
    for (Finding finding : source.findings()) {
      all.add(new Held(Diagnostic.Kind.WARNING, finding.position(), finding.message(file)));
    }
    all.sort(Comparator.comparingInt(problem -> problem.place().line()));
    SourceLine lines = new SourceLine(tree);
    for (Held problem : all) {
      print(tree, lines.find(problem.place().line(), problem.place().column()), problem);
    }
  }

  /**
   * A warning is no mandatory one: -nowarn silences it and -Werror counts it, as most of javac's.
   */
  private static Held placed(Problem problem, SourceFile source) {
    Finding.Place line = new Finding.Place(problem.line(), 0);
    Finding.Place place =
        problem.subject() == null
            ? line
            : source.find(problem.check(), problem.subject(), problem.line()).orElse(line);
    return new Held(
        problem.isError() ? Diagnostic.Kind.ERROR : Diagnostic.Kind.WARNING,
        place,
        problem.at(place.line()).message());
  }

  private void print(CompilationUnitTree unit, Tree at, Held problem) {
    Trees.instance(task).printMessage(problem.kind(), problem.message(), at, unit);
  }

  private static String textOf(JavaFileObject source) {
    try {
      return source.getCharContent(true).toString();
    } catch (IOException | RuntimeException e) {
      return ""; // javac had it; if it is gone, there is only the line to show
    }
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
