// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.torture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Makes every ordinary method of a class async, in front of the weaver:
 *
 * <pre>
 *   R m(A a)                       R m(A a) { return (R) Torture.drive(m$async(a)); }
 *   { code }                       {@literal @}Async private Coroutine m$async(A a) { code }
 * </pre>
 *
 * where the code awaits {@link Torture#point} at each line and between, with whatever is on the
 * operand stack, and calls other methods of the class as {@code await(n$async(..))}.
 */
final class Torturer {
  private static final String TORTURE = "dev/continuo/weaver/torture/Torture";
  private static final String ASYNCIO = "dev/continuo/Asyncio";
  private static final String COROUTINE = "dev/continuo/Coroutine";
  private static final String AWAITABLE_DESC = "Ldev/continuo/Awaitable;";
  private static final String OBJECT_DESC = "Ljava/lang/Object;";

  /** Where awaits are put; each has those of the ones below it. */
  enum Density {
    /** At the beginning of a method. */
    METHODS,
    /** At one line in eight. */
    SOME_LINES,
    /** At each line. */
    LINES,
    /** Before each call, and before one in eight of other instructions. */
    OPERANDS,
    NOWHERE
  }

  /** What a body gave when it was a method. */
  private record Body(MethodNode node, Type result) {}

  private final ClassNode owner = new ClassNode();

  /** By name and descriptor of the methods they were. */
  private final Map<String, Body> bodies = new HashMap<>();

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Density> densities;
  private final Density density;
  private final Random random;

  private Torturer(byte[] classFile, Density density, Map<String, Density> densities, long seed) {
    new ClassReader(classFile).accept(owner, ClassReader.EXPAND_FRAMES);
    this.density = density;
    this.densities = densities;
    random = new Random(seed ^ owner.name.hashCode());
  }

  /**
   * @param densities of methods that need less than {@code density}, by the name of their body
   */
  static byte[] torture(
      byte[] classFile, Density density, Map<String, Density> densities, long seed) {
    Torturer torturer = new Torturer(classFile, density, densities, seed);
    torturer.splitMethods();
    torturer.bodies.values().forEach(torturer::tortureBody);
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    torturer.owner.accept(writer);
    return writer.toByteArray();
  }

  private void splitMethods() {
    for (MethodNode method : List.copyOf(owner.methods)) {
      int unfit = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED;
      if (method.name.startsWith("<") || (method.access & unfit) != 0) {
        continue;
      }
      MethodNode body = split(method);
      bodies.put(method.name + method.desc, new Body(body, Type.getReturnType(method.desc)));
      owner.methods.add(body);
    }
  }

  /** Leaves a driver in the method; the answer is the body, which has its code. */
  private MethodNode split(MethodNode method) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC | method.access & Opcodes.ACC_STATIC;
    String arguments = method.desc.substring(0, method.desc.indexOf(')') + 1);
    String descriptor = arguments + "L" + COROUTINE + ";";
    String name = method.name + "$async";
    for (int i = 2; !taken.add(name + descriptor); i++) {
      name = method.name + "$async" + i; // a bridge differs in what it returns
    }
    MethodNode body = new MethodNode(Opcodes.ASM9, access, name, descriptor, null, null);
    body.instructions = method.instructions;
    body.tryCatchBlocks = method.tryCatchBlocks;
    body.localVariables = method.localVariables;
    body.maxLocals = method.maxLocals;
    body.invisibleAnnotations = List.of(new AnnotationNode("Ldev/continuo/annotation/Async;"));
    method.instructions = new MethodNode(Opcodes.ASM9).instructions;
    method.tryCatchBlocks = List.of();
    method.localVariables = null;
    method.visibleLocalVariableAnnotations = null;
    method.invisibleLocalVariableAnnotations = null;
    writeDriver(method, body);
    return body;
  }

  private void writeDriver(MethodNode driver, MethodNode body) {
    int slot = 0;
    if ((driver.access & Opcodes.ACC_STATIC) == 0) {
      driver.visitVarInsn(Opcodes.ALOAD, slot++);
    }
    for (Type parameter : Type.getArgumentTypes(driver.desc)) {
      driver.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), slot);
      slot += parameter.getSize();
    }
    driver.visitMethodInsn(
        (driver.access & Opcodes.ACC_STATIC) != 0 ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL,
        owner.name,
        body.name,
        body.desc,
        inInterface());
    driver.visitMethodInsn(
        Opcodes.INVOKESTATIC, TORTURE, "drive", "(L" + COROUTINE + ";)" + OBJECT_DESC, false);
    Type result = Type.getReturnType(driver.desc);
    Boxing.unbox(driver, result);
    driver.visitInsn(result.getOpcode(Opcodes.IRETURN));
  }

  private boolean inInterface() {
    return (owner.access & Opcodes.ACC_INTERFACE) != 0;
  }

  private void tortureBody(Body body) {
    MethodNode node = body.node;
    separateCreations(node);
    boolean monitors = mentions(node, Opcodes.MONITORENTER);
    Density most = monitors ? Density.METHODS : densities.getOrDefault(node.name, density);
    Set<AbstractInsnNode> points = points(node, most);
    for (AbstractInsnNode instruction : node.instructions.toArray()) {
      if (points.contains(instruction)) {
        boolean creates = instruction.getOpcode() == Opcodes.NEW;
        node.instructions.insertBefore(
            creates ? instruction.getPrevious() : instruction, point().instructions);
      }
      int opcode = instruction.getOpcode();
      if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
        MethodNode code = new MethodNode(Opcodes.ASM9);
        Boxing.returnBoxed(code, body.result, random.nextInt(4) == 0);
        node.instructions.insertBefore(instruction, code.instructions);
        node.instructions.remove(instruction);
      } else if (!monitors && instruction instanceof MethodInsnNode call && callsBody(call)) {
        node.instructions.insertBefore(call, callOfBody(call).instructions);
        node.instructions.remove(call);
      }
    }
  }

  private static boolean mentions(MethodNode method, int opcode) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction.getOpcode() == opcode) {
        return true;
      }
    }
    return false;
  }

  private static MethodNode point() {
    MethodNode code = new MethodNode(Opcodes.ASM9);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, TORTURE, "point", "()" + AWAITABLE_DESC, false);
    await(code);
    code.visitInsn(Opcodes.POP);
    return code;
  }

  /** A stack map names an object without constructor by the label at its NEW, and no other. */
  private static void separateCreations(MethodNode body) {
    Map<Object, LabelNode> creations = new HashMap<>();
    for (AbstractInsnNode instruction : body.instructions.toArray()) {
      if (instruction.getOpcode() != Opcodes.NEW) {
        continue;
      }
      LabelNode own = new LabelNode();
      AbstractInsnNode before = instruction.getPrevious();
      for (; before != null && before.getOpcode() < 0; before = before.getPrevious()) {
        creations.put(before, own);
      }
      body.instructions.insertBefore(instruction, own);
    }
    for (AbstractInsnNode instruction : body.instructions) {
      if (instruction instanceof FrameNode frame) {
        frame.local = frame.local.stream().map(t -> creationOr(creations, t)).toList();
        frame.stack = frame.stack.stream().map(t -> creationOr(creations, t)).toList();
      }
    }
  }

  private static Object creationOr(Map<Object, LabelNode> creations, Object type) {
    LabelNode creation = creations.get(type);
    return creation == null ? type : creation;
  }

  /** The instructions before which to await. */
  private Set<AbstractInsnNode> points(MethodNode body, Density most) {
    Set<AbstractInsnNode> points = new HashSet<>();
    boolean begins = true;
    boolean line = false;
    for (AbstractInsnNode instruction : body.instructions) {
      line |= instruction instanceof LineNumberNode;
      if (instruction.getOpcode() >= 0) {
        if (lowest(instruction, begins, line).compareTo(most) <= 0) {
          points.add(instruction);
        }
        begins = false;
        line = false;
      }
    }
    return points;
  }

  /** The lowest density that has an await before the instruction. */
  private Density lowest(AbstractInsnNode instruction, boolean begins, boolean line) {
    int chance = random.nextInt(8);
    if (begins) {
      return Density.METHODS;
    } else if (line) {
      return chance == 0 ? Density.SOME_LINES : Density.LINES;
    }
    int type = instruction.getType();
    boolean calls =
        type == AbstractInsnNode.METHOD_INSN || type == AbstractInsnNode.INVOKE_DYNAMIC_INSN;
    return calls || chance == 0 ? Density.OPERANDS : Density.NOWHERE;
  }

  private boolean callsBody(MethodInsnNode call) {
    if (!call.owner.equals(owner.name)
        || call.getOpcode() != Opcodes.INVOKESTATIC && call.getOpcode() != Opcodes.INVOKESPECIAL) {
      return false;
    }
    return bodies.containsKey(call.name + call.desc);
  }

  private MethodNode callOfBody(MethodInsnNode call) {
    MethodNode code = new MethodNode(Opcodes.ASM9);
    Body called = bodies.get(call.name + call.desc);
    MethodNode body = called.node;
    code.visitMethodInsn(call.getOpcode(), owner.name, body.name, body.desc, inInterface());
    await(code);
    Boxing.unbox(code, called.result);
    return code;
  }

  private static void await(MethodNode code) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, ASYNCIO, "await", "(" + AWAITABLE_DESC + ")" + OBJECT_DESC, false);
  }
}
