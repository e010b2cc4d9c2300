// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.objectweb.asm.Opcodes;

/**
 * How many monitors the code holds at each instruction. A coroutine that suspended with a monitor
 * would leave it to be released by another step, or another thread: refused.
 */
final class MonitorDepth {
  private static final int UNREACHED = -1;

  /** Unstructured code could enter a monitor in a loop for ever; there is no need to count on. */
  private static final int ENOUGH = 64;

  private final int[] before;

  MonitorDepth(ControlFlow flow) {
    before = new int[flow.size()];
    Arrays.fill(before, UNREACHED);
    Deque<Integer> work = new ArrayDeque<>();
    reach(0, 0, work);
    while (!work.isEmpty()) {
      int at = work.pop();
      // A handler may be entered from before the instruction took effect.
      for (int handler : flow.handlers(at)) {
        reach(handler, before[at], work);
      }
      int after =
          switch (flow.instructions[at].getOpcode()) {
            case Opcodes.MONITORENTER -> Math.min(before[at] + 1, ENOUGH);
            case Opcodes.MONITOREXIT -> Math.max(before[at] - 1, 0);
            default -> before[at];
          };
      for (int next : flow.successors(at)) {
        reach(next, after, work);
      }
    }
  }

  boolean isHeldAt(int position) {
    return before[position] > 0;
  }

  private void reach(int position, int depth, Deque<Integer> work) {
    if (position < before.length && depth > before[position]) {
      before[position] = depth;
      work.push(position);
    }
  }
}
