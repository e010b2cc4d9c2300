// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** A small vocabulary for reading and writing instructions. */
final class Code {
  private Code() {}

  static boolean isCall(AbstractInsnNode instruction, String owner, String name) {
    return instruction instanceof MethodInsnNode call
        && call.owner.equals(owner)
        && call.name.equals(name);
  }

  static boolean isReal(AbstractInsnNode instruction) {
    return instruction.getOpcode() >= 0;
  }

  /** The labels that code may jump to, or at which a try block begins, ends or is handled. */
  static Set<LabelNode> jumpTargets(MethodNode method) {
    Set<LabelNode> targets = new HashSet<>();
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof JumpInsnNode jump) {
        targets.add(jump.label);
      } else if (instruction instanceof TableSwitchInsnNode table) {
        targets.addAll(table.labels);
        targets.add(table.dflt);
      } else if (instruction instanceof LookupSwitchInsnNode lookup) {
        targets.addAll(lookup.labels);
        targets.add(lookup.dflt);
      }
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      targets.add(block.start);
      targets.add(block.end);
      targets.add(block.handler);
    }
    return targets;
  }

  /**
   * The instruction before, if it is the only way to this one and in the same try blocks.
   *
   * @param targets from {@link #jumpTargets}
   */
  static @Nullable AbstractInsnNode straightBefore(
      AbstractInsnNode instruction, Set<LabelNode> targets) {
    AbstractInsnNode previous = instruction.getPrevious();
    while (previous instanceof LineNumberNode
        || previous instanceof LabelNode label && !targets.contains(label)) {
      previous = previous.getPrevious();
    }
    return previous != null && isReal(previous) ? previous : null;
  }

  /** Whether a stack map frame stands between this instruction and the next real one. */
  static boolean isFollowedByFrame(AbstractInsnNode instruction) {
    AbstractInsnNode next = instruction.getNext();
    while (next != null && !isReal(next)) {
      if (next instanceof FrameNode) {
        return true;
      }
      next = next.getNext();
    }
    return false;
  }

  static AbstractInsnNode pushInt(int value) {
    if (value >= -1 && value <= 5) {
      return new InsnNode(Opcodes.ICONST_0 + value);
    } else if (value == (byte) value) {
      return new IntInsnNode(Opcodes.BIPUSH, value);
    } else if (value == (short) value) {
      return new IntInsnNode(Opcodes.SIPUSH, value);
    }
    return new LdcInsnNode(value);
  }

  static void add(InsnList list, int... opcodes) {
    for (int opcode : opcodes) {
      list.add(new InsnNode(opcode));
    }
  }
}
