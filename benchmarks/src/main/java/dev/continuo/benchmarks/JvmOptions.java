// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Options of the JVMs that run the workloads. */
public final class JvmOptions {
  private JvmOptions() {}

  /**
   * A heap whose pages were all touched before: on a virtual machine, the first touch of a page
   * costs many times the allocations in it. One carrier, for all others have one thread too.
   */
  public static String[] get() {
    List<String> options =
        new ArrayList<>(
            List.of("-Xms3g", "-Xmx3g", "-Xmn1g", "-XX:+UseParallelGC", "-XX:+AlwaysPreTouch"));
    if (VirtualThreads.isAvailable()) {
      options.add("-Djdk.virtualThreadScheduler.parallelism=1");
      options.add("-Djdk.virtualThreadScheduler.maxPoolSize=1");
    }
    return options.toArray(String[]::new);
  }
}
