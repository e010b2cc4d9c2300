// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import dev.continuo.weaver.files.Attempt;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.stream.Stream;

/** The classes that were loaded before the agent came, and so will never be woven. */
final class LoadedClasses {

  private LoadedClasses() {}

  static void warnAboutUnwoven(Instrumentation instrumentation) {
    List<String> names = unwoven(instrumentation.getAllLoadedClasses());
    if (!names.isEmpty()) {
      WeavingTransformer.logger()
          .log(
              Level.WARNING,
              "the agent was attached after these classes were loaded, so they stay unwoven and"
                  + " their first await will throw: "
                  + String.join(", ", names)
                  + "; start the JVM with -javaagent:continuo-agent.jar, or weave at build time");
    }
  }

  static List<String> unwoven(Class<?>... loaded) {
    return Stream.of(loaded)
        .filter(c -> !c.isArray() && !c.isHidden() && !c.isPrimitive())
        .filter(c -> !WeavingTransformer.isOfTheJdk(c.getClassLoader()))
        .filter(LoadedClasses::needsWeaving)
        .map(Class::getName)
        .sorted()
        .toList();
  }

  /** Judged by the class file, for {@code @Async} is not kept at run time. */
  private static boolean needsWeaving(Class<?> c) {
    String path = c.getName().replace('.', '/') + ".class";
    try (InputStream in = c.getClassLoader().getResourceAsStream(path)) {
      return in != null
          && !(Attempt.weaveAnyway(c.getName(), in.readAllBytes()) instanceof Attempt.Untouched);
    } catch (IOException | RuntimeException e) {
      return false; // a loader that does not show its class files; the await itself will tell
    }
  }
}
