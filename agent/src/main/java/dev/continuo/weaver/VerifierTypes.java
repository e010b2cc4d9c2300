// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * The verification types of local variables and operand stack before chosen instructions, simulated
 * forward from the class file's own stack map frames (JVMS 4.10.1), so that no common superclass is
 * ever asked for.
 */
final class VerifierTypes {
  /**
   * The types before one instruction, in ASM's notation. A long or double is followed by TOP.
   *
   * @param locals by slot; may end before the last slot
   * @param stack from the bottom up
   */
  record Snapshot(List<Object> locals, List<Object> stack) {
    Object local(int slot) {
      return slot < locals.size() ? locals.get(slot) : Opcodes.TOP;
    }

    /** The operands below the topmost {@code slots} ones, one entry for a long or double. */
    List<Object> operandsBelow(int slots) {
      List<Object> operands = new ArrayList<>();
      for (int i = 0; i < stack.size() - slots; i++) {
        operands.add(stack.get(i));
        i += isWide(stack.get(i)) ? 1 : 0;
      }
      return operands;
    }
  }

  private final Map<Integer, Snapshot> snapshots = new HashMap<>();

  VerifierTypes(String owner, int access, String name, String desc, ControlFlow flow, BitSet at) {
    AnalyzerAdapter simulation = new AnalyzerAdapter(owner, access, name, desc, null);
    for (int i = 0; i < flow.size(); i++) {
      AbstractInsnNode instruction = flow.instructions[i];
      if (at.get(i) && simulation.locals != null) {
        snapshots.put(
            i, new Snapshot(List.copyOf(simulation.locals), List.copyOf(simulation.stack)));
      }
      instruction.accept(simulation);
    }
  }

  /** The types before the instruction at {@code position}; null if no code leads there. */
  @Nullable Snapshot before(int position) {
    return snapshots.get(position);
  }

  static boolean isWide(Object type) {
    return type == Opcodes.LONG || type == Opcodes.DOUBLE;
  }

  /** The type as a field or parameter descriptor; null has the type of no value, so Object. */
  static String descriptor(Object type) {
    if (type == Opcodes.INTEGER) {
      return "I";
    } else if (type == Opcodes.FLOAT) {
      return "F";
    } else if (type == Opcodes.LONG) {
      return "J";
    } else if (type == Opcodes.DOUBLE) {
      return "D";
    } else if (type == Opcodes.NULL) {
      return Names.OBJECT_DESC;
    } else if (type instanceof String name) {
      return name.startsWith("[") ? name : "L" + name + ";";
    }
    throw new IllegalArgumentException("a value of this type cannot be kept: " + type);
  }
}
