// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which local variables may still be read: the classic backward analysis, over exception edges too.
 * Only these are spilled, so that a suspended coroutine keeps nothing alive that its code will not
 * touch again.
 */
final class Liveness {
  private final ControlFlow flow;
  private final BitSet[] liveBefore;

  /** How often an instruction was looked at, for a test of the work against the size. */
  int steps;

  Liveness(ControlFlow flow) {
    this.flow = flow;
    liveBefore = new BitSet[flow.size()];
    for (int i = 0; i < liveBefore.length; i++) {
      liveBefore[i] = new BitSet();
    }
    // Backward passes until nothing changes: one more pass than loops are nested.
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = flow.size() - 1; i >= 0; i--) {
        changed |= update(i);
      }
    }
  }

  /**
   * The slots that may be read after the instruction at {@code position}, whether it ends normally
   * or throws.
   */
  BitSet liveAfter(int position) {
    BitSet live = new BitSet();
    for (int next : flow.successors(position)) {
      live.or(liveBefore[next]);
    }
    for (int handler : flow.handlers(position)) {
      live.or(liveBefore[handler]);
    }
    return live;
  }

  private boolean update(int position) {
    steps++;
    BitSet live = new BitSet();
    for (int next : flow.successors(position)) {
      live.or(liveBefore[next]);
    }
    AbstractInsnNode instruction = flow.instructions[position];
    if (instruction instanceof VarInsnNode access) {
      live.set(access.var, isLoad(access.getOpcode()));
    } else if (instruction instanceof IincInsnNode increment) {
      live.set(increment.var);
    }
    for (int handler : flow.handlers(position)) {
      live.or(liveBefore[handler]);
    }
    if (live.equals(liveBefore[position])) {
      return false;
    }
    liveBefore[position] = live;
    return true;
  }

  static boolean isLoad(int opcode) {
    return opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD;
  }
}
