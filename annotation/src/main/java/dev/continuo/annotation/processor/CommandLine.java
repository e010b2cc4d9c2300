// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor;

import java.io.IOException;
import java.io.Reader;
import java.io.StreamTokenizer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line of this process says about the output folder, should the process be javac's
 * own. In a build tool's it says nothing, or something that is not confirmed by a file found there.
 */
final class CommandLine {

  private CommandLine() {}

  static List<Path> outputFolders() {
    List<Path> folders = new ArrayList<>();
    List<String> arguments = arguments();
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (arguments.get(i).equals("-d")) {
        try {
          folders.add(Path.of(arguments.get(i + 1)));
        } catch (InvalidPathException e) {
          continue; // not the -d that was looked for
        }
      }
    }
    return folders;
  }

  /** The system property has no borders between arguments, but is there on every system. */
  private static List<String> arguments() {
    String[] given =
        ProcessHandle.current()
            .info()
            .arguments()
            .orElseGet(() -> System.getProperty("sun.java.command", "").split(" "));
    List<String> arguments = new ArrayList<>();
    for (String argument : given) {
      if (argument.startsWith("@")) {
        arguments.addAll(argumentsInFile(argument.substring(1)));
      } else {
        arguments.add(argument);
      }
    }
    return arguments;
  }

  /** An argument file: words or quoted strings, {@code #} begins a comment. */
  private static List<String> argumentsInFile(String file) {
    List<String> arguments = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      StreamTokenizer tokens = new StreamTokenizer(reader);
      tokens.resetSyntax();
      tokens.wordChars('!', Character.MAX_VALUE);
      tokens.whitespaceChars(0, ' ');
      tokens.quoteChar('"');
      tokens.quoteChar('\'');
      tokens.commentChar('#');
      while (tokens.nextToken() != StreamTokenizer.TT_EOF) {
        arguments.add(tokens.sval);
      }
    } catch (IOException | InvalidPathException e) {
      return List.of(); // not a file of arguments: javac itself would have said so
    }
    return arguments;
  }
}
