// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * A place where the body may go out of its method and come in again.
 *
 * @param number from 1, the frame's state while it is suspended here
 * @param kind what stands here
 * @param instruction the call, or the return, that may suspend
 * @param call for {@link Kind#DIRECT_CALL} and {@link Kind#LINKED_CALL} the call whose result is
 *     awaited, else null
 * @param line in the source file, 0 if unknown
 */
record SuspensionPoint(
    int number, Kind kind, AbstractInsnNode instruction, @Nullable MethodInsnNode call, int line) {

  enum Kind {
    /** {@code await(x)}. */
    AWAIT,
    /** {@code await(f(x))} where f's body is certain: no coroutine is made. */
    DIRECT_CALL,
    /** {@code await(f(x))} where it is found out at run time which body f has, if any. */
    LINKED_CALL,
    /** {@code emit(x)}. */
    EMIT,
    /** {@code iterator.hasNext()} in a method that uses {@code each}. */
    HAS_NEXT,
    /** {@code x.close()} on what may be an AsyncCloseable. */
    CLOSE,
    /** The same, where what it throws is added to the failure of a try-with-resources. */
    CLOSE_SUPPRESSING,
    /** {@code return x}: the returned coroutine is awaited after all finally blocks. */
    RESULT
  }

  /** Operand slots taken off the stack: one, but two by an await with a declared exception. */
  int consumedSlots() {
    boolean declared =
        kind == Kind.AWAIT && ((MethodInsnNode) instruction).desc.contains("Ljava/lang/Class;");
    return declared ? 2 : 1;
  }
}
