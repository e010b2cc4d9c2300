// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FrameNode;

/**
 * Makes the stack map frames of a body out of those of the method: with the task and the frame
 * after the parameters, and without the variables that a resumption does not bring back.
 */
final class StackMaps {
  /** The task and the frame stand between the parameters and the other variables. */
  static final int INSERTED = 2;

  private final CoroutineMethod method;

  StackMaps(CoroutineMethod method) {
    this.method = method;
  }

  /** The slot in the body of what was in {@code slot} of the method. */
  int bodySlot(int slot) {
    return slot < method.parameterSlots() ? slot : slot + INSERTED;
  }

  /** The frame where the body begins: nothing but its parameters. */
  FrameNode entry() {
    List<Object> slots = new ArrayList<>();
    if (!method.isStatic()) {
      slots.add(method.owner().name);
    }
    for (Type type : method.parameters()) {
      addSlots(slots, typeOf(type));
    }
    return frame(slots, new BitSet(), List.of());
  }

  /**
   * A frame of the body.
   *
   * @param slots verification types by slot of the method, a long or double followed by TOP
   * @param lost the slots that hold nothing
   * @param stack verification types, one for a long or double
   */
  FrameNode frame(List<Object> slots, BitSet lost, List<Object> stack) {
    List<Object> locals = new ArrayList<>();
    int inserted = method.parameterSlots();
    int end = Math.max(slots.size(), inserted);
    int slot = 0;
    while (slot < end) {
      if (slot == inserted) {
        addTaskAndFrame(locals);
      }
      Object type = slot < slots.size() && !lost.get(slot) ? slots.get(slot) : Opcodes.TOP;
      locals.add(type);
      slot += VerifierTypes.isWide(type) ? 2 : 1;
    }
    if (end == inserted) {
      addTaskAndFrame(locals);
    }
    while (locals.get(locals.size() - 1) == Opcodes.TOP) {
      locals.remove(locals.size() - 1);
    }
    return new FrameNode(
        Opcodes.F_NEW, locals.size(), locals.toArray(), stack.size(), stack.toArray());
  }

  private void addTaskAndFrame(List<Object> locals) {
    locals.add(Names.TASK);
    locals.add(method.frameName());
  }

  /** The method's own frame, as it must be in the body. */
  FrameNode rewritten(FrameNode original, BitSet lost) {
    List<Object> slots = new ArrayList<>();
    for (Object type : original.local) {
      addSlots(slots, type);
    }
    return frame(slots, lost, original.stack);
  }

  private static void addSlots(List<Object> slots, Object type) {
    slots.addAll(VerifierTypes.isWide(type) ? Arrays.asList(type, Opcodes.TOP) : List.of(type));
  }

  /** The verification type of a value of a declared type. */
  static Object typeOf(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.LONG -> Opcodes.LONG;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      default -> type.getInternalName();
    };
  }
}
