// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** In the JVM that is looked into: writes its tasks to the file of the one who asks. */
final class TaskReport {

  /** How the arguments of the agent begin: then come the command, a colon, and the file. */
  static final String OPTION = "inspect=";

  /** The first line of the file: what follows are tasks, or what went wrong. */
  static final String OK = "ok";

  static final String NO_RUNTIME = "no runtime";
  static final String FAILED = "failed";

  private TaskReport() {}

  static void write(String commandAndFile, Instrumentation instrumentation) {
    int colon = commandAndFile.indexOf(':');
    String command = commandAndFile.substring(0, colon);
    String text;
    try {
      List<String> reports = reports(command, instrumentation.getAllLoadedClasses());
      text = reports.isEmpty() ? NO_RUNTIME : OK + "\n" + String.join("\n\n", reports);
    } catch (InvocationTargetException e) {
      text = FAILED + "\n" + e.getCause();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      text = FAILED + "\n" + e;
    }
    try {
      Files.writeString(Path.of(commandAndFile.substring(colon + 1)), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One for each class loader that has a runtime. */
  static List<String> reports(String command, Class<?>... loaded)
      throws ReflectiveOperationException {
    List<String> reports = new ArrayList<>();
    for (Class<?> c : loaded) {
      if (c.getName().equals("dev.continuo.Task")) {
        Class<?> graph = Class.forName("dev.continuo.inspect.CallGraph", true, c.getClassLoader());
        reports.add(
            (String) graph.getMethod("report", boolean.class).invoke(null, isTree(command)));
      }
    }
    return reports;
  }

  private static boolean isTree(String command) {
    return command.equals("pstree");
  }
}
