// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which local variables may have no value because a resumption did not bring them back: it restores
 * the live ones only. The stack map frames after it must not promise the others, though the
 * compiler wrote that they are there. A forward analysis; a variable is lost where any way to the
 * instruction loses it, and is found again by a store.
 */
final class LostLocals {
  private final ControlFlow flow;
  private final Map<AbstractInsnNode, BitSet> lostAt;
  private final BitSet[] before;
  private final BitSet work = new BitSet();

  /** How often an instruction was looked at, for a test of the work against the size. */
  int steps;

  /**
   * @param lostAt the slots that a resumption at a suspension point does not bring back
   */
  LostLocals(ControlFlow flow, Map<AbstractInsnNode, BitSet> lostAt) {
    this.flow = flow;
    this.lostAt = lostAt;
    before = new BitSet[flow.size()];
    reach(0, new BitSet());
    // Forward passes, so that what branches lose is joined before it goes on: two or three suffice.
    while (!work.isEmpty()) {
      for (int i = work.nextSetBit(0); i >= 0; i = work.nextSetBit(i + 1)) {
        work.clear(i);
        step(i);
      }
    }
  }

  BitSet before(int position) {
    return before[position] == null ? new BitSet() : before[position];
  }

  BitSet after(int position) {
    BitSet after = (BitSet) before(position).clone();
    AbstractInsnNode instruction = flow.instructions[position];
    after.or(lostAt.getOrDefault(instruction, new BitSet()));
    if (instruction instanceof VarInsnNode store && !Liveness.isLoad(store.getOpcode())) {
      boolean wide = List.of(Opcodes.LSTORE, Opcodes.DSTORE).contains(store.getOpcode());
      after.clear(store.var, store.var + (wide ? 2 : 1));
    }
    return after;
  }

  private void step(int position) {
    steps++;
    BitSet after = after(position);
    // What a resumption throws is thrown where it was lost already.
    BitSet thrown = lostAt.containsKey(flow.instructions[position]) ? after : before[position];
    for (int handler : flow.handlers(position)) {
      reach(handler, thrown);
    }
    for (int next : flow.successors(position)) {
      reach(next, after);
    }
  }

  private void reach(int position, BitSet lost) {
    if (before[position] == null) {
      before[position] = (BitSet) lost.clone();
      work.set(position);
      return;
    }
    int known = before[position].cardinality();
    before[position].or(lost);
    if (before[position].cardinality() > known) {
      work.set(position);
    }
  }
}
