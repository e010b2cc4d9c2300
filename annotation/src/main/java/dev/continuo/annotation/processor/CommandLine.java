// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor;

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
    String[] arguments = arguments();
    for (int i = 0; i + 1 < arguments.length; i++) {
      if (arguments[i].equals("-d")) {
        try {
          folders.add(Path.of(arguments[i + 1]));
        } catch (InvalidPathException e) {
          continue; // not the -d that was looked for
        }
      }
    }
    return folders;
  }

  /** The system property has no borders between arguments, but is there on every system. */
  private static String[] arguments() {
    return ProcessHandle.current()
        .info()
        .arguments()
        .orElseGet(() -> System.getProperty("sun.java.command", "").split(" "));
  }
}
