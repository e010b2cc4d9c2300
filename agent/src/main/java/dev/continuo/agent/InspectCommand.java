// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * {@code ps PID} and {@code pstree PID}: has this very jar loaded as an agent by the other JVM,
 * which then writes a {@link TaskReport} and goes on as before.
 */
final class InspectCommand {

  static final Set<String> NAMES = Set.of("ps", "pstree");

  private final PrintStream out;
  private final PrintStream err;

  InspectCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** 0 if the tasks were printed, 1 if not, 2 if {@code pid} is no number. */
  int run(String command, String pid) {
    long number;
    try {
      number = Long.parseLong(pid);
    } catch (NumberFormatException e) {
      err.println("error: '" + pid + "' is not a process id; jps lists those of Java programs");
      return 2;
    }
    try {
      out.println(report(command, number));
      return 0;
    } catch (NotPossible e) {
      err.println("error: " + e.getMessage());
      return 1;
    } catch (IOException e) {
      err.println("error: " + e);
      return 1;
    }
  }

  private static String report(String command, long pid) throws IOException, NotPossible {
    TargetJvm target = new TargetJvm(pid);
    target.check();
    Path file = Files.createTempFile("continuo-", ".txt");
    try {
      target.letWrite(file);
      target.load(TargetJvm.ownJar(), TaskReport.OPTION + command + ":" + file);
      return tasks(pid, Files.readString(file));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static String tasks(long pid, String written) throws NotPossible {
    List<String> parts = List.of(written.split("\n", 2));
    String rest = parts.size() > 1 ? parts.get(1) : "";
    switch (parts.get(0)) {
      case TaskReport.OK:
        return rest;
      case TaskReport.NO_RUNTIME:
        throw new NotPossible(
            "the JVM " + pid + " has not used Continuo so far; is it the right process?");
      default:
        throw new NotPossible(
            "the JVM "
                + pid
                + " cannot show its tasks: "
                + rest
                + "; its continuo-runtime may be of another version than this agent");
    }
  }

  /** Says why the other JVM cannot be looked into, and what to do. */
  static final class NotPossible extends Exception {
    private static final long serialVersionUID = 1L;

    NotPossible(String message) {
      super(message);
    }
  }
}
