// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A variable whose value belongs to the context: a task has its own copy of the context of its
 * creator, while an awaited coroutine shares that of its caller. May be used on any thread.
 */
public final class ContextVar<T extends @Nullable Object> {

  private final String name;

  private ContextVar(String name) {
    this.name = name;
  }

  /** A new variable; the name only serves messages. */
  public static <T extends @Nullable Object> ContextVar<T> named(String n) {
    return new ContextVar<>(Objects.requireNonNull(n, "n"));
  }

  /**
   * The value in the current context.
   *
   * @throws NoSuchElementException if there is none
   */
  public T get() {
    Object value = Vars.get(ThreadState.get().vars(), this);
    if (value == Vars.UNSET) {
      throw new NoSuchElementException(toString());
    }
    return cast(value);
  }

  /** The value in the current context, or {@code fallback} if there is none. */
  public T get(T fallback) {
    Object value = Vars.get(ThreadState.get().vars(), this);
    return value == Vars.UNSET ? fallback : cast(value);
  }

  /** Sets the value in the current context; the token undoes it. */
  public Token<T> set(T v) {
    ThreadState thread = ThreadState.get();
    Vars vars = thread.vars();
    Token<T> token = new Token<>(this, Vars.get(vars, this));
    thread.setVars(Vars.with(vars, this, v));
    return token;
  }

  /**
   * Gives the variable the value it had before the {@code set} that made the token.
   *
   * @throws IllegalArgumentException if the token is another variable's
   * @throws IllegalStateException if the token has been used
   */
  public void reset(Token<T> t) {
    Object old = Objects.requireNonNull(t, "t").use(this);
    ThreadState thread = ThreadState.get();
    thread.setVars(Vars.with(thread.vars(), this, old));
  }

  @SuppressWarnings("unchecked")
  private T cast(@Nullable Object value) {
    return (T) value;
  }

  @Override
  public String toString() {
    return "<ContextVar " + name + ">";
  }
}
