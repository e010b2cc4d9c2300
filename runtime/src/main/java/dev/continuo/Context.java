// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The values of the {@link ContextVar}s. Not for use on two threads at once. */
public final class Context {

  @Nullable Vars vars;

  Context(@Nullable Vars vars) {
    this.vars = vars;
  }

  /** A copy of the context that is current on this thread. */
  public static Context copyCurrent() {
    return new Context(ThreadState.get().vars());
  }

  /** Runs {@code r} with this context current: what it sets stays here. */
  public void run(Runnable r) {
    Objects.requireNonNull(r, "r");
    ThreadState thread = ThreadState.get();
    Object outer = thread.context;
    thread.context = this;
    try {
      r.run();
    } finally {
      thread.context = outer;
    }
  }

  /** Calls {@code c} with this context current: what it sets stays here. */
  public <T extends @Nullable Object> T call(Callable<T> c) throws Exception {
    Objects.requireNonNull(c, "c");
    ThreadState thread = ThreadState.get();
    Object outer = thread.context;
    thread.context = this;
    try {
      return c.call();
    } finally {
      thread.context = outer;
    }
  }
}
