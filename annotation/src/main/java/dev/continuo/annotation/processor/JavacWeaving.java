// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import dev.continuo.weaver.Problem;
import dev.continuo.weaver.files.Attempt;
import dev.continuo.weaver.files.WholeFile;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/**
 * Weaves each class right after javac has written it, in one compilation.
 *
 * <pre>
 *   javac writes C.class ---GENERATE finished---&gt; read it, weave it, write the frame classes,
 *                                                 replace C.class
 *   javac has ended      ---COMPILATION finished--&gt; report what could not be woven
 * </pre>
 *
 * Problems are held back to the end because javac generates no further class after an error, and
 * the user would see one problem per build.
 */
final class JavacWeaving implements TaskListener {

  /**
   * One for each compilation, whether the plugin, the processor or both start it. It is the task
   * that keeps its listener: a build daemon compiles often, and should not keep them all.
   */
  private static final Map<JavacTask, WeakReference<JavacWeaving>> RUNNING =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final ClassOutput output;
  private final ErrorReporter reporter;
  private boolean off;

  private JavacWeaving(JavacTask task) {
    output = new ClassOutput(task);
    reporter = new ErrorReporter(task);
  }

  /**
   * Starts weaving for a processor.
   *
   * @throws IllegalArgumentException if the compiler is not javac
   */
  static void start(ProcessingEnvironment environment) {
    start(JavacTask.instance(environment)).output.knows(environment.getFiler());
  }

  static JavacWeaving start(JavacTask task) {
    WeakReference<JavacWeaving> known = RUNNING.get(task);
    JavacWeaving running = known == null ? null : known.get();
    if (running == null) {
      running = new JavacWeaving(task);
      task.addTaskListener(running);
      RUNNING.put(task, new WeakReference<>(running));
    }
    return running;
  }

  static void switchOff(JavacTask task) {
    start(task).off = true;
  }

  ClassOutput output() {
    return output;
  }

  ErrorReporter reporter() {
    return reporter;
  }

  @Override
  public void finished(TaskEvent event) {
    if (event.getKind() == TaskEvent.Kind.COMPILATION) {
      reporter.flush();
    } else if (event.getKind() == TaskEvent.Kind.ANALYZE && !off) {
      reporter.sees(event);
    } else if (event.getKind() == TaskEvent.Kind.GENERATE
        && !off
        && isClass(event.getTypeElement())) {
      weave(event);
    }
  }

  /** False for {@code module-info} and {@code package-info}, which no identifier can spell. */
  private static boolean isClass(TypeElement type) {
    return type != null && !type.getSimpleName().toString().endsWith("-info");
  }

  private void weave(TaskEvent event) {
    String name = output.binaryName(event.getTypeElement());
    try {
      Optional<Path> classFile = output.find(event.getTypeElement(), event.getSourceFile());
      if (classFile.isPresent()) {
        weave(event, name, classFile.get());
      } else {
        reporter.classFileNotFound(event, name);
      }
    } catch (IOException | RuntimeException e) {
      reporter.failed(event, name, e);
    }
  }

  private void weave(TaskEvent event, String name, Path classFile) throws IOException {
    Attempt attempt = Attempt.weave(name, Files.readAllBytes(classFile));
    if (attempt instanceof Attempt.Woven woven) {
      WholeFile.replaceClass(classFile, woven);
    } else if (attempt instanceof Attempt.Refused refused) {
      // or the next incremental build would take it for a good one
      Files.deleteIfExists(classFile);
      for (Problem problem : refused.problems()) {
        reporter.found(event, problem);
      }
    }
    for (Problem warning : attempt.found()) {
      reporter.found(event, warning);
    }
  }
}
