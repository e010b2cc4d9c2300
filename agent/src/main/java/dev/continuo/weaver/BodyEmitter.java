// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Writes the body of a coroutine: the code of the method, as it was, with
 *
 * <pre>
 *   if (frame != null) switch (frame.state()) { 1: goto R1; 2: goto R2; .. }
 *   START: the code, where each await has become
 *       Object r = Suspension.await(x, task);
 *       if (r == SUSPENDED) return C$m$1.spill$1(operands.., 1, live locals.., task, frame);
 *       goto CONTINUE
 *     RESUME1: r = Suspension.resumed(task)       in the same try blocks as the await
 *     CONTINUE: ..
 *   R1: restore locals and operands; goto RESUME1 out of all try blocks
 * </pre>
 *
 * What a handler expects of the variables is so true at every instruction that it covers.
 */
final class BodyEmitter {
  private final MethodAnalysis analysis;
  private final CoroutineMethod method;
  private final MethodNode node;
  private final StackMaps stackMaps;
  private final TryBlocks tryBlocks;
  private final Exits exits;
  private final Entries entries;
  private final int task;

  BodyEmitter(MethodAnalysis analysis, FrameClass frameClass) {
    this.analysis = analysis;
    method = analysis.method;
    node = method.node();
    stackMaps = new StackMaps(method);
    tryBlocks = new TryBlocks(node);
    task = method.parameterSlots();
    exits = new Exits(analysis, frameClass, stackMaps);
    entries = new Entries(analysis, frameClass, stackMaps);
  }

  /** Rewrites the code of the method's node in place. */
  void emit() {
    moveVariables();
    for (SuspensionPoint point : analysis.points) {
      switch (point.kind()) {
        case AWAIT, DIRECT_CALL, LINKED_CALL -> emitAwait(point);
        case EMIT -> emitEmit(point);
        case HAS_NEXT -> emitHasNext(point);
        case CLOSE -> emitClose(point, Names.CLOSE);
        case CLOSE_SUPPRESSING -> emitClose(point, Names.CLOSE_SUPPRESSING);
        case RESULT -> emitResult(point);
      }
    }
    if (!analysis.points.isEmpty()) {
      node.instructions.add(exits.shared());
      node.instructions.add(entries.restores());
      node.instructions.insert(dispatch());
    }
    tryBlocks.finish();
  }

