// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The fields of a frame class, named after the local variables they keep, and what is kept in which
 * at each suspension point.
 *
 * <p>Each parameter has a field of its declared type, which holds the argument until the coroutine
 * starts and the variable while it is suspended; {@code resume} passes all of them to the body, so
 * that the body has nothing to restore there. Any other field has exactly the verification type of
 * what it keeps: the weaver knows no class hierarchy, and a cast might need an accessible class.
 */
final class FrameLayout {
  /** The field for the receiver; no variable can be called so. */
  static final String THIS = "this";

  record Field(String name, String descriptor) {
    boolean isReference() {
      return descriptor.length() > 1;
    }
  }

  /**
   * A value that is kept over a suspension.
   *
   * @param type its verification type
   * @param slot of the local variable as compiled, -1 for an operand
   * @param field where it is kept; null for the constant null, which is not
   * @param passed whether resume passes it as a parameter
   */
  record Kept(Object type, int slot, @Nullable Field field, boolean passed) {}

  /** What is kept at one point: operands from the bottom up, then local variables by slot. */
  record Spill(List<Kept> operands, List<Kept> locals) {}

  private final CoroutineMethod method;
  private final ControlFlow flow;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final List<Field> parameters = new ArrayList<>();
  private final Field[] parameterBySlot;
  private final BitSet written = new BitSet();
  private final Map<Integer, List<LocalVariableNode>> variablesBySlot = new HashMap<>();

  FrameLayout(CoroutineMethod method, ControlFlow flow) {
    this.method = method;
    this.flow = flow;
    for (AbstractInsnNode instruction : flow.instructions) {
      if (instruction instanceof VarInsnNode access && !Liveness.isLoad(access.getOpcode())) {
        written.set(access.var);
      } else if (instruction instanceof IincInsnNode increment) {
        written.set(increment.var);
      }
    }
    if (method.node().localVariables != null) {
      for (LocalVariableNode variable : method.node().localVariables) {
        variablesBySlot.computeIfAbsent(variable.index, slot -> new ArrayList<>()).add(variable);
      }
    }
    parameterBySlot = new Field[method.parameterSlots()];
    int slot = method.isStatic() ? 0 : 1;
    for (Type type : method.parameters()) {
      Field field = fresh(parameterName(slot), type.getDescriptor());
      parameters.add(field);
      parameterBySlot[slot] = field;
      slot += type.getSize();
    }
  }

  /** One field for each declared parameter, in order. */
  List<Field> parameters() {
    return parameters;
  }

  /** All fields but the receiver's. */
  List<Field> fields() {
    return List.copyOf(fields.values());
  }

  /** Finds a field for every operand that stays and every live local variable at a point. */
  Spill keep(SuspensionPoint point, VerifierTypes.Snapshot types, BitSet live) {
    Set<Field> used = new HashSet<>();
    List<Kept> operands = new ArrayList<>();
    for (Object type : types.operandsBelow(point.consumedSlots())) {
      Field field = type == Opcodes.NULL ? null : field("$stack" + operands.size(), type, used);
      operands.add(new Kept(type, -1, field, false));
    }
    List<Kept> locals = new ArrayList<>();
    int position = flow.position(point.instruction());
    for (int slot = live.nextSetBit(0); slot >= 0; slot = live.nextSetBit(slot + 1)) {
      Object type = types.local(slot);
      if (type == Opcodes.TOP || slot == 0 && !method.isStatic()) {
        continue; // the receiver is always kept
      }
      if (isPassed(slot, type)) {
        locals.add(new Kept(type, slot, parameterBySlot[slot], true));
      } else {
        Field field = type == Opcodes.NULL ? null : field(localName(slot, position), type, used);
        locals.add(new Kept(type, slot, field, false));
      }
    }
    return new Spill(operands, locals);
  }

  /**
   * Whether a value of this type in this slot fits the field of the parameter that came in there. A
   * small integer that is written may hold more than its declared type after an optimiser reused
   * the slot, so it does not.
   */
  boolean isPassed(int slot, Object type) {
    if (slot >= parameterBySlot.length || parameterBySlot[slot] == null || !isStorable(type)) {
      return false;
    }
    String declared = parameterBySlot[slot].descriptor;
    boolean small = type == Opcodes.INTEGER && "ZBCS".contains(declared) && !written.get(slot);
    return small || type != Opcodes.NULL && VerifierTypes.descriptor(type).equals(declared);
  }

  private static boolean isStorable(Object type) {
    return type != Opcodes.TOP && !(type instanceof Label);
  }

  /** A field of this name and type that keeps nothing else at the same point. */
  private Field field(String name, Object type, Set<Field> used) {
    String descriptor = VerifierTypes.descriptor(type);
    for (int i = 1; ; i++) {
      Field known = fields.get(i == 1 ? name : name + "$" + i);
      boolean fits =
          known != null && known.descriptor.equals(descriptor) && !parameters.contains(known);
      if (known == null || fits && !used.contains(known)) {
        Field field = known == null ? fresh(name, descriptor) : known;
        used.add(field);
        return field;
      }
    }
  }

  private Field fresh(String name, String descriptor) {
    String free = name;
    for (int i = 2; fields.containsKey(free); i++) {
      free = name + "$" + i;
    }
    Field field = new Field(free, descriptor);
    fields.put(free, field);
    return field;
  }

  private String parameterName(int slot) {
    return variableName(slot, 0, flow.size(), "$parameter" + slot);
  }

  private String localName(int slot, int position) {
    return variableName(slot, position, position, "$local" + slot);
  }

  /** From the debug table: the first variable in the slot that is in scope between two places. */
  private String variableName(int slot, int from, int to, String fallback) {
    for (LocalVariableNode variable : variablesBySlot.getOrDefault(slot, List.of())) {
      if (flow.position(variable.start) <= to && flow.position(variable.end) > from) {
        return variable.name.replaceAll("[.;\\[/]", "_"); // JVMS 4.2.2; Kotlin allows more
      }
    }
    return fallback;
  }
}
