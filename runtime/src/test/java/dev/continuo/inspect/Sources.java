// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the source text in the place of line numbers, so that goldens outlive other edits. */
final class Sources {

  private static final Pattern LINE = Pattern.compile("\\((\\w+)\\.java:(\\d+)\\)");
  private static final Pattern REST = Pattern.compile("(\\w+\\.java):\\d+");

  private Sources() {}

  /** Lines of this package's sources become their text; those of the runtime only go. */
  static String withoutLines(String text) {
    Matcher m = LINE.matcher(text);
    String shown =
        m.replaceAll(
            r -> {
              Path file = Path.of("src/test/java/dev/continuo/inspect", r.group(1) + ".java");
              String source =
                  Files.exists(file)
                      ? line(file, Integer.parseInt(r.group(2)))
                      : r.group(1) + ".java";
              return Matcher.quoteReplacement("(" + source + ")");
            });
    return REST.matcher(shown).replaceAll("$1");
  }

  private static String line(Path file, int number) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.get(number - 1).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A stack trace as it is printed, down to the test that caused it. */
  static String trace(Throwable t) {
    java.io.StringWriter out = new java.io.StringWriter();
    t.printStackTrace(new java.io.PrintWriter(out));
    return withoutLines(out.toString().replace("\r\n", "\n"));
  }
}
