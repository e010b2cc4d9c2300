// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.startup;

import javax.tools.ToolProvider;

/** javac, in a process that then says what processor time it has used, in nanoseconds. */
final class Compilation {
  private Compilation() {}

  /** Arguments are those of javac. */
  public static void main(String[] args) {
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, args) != 0) {
      System.exit(1);
    }
    System.out.println(ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos());
  }
}
