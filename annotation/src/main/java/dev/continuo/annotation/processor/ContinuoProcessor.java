// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor;

import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * Starts weaving where javac runs annotation processors. It looks at no annotation itself: classes
 * are woven after javac has written them.
 */
@SupportedAnnotationTypes("*") // also classes that have an async lambda and no @Async
public final class ContinuoProcessor extends AbstractProcessor {

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    if (!startsWeaving(environment) && !ContinuoPlugin.isAtWork()) {
      environment
          .getMessager()
          .printMessage(
              Diagnostic.Kind.WARNING,
              "Continuo cannot weave in this compiler ("
                  + environment.getClass().getName()
                  + "), only in javac: run the goals weave and weave-tests of continuo-maven-plugin"
                  + " or java -jar continuo-agent.jar weave DIR after it,"
                  + " or start the program with -javaagent:continuo-agent.jar");
    }
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    return false;
  }

  private static boolean startsWeaving(ProcessingEnvironment environment) {
    try {
      JavacWeaving.start(environment);
      return true;
    } catch (IllegalArgumentException | LinkageError e) {
      return false; // another compiler, or a runtime image without jdk.compiler
    }
  }
}
