// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import dev.continuo.Coroutine;
import dev.continuo.testing.TestLoop;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a program; its trace is what it logged and then how it ended. */
final class Execution {
  private interface Body {
    Object run() throws Throwable;
  }

  private Execution() {}

  static List<String> plain(Program program, Map<String, byte[]> classes) throws Exception {
    Method run = entry(Program.PLAIN, program, classes);
    return trace(
        () ->
            dev.continuo.weaver.generator.plain.Asyncio.await(
                (dev.continuo.weaver.generator.plain.Coroutine<?>) invoke(run)));
  }

  static List<String> woven(Program program, Map<String, byte[]> classes, Awaits.Mode mode)
      throws Exception {
    Method run = entry(Program.WOVEN, program, classes);
    Awaits.begin(mode, program.seed());
    return trace(() -> TestLoop.run(() -> (Coroutine<?>) invoke(run)));
  }

  private static Method entry(String folder, Program program, Map<String, byte[]> classes)
      throws Exception {
    ProgramLoader loader = new ProgramLoader(classes);
    Method run = loader.loadClass(folder + "." + program.name()).getDeclaredMethod("run");
    run.setAccessible(true);
    return run;
  }

  private static Object invoke(Method run) throws Exception {
    try {
      return run.invoke(null);
    } catch (InvocationTargetException e) {
      throw new AssertionError("a coroutine throws before it is awaited", e.getCause());
    }
  }

  private static List<String> trace(Body body) {
    Log.begin();
    String end;
    try {
      end = "returns " + body.run();
    } catch (VerifyError | AssertionError e) {
      end = "breaks with " + e;
    } catch (Throwable e) {
      end = "throws " + Log.show(e);
    }
    List<String> lines = new ArrayList<>(Log.lines());
    lines.add(end);
    return lines;
  }
}