  /** Makes room for the task and the frame, and takes lost variables out of the stack maps. */
  private void moveVariables() {
    for (int i = 0; i < analysis.flow.size(); i++) {
      AbstractInsnNode instruction = analysis.flow.instructions[i];
      if (instruction instanceof VarInsnNode access) {
        access.var = stackMaps.bodySlot(access.var);
      } else if (instruction instanceof IincInsnNode increment) {
        increment.var = stackMaps.bodySlot(increment.var);
      } else if (instruction instanceof FrameNode old) {
        FrameNode moved = stackMaps.rewritten(old, analysis.lost.before(i));
        old.local = moved.local;
      }
    }
    for (LocalVariableNode variable : orEmpty(node.localVariables)) {
      variable.index = stackMaps.bodySlot(variable.index);
    }
    Stream.of(node.visibleLocalVariableAnnotations, node.invisibleLocalVariableAnnotations)
        .map(BodyEmitter::<LocalVariableAnnotationNode>orEmpty)
        .flatMap(List::stream)
        .forEach(annotation -> annotation.index.replaceAll(stackMaps::bodySlot));
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private InsnList dispatch() {
    LabelNode start = new LabelNode();
    InsnList code = entries.dispatch(start);
    code.add(start);
    if (!startsWithFrame()) {
      code.add(stackMaps.entry());
    }
    return code;
  }

  private boolean startsWithFrame() {
    AbstractInsnNode first = node.instructions.getFirst();
    return first instanceof FrameNode || Code.isFollowedByFrame(first) && !Code.isReal(first);
  }

  private void emitAwait(SuspensionPoint point) {
    MethodInsnNode await = (MethodInsnNode) point.instruction();
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, task));
    if (point.call() != null) {
      boolean certain = point.kind() == SuspensionPoint.Kind.DIRECT_CALL;
      code.add(certain ? bodyCall(point.call()) : DirectCalls.site(point.call()));
      node.instructions.remove(point.call());
    } else {
      code.add(crossing(Names.AWAIT, withTask(await.desc)));
    }
    LabelNode next = suspendIfNeeded(point, code);
    code.add(next);
    if (!Code.isFollowedByFrame(await)) {
      code.add(continued(point, Names.OBJECT));
    }
    replace(await, code);
  }

  /** With the arguments and the task on the stack. */
  private InsnList bodyCall(MethodInsnNode call) {
    CoroutineMethod target = analysis.coroutines.get(call.name + call.desc);
    InsnList code = new InsnList();
    code.add(new InsnNode(Opcodes.ACONST_NULL));
    code.add(
        new MethodInsnNode(
            target.bodyCallOpcode(),
            call.owner,
            call.name,
            target.bodyDescriptor(),
            target.inInterface()));
    return code;
  }

  private void emitEmit(SuspensionPoint point) {
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, task));
    code.add(
        crossing(Names.EMIT, "(" + Names.OBJECT_DESC + Names.TASK_DESC + ")" + Names.OBJECT_DESC));
    leaveAndResume(point, code);
    code.add(new InsnNode(Opcodes.POP));
    replace(point.instruction(), code);
  }

  private void emitHasNext(SuspensionPoint point) {
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, task));
    code.add(
        crossing(
            Names.HAS_NEXT,
            "(L" + Names.ITERATOR + ";" + Names.TASK_DESC + ")" + Names.OBJECT_DESC));
    code.add(suspendIfNeeded(point, code));
    code.add(continued(point, Names.OBJECT));
    code.add(new TypeInsnNode(Opcodes.CHECKCAST, Names.BOOLEAN));
    code.add(
        new MethodInsnNode(Opcodes.INVOKEVIRTUAL, Names.BOOLEAN, "booleanValue", "()Z", false));
    replace(point.instruction(), code);
  }

  /** What is closed is known to be async, or not, only when it is there. */
  private void emitClose(SuspensionPoint point, String function) {
    MethodInsnNode close = (MethodInsnNode) point.instruction();
    boolean frameFollows = Code.isFollowedByFrame(close);
    LabelNode plain = new LabelNode();
    LabelNode done = new LabelNode();
    InsnList code = new InsnList();
    code.add(new InsnNode(Opcodes.DUP));
    code.add(new TypeInsnNode(Opcodes.INSTANCEOF, Names.ASYNC_CLOSEABLE));
    code.add(new JumpInsnNode(Opcodes.IFEQ, plain));
    code.add(new TypeInsnNode(Opcodes.CHECKCAST, Names.ASYNC_CLOSEABLE));
    code.add(new VarInsnNode(Opcodes.ALOAD, task));
    code.add(
        crossing(
            function,
            "(L" + Names.ASYNC_CLOSEABLE + ";" + Names.TASK_DESC + ")" + Names.OBJECT_DESC));
    code.add(suspendIfNeeded(point, code));
    code.add(continued(point, Names.OBJECT));
    code.add(new InsnNode(Opcodes.POP));
    code.add(new JumpInsnNode(Opcodes.GOTO, done));
    code.add(plain);
    List<Object> before = new ArrayList<>(analysis.operands(point));
    before.add(analysis.types(point).stack().get(analysis.types(point).stack().size() - 1));
    code.add(
        stackMaps.frame(
            analysis.types(point).locals(),
            analysis.lost.before(analysis.position(point)),
            before));
    node.instructions.insertBefore(close, code);
    InsnList after = new InsnList();
    after.add(done);
    if (!frameFollows) {
      after.add(continued(point));
    }
    node.instructions.insert(close, after);
  }

  /** Awaits what is returned, out of all try blocks: the finally blocks have run by then. */
  private void emitResult(SuspensionPoint point) {
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, task));
    code.add(
        crossing(
            Names.RESULT, "(" + Names.OBJECT_DESC + Names.TASK_DESC + ")" + Names.OBJECT_DESC));
    code.add(suspendIfNeeded(point, code));
    code.add(continued(point, Names.OBJECT));
    LabelNode from = new LabelNode();
    LabelNode to = new LabelNode();
    code.insert(from);
    node.instructions.insertBefore(point.instruction(), code);
    node.instructions.insert(point.instruction(), to);
    tryBlocks.exclude(from, to);
  }

  /**
   * With the answer of the runtime on the stack: leaves the method if it is SUSPENDED. The answer
   * is the label to go on at with the result, which the caller places next.
   */
  private LabelNode suspendIfNeeded(SuspensionPoint point, InsnList code) {
    LabelNode next = new LabelNode();
    code.add(new InsnNode(Opcodes.DUP));
    code.add(
        new FieldInsnNode(Opcodes.GETSTATIC, Names.SUSPENSION, Names.SUSPENDED, Names.OBJECT_DESC));
    code.add(new JumpInsnNode(Opcodes.IF_ACMPNE, next));
    leaveAndResume(point, code);
    return next;
  }

  /** Drops the marker, spills and returns; and the place to come back to, with the result. */
  private void leaveAndResume(SuspensionPoint point, InsnList code) {
    code.add(new InsnNode(Opcodes.POP));
    exits.leave(point, code);
    LabelNode resume = new LabelNode();
    code.add(resume);
    code.add(continued(point));
    code.add(new VarInsnNode(Opcodes.ALOAD, task));
    code.add(crossing(Names.RESUMED, "(" + Names.TASK_DESC + ")" + Names.OBJECT_DESC));
    entries.add(point, resume);
  }

  /** The stack map frame after a point, with what has been pushed since. */
  private FrameNode continued(SuspensionPoint point, Object... pushed) {
    BitSet lost = analysis.lost.after(analysis.position(point));
    List<Object> stack = new ArrayList<>(analysis.operands(point));
    stack.addAll(List.of(pushed));
    return stackMaps.frame(analysis.types(point).locals(), lost, stack);
  }

  private void replace(AbstractInsnNode instruction, InsnList code) {
    node.instructions.insertBefore(instruction, code);
    node.instructions.remove(instruction);
  }

  private static String withTask(String descriptor) {
    return descriptor.replace(")", Names.TASK_DESC + ")");
  }

  private static MethodInsnNode crossing(String function, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, Names.SUSPENSION, function, descriptor);
  }
}
