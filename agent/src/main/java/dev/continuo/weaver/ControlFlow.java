// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Where each instruction of a method may go on: the next ones, and the handlers around it. */
final class ControlFlow {
  private static final int[] NOWHERE = {};

  final AbstractInsnNode[] instructions;
  private final Map<AbstractInsnNode, Integer> positions = new HashMap<>();
  private final int[][] successors;
  private final int[][] handlers;

  ControlFlow(MethodNode method) {
    instructions = method.instructions.toArray();
    for (int i = 0; i < instructions.length; i++) {
      positions.put(instructions[i], i);
    }
    successors = new int[instructions.length][];
    for (int i = 0; i < instructions.length; i++) {
      successors[i] = successorsOf(i);
    }
    handlers = handlersOf(method.tryCatchBlocks);
  }

  int size() {
    return instructions.length;
  }

  int position(AbstractInsnNode instruction) {
    Integer position = positions.get(instruction);
    if (position == null) {
      throw new IllegalArgumentException("not an instruction of this method: " + instruction);
    }
    return position;
  }

  int[] successors(int position) {
    return successors[position];
  }

  /** The handlers that an exception thrown at {@code position} may go to. */
  int[] handlers(int position) {
    return handlers[position];
  }

  private int[] successorsOf(int position) {
    AbstractInsnNode instruction = instructions[position];
    int opcode = instruction.getOpcode();
    if (instruction instanceof JumpInsnNode jump) {
      int target = position(jump.label);
      return opcode == Opcodes.GOTO ? new int[] {target} : new int[] {position + 1, target};
    }
    if (instruction instanceof TableSwitchInsnNode table) {
      return targets(table.dflt, table.labels);
    }
    if (instruction instanceof LookupSwitchInsnNode lookup) {
      return targets(lookup.dflt, lookup.labels);
    }
    boolean ends = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
    if (ends || opcode == Opcodes.ATHROW || position + 1 == instructions.length) {
      return NOWHERE;
    }
    return new int[] {position + 1};
  }

  private int[] targets(LabelNode defaultTarget, List<LabelNode> labels) {
    int[] targets = new int[labels.size() + 1];
    targets[0] = position(defaultTarget);
    for (int i = 0; i < labels.size(); i++) {
      targets[i + 1] = position(labels.get(i));
    }
    return targets;
  }

  private int[][] handlersOf(List<TryCatchBlockNode> blocks) {
    List<List<Integer>> covering = new ArrayList<>();
    for (int i = 0; i < instructions.length; i++) {
      covering.add(List.of());
    }
    for (TryCatchBlockNode block : blocks) {
      int handler = position(block.handler);
      for (int i = position(block.start); i < position(block.end); i++) {
        if (covering.get(i).isEmpty()) {
          covering.set(i, new ArrayList<>(2));
        }
        covering.get(i).add(handler);
      }
    }
    int[][] result = new int[instructions.length][];
    for (int i = 0; i < instructions.length; i++) {
      List<Integer> found = covering.get(i);
      result[i] = found.isEmpty() ? NOWHERE : found.stream().mapToInt(Integer::intValue).toArray();
    }
    return result;
  }
}
