// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import java.io.PrintStream;
import java.util.List;

/**
 * The command line: {@code java -jar continuo-agent.jar weave [--suppress CHECK,..] DIR|JAR...}.
 */
public final class Main {

  private static final String USAGE =
      """
      usage: java -jar continuo-agent.jar weave [--suppress CHECK,...] DIR|JAR...

        weave        weaves the @Async methods of all classes in these folders and jars, in place
        --suppress   keeps back the warnings of these checks, for instance BlockingCall

      Exit status: 0 all is woven, 1 a class could not be woven, 2 wrong usage.
      """;

  private Main() {}

  /**
   * Exits with 0 if all is woven, 1 if something could not be, 2 if the arguments make no sense.
   */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.size() > 1 && arguments.get(0).equals("weave")) {
      return new WeaveCommand(out, err).run(arguments.subList(1, arguments.size()));
    }
    err.print(USAGE);
    return 2;
  }
}
