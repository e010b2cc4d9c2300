// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import java.io.PrintStream;
import java.util.List;

/**
 * The command line: {@code java -jar continuo-agent.jar weave [--suppress CHECK,..] DIR|JAR...}, or
 * {@code ps PID}, or {@code pstree PID}.
 */
public final class Main {

  private static final String USAGE =
      """
      usage: java -jar continuo-agent.jar weave [--suppress CHECK,...] DIR|JAR...
             java -jar continuo-agent.jar ps|pstree PID

        weave        weaves the @Async methods of all classes in these folders and jars, in place
        --suppress   keeps back the warnings of these checks, for instance BlockingCall
        ps           prints the tasks of a running JVM, a line each
        pstree       prints them as a tree: who awaits whom, with the lines of the coroutines

      Exit status: 0 all went well, 1 a class could not be woven or the JVM not be looked into,
      2 wrong usage.
      """;

  private Main() {}

  /** Exits with 0 if all went well, 1 if something could not be done, 2 for senseless arguments. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.size() > 1 && arguments.get(0).equals("weave")) {
      return new WeaveCommand(out, err).run(arguments.subList(1, arguments.size()));
    }
    if (arguments.size() == 2 && InspectCommand.NAMES.contains(arguments.get(0))) {
      return new InspectCommand(out, err).run(arguments.get(0), arguments.get(1));
    }
    err.print(USAGE);
    return 2;
  }
}
