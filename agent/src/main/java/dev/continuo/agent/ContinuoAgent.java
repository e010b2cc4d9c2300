// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Weaves classes as the JVM loads them.
 *
 * <p>With {@code -javaagent:continuo-agent.jar} every class is seen. Attached to a running JVM, the
 * agent weaves the classes that are not loaded yet; it cannot add methods to a loaded class, so
 * those are named in a warning.
 */
public final class ContinuoAgent {

  private static final AtomicBoolean INSTALLED = new AtomicBoolean();

  private ContinuoAgent() {}

  /** Called by the JVM for {@code -javaagent}. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    install(instrumentation);
  }

  /** Called by the JVM when the agent is attached at run time. */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    if (arguments != null && arguments.startsWith(TaskReport.OPTION)) {
      // Only to look: nothing is to be woven.
      TaskReport.write(arguments.substring(TaskReport.OPTION.length()), instrumentation);
      return;
    }
    if (install(instrumentation)) {
      LoadedClasses.warnAboutUnwoven(instrumentation);
    }
  }

  /** False if the agent was there already: a second transformer would find nothing to do. */
  private static boolean install(Instrumentation instrumentation) {
    boolean first = INSTALLED.compareAndSet(false, true);
    if (first) {
      FrameDefiner definer = FrameDefiner.of(instrumentation);
      instrumentation.addTransformer(new WeavingTransformer(definer));
    }
    return first;
  }
}
