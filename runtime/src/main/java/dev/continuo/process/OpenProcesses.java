// SPDX-License-Identifier: Apache-2.0
package dev.continuo.process;

import dev.continuo.internal.LoopAccess;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The processes of a loop that still run or write; closed with the loop, it closes them. */
final class OpenProcesses implements AutoCloseable {

  private static final Logger LOG = System.getLogger("dev.continuo");

  private final Set<Subprocess> open = new LinkedHashSet<>();

  private OpenProcesses() {}

  static OpenProcesses running() {
    return LoopAccess.running().resource(OpenProcesses.class, access -> new OpenProcesses());
  }

  void add(Subprocess process) {
    open.add(process);
  }

  void remove(Subprocess process) {
    open.remove(process);
  }

  @Override
  public void close() {
    for (Subprocess process : List.copyOf(open)) {
      LOG.log(
          Level.WARNING,
          "unclosed "
              + process
              + ": it is killed with its event loop; use try (var p ="
              + " await(Subprocess.exec(..)))");
      process.closeNow();
    }
  }
}
