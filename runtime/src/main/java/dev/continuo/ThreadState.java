// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/** What is current on a thread. A loop keeps its thread's, and so spares the look-up. */
final class ThreadState {

  private static final ThreadLocal<ThreadState> STATES = ThreadLocal.withInitial(ThreadState::new);

  /** The loop running on the thread. */
  @Nullable BaseEventLoop loop;

  /** The task whose step is running. */
  @Nullable Task<?> task;

  /** A {@link Vars} that nobody else sees change, a shared {@link Context}, or null if empty. */
  @Nullable Object context;

  private ThreadState() {}

  static ThreadState get() {
    return STATES.get();
  }

  @Nullable Vars vars() {
    return context instanceof Context shared ? shared.vars : (Vars) context;
  }

  void setVars(@Nullable Vars vars) {
    if (context instanceof Context shared) {
      shared.vars = vars;
    } else {
      context = vars;
    }
  }

  /** A copy of the context: later changes on either side stay there. */
  @Nullable Object snapshot() {
    return vars();
  }
}
