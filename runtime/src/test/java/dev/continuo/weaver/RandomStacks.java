// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes code that no Java compiler writes: random pushes, dups of every form, swaps, branches and
 * objects without a constructor that lie about on the stack and in variables, with awaits between.
 * At its end everything on the stack is joined to a text and returned, as it is in plain code, in a
 * coroutine otherwise.
 */
final class RandomStacks {
  /** I int, J long, D double, S String, B a StringBuilder, others: one not constructed yet. */
  private final List<Character> stack = new ArrayList<>();

  private final Character[] locals = new Character[12];
  private final Random random;
  private final MethodVisitor code;
  private final boolean awaits;
  private char nextObject = 'a';

  private RandomStacks(long seed, MethodVisitor code, boolean awaits) {
    random = new Random(seed);
    this.code = code;
    this.awaits = awaits;
  }

  static void write(long seed, MethodVisitor code, boolean awaits) {
    RandomStacks writer = new RandomStacks(seed, code, awaits);
    for (int i = 0; i < 60; i++) {
      writer.step();
    }
    writer.finish();
  }

  private void step() {
    switch (random.nextInt(16)) {
      case 0 -> push(Opcodes.BIPUSH, 'I');
      case 1 -> push(Opcodes.LDC, 'J');
      case 2 -> push(Opcodes.LDC, 'D');
      case 3, 4 -> push(Opcodes.LDC, 'S');
      case 5 -> create();
      case 6 -> construct();
      case 7 -> store();
      case 8 -> load();
      case 9 -> branch();
      case 10, 11, 12 -> await();
      default -> shuffle();
    }
  }

  private void push(int opcode, char type) {
    int value = random.nextInt(100);
    switch (type) {
      case 'I' -> code.visitIntInsn(opcode, value);
      case 'J' -> code.visitLdcInsn((long) value << 33);
      case 'D' -> code.visitLdcInsn(value / 4d);
      default -> code.visitLdcInsn("s" + value);
    }
    stack.add(type);
  }

  private void create() {
    if (nextObject <= 'z') {
      code.visitTypeInsn(Opcodes.NEW, "java/lang/StringBuilder");
      stack.add(nextObject++);
    }
  }

  /** With a String on top of an object that has no constructor yet. */
  private void construct() {
    if (stack.size() < 2 || top(0) != 'S' || !Character.isLowerCase(top(1))) {
      return;
    }
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "(Ljava/lang/String;)V", false);
    pop();
    char object = pop();
    stack.replaceAll(type -> type == object ? 'B' : type);
    for (int i = 0; i < locals.length; i++) {
      locals[i] = locals[i] != null && locals[i] == object ? Character.valueOf('B') : locals[i];
    }
  }

  private void store() {
    if (stack.isEmpty()) {
      return;
    }
    int slot = 2 * random.nextInt(locals.length / 2);
    char type = pop();
    code.visitVarInsn(opcode(type, Opcodes.ISTORE), slot);
    locals[slot] = type;
  }

  private void load() {
    int slot = 2 * random.nextInt(locals.length / 2);
    if (locals[slot] != null) {
      code.visitVarInsn(opcode(locals[slot], Opcodes.ILOAD), slot);
      stack.add(locals[slot]);
    }
  }

  private static int opcode(char type, int ofInt) {
    return switch (type) {
      case 'I' -> ofInt;
      case 'J' -> ofInt + 1;
      case 'D' -> ofInt + 3;
      default -> ofInt + 4;
    };
  }

  /** Two ways to the same shape of stack, one of which swaps or awaits. */
  private void branch() {
    if (stack.size() < 2 || top(0) != 'S') {
      return;
    }
    Label same = new Label();
    code.visitInsn(Opcodes.DUP);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "hashCode", "()I", false);
    code.visitInsn(Opcodes.ICONST_2);
    code.visitInsn(Opcodes.IREM);
    code.visitJumpInsn(Opcodes.IFEQ, same);
    if (top(1) == 'S') {
      code.visitInsn(Opcodes.SWAP);
    }
    await();
    code.visitLabel(same);
  }

  private void await() {
    if (awaits && !stack.isEmpty() && top(0) == 'S') {
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "dev/continuo/weaver/Scenario",
          "later",
          "(Ljava/lang/Object;)Ldev/continuo/Awaitable;",
          false);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, Names.ASYNCIO, Names.AWAIT, Names.AWAIT_DESC, false);
      code.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
    }
  }

  /** One of the instructions that move the values on top, if they have the right sizes. */
  private void shuffle() {
    int opcode = Opcodes.POP + random.nextInt(Opcodes.SWAP - Opcodes.POP + 1);
    int moved = opcode == Opcodes.POP2 || opcode >= Opcodes.DUP2 && opcode < Opcodes.SWAP ? 2 : 1;
    int over =
        switch (opcode) {
          case Opcodes.DUP_X1, Opcodes.DUP2_X1, Opcodes.SWAP -> 1;
          case Opcodes.DUP_X2, Opcodes.DUP2_X2 -> 2;
          default -> 0;
        };
    int values = valuesOf(0, moved);
    int under = values < 0 ? -1 : valuesOf(values, over);
    if (under < 0) {
      return;
    }
    code.visitInsn(opcode);
    List<Character> top = new ArrayList<>(stack.subList(stack.size() - values, stack.size()));
    if (opcode == Opcodes.POP || opcode == Opcodes.POP2) {
      stack.subList(stack.size() - values, stack.size()).clear();
      return;
    }
    int below = stack.size() - values - under;
    if (opcode == Opcodes.SWAP) {
      stack.subList(stack.size() - 1, stack.size()).clear();
    }
    stack.addAll(below, top);
  }

  /** How many values, from the one at {@code depth} down, take exactly these slots; or -1. */
  private int valuesOf(int depth, int slots) {
    int values = 0;
    int left = slots;
    while (left > 0 && depth + values < stack.size()) {
      left -= isWide(top(depth + values)) ? 2 : 1;
      values++;
    }
    return left == 0 ? values : -1;
  }

  private static boolean isWide(char type) {
    return type == 'J' || type == 'D';
  }

  private char top(int depth) {
    return stack.get(stack.size() - 1 - depth);
  }

  private char pop() {
    return stack.remove(stack.size() - 1);
  }

  private void finish() {
    code.visitLdcInsn("");
    while (!stack.isEmpty()) {
      char below = pop();
      if (isWide(below)) {
        code.visitInsn(Opcodes.DUP_X2);
        code.visitInsn(Opcodes.POP);
      } else {
        code.visitInsn(Opcodes.SWAP);
      }
      String parameter = isWide(below) || below == 'I' ? "" + below : "Ljava/lang/Object;";
      if (Character.isLowerCase(below)) {
        code.visitInsn(Opcodes.POP);
        code.visitLdcInsn("new");
      }
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "dev/continuo/weaver/BytecodeCasesTest",
          "join",
          "(Ljava/lang/String;" + parameter + ")Ljava/lang/String;",
          false);
    }
    if (awaits) {
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          Names.COROUTINE,
          "of",
          "(Ljava/lang/Object;)Ldev/continuo/Coroutine;",
          false);
    }
    code.visitInsn(Opcodes.ARETURN);
  }
}
