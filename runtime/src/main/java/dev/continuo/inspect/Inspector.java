// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import dev.continuo.internal.Insight;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.util.Objects;

/**
 * Ways to look into this JVM while it runs. All are off until they are asked for, here or by {@code
 * -Dcontinuo.inspect=jmx,signal=USR1,page=8123}.
 */
public final class Inspector {

  /** The system property that asks for some of it when the first loop runs. */
  public static final String PROPERTY = "continuo.inspect";

  private Inspector() {}

  /**
   * Registers a {@link LoopsMXBean} with the platform's MBean server; once is enough.
   *
   * @throws IllegalStateException if the JVM has no module java.management
   */
  public static void registerBean() {
    try {
      LoopsBean.register();
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "the bean needs the module java.management, which this JVM does not have", e);
    }
  }

  /**
   * Has the tasks of all loops printed whenever the process gets a signal, as {@code kill -QUIT}
   * has the threads printed.
   *
   * @param signal its name, as {@code "USR1"} or {@code "SIGUSR1"}
   * @throws IllegalArgumentException if there is no such signal, or the JVM needs it for itself
   * @throws UnsupportedOperationException if the JVM has no module jdk.unsupported
   */
  public static void dumpOnSignal(String signal, PrintStream out) {
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(signal, "signal");
    try {
      Insight.get().onSignal(signal, () -> dump(out));
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(
          "cannot catch the signal '"
              + signal
              + "': "
              + e.getMessage()
              + "; use another, as USR1 or HUP",
          e);
    }
  }

  private static void dump(PrintStream out) {
    // A thread of its own: a loop that is stuck is waited for.
    Thread thread = new Thread(() -> out.println(CallGraph.report(true)), "continuo-dump");
    thread.setDaemon(true);
    thread.start();
  }

  /** Does what {@link #PROPERTY} asks for; called by the runtime when the first loop runs. */
  public static void startAsAsked() {
    for (String wish : System.getProperty(PROPERTY, "").split(",")) {
      try {
        start(wish.strip());
      } catch (IOException | RuntimeException e) {
        System.getLogger("dev.continuo")
            .log(Level.ERROR, "-D" + PROPERTY + ": cannot do '" + wish + "'", e);
      }
    }
  }

  private static void start(String wish) throws IOException {
    String[] parts = wish.split("=", 2);
    String value = parts.length > 1 ? parts[1] : "";
    switch (parts[0]) {
      case "" -> {}
      case "jmx" -> registerBean();
      case "signal" -> dumpOnSignal(value, System.err);
      case "page" ->
          System.getLogger("dev.continuo")
              .log(Level.INFO, "the tasks are shown at " + InspectServer.start(port(value)).url());
      default ->
          throw new IllegalArgumentException(
              "'" + wish + "' is none of jmx, signal=NAME, page=PORT");
    }
  }

  private static int port(String value) {
    try {
      return value.isEmpty() ? 0 : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + value + "' is not a port; give a number", e);
    }
  }
}
