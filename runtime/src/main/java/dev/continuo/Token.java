// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/** Undoes one {@link ContextVar#set}. */
public final class Token<T extends @Nullable Object> {

  private final ContextVar<T> variable;
  private final @Nullable Object old;
  private boolean used;

  Token(ContextVar<T> variable, @Nullable Object old) {
    this.variable = variable;
    this.old = old;
  }

  @Nullable Object use(ContextVar<?> resetting) {
    if (resetting != variable) {
      throw new IllegalArgumentException(this + " was created by a different ContextVar");
    }
    if (used) {
      throw new IllegalStateException(this + " has already been used once");
    }
    used = true;
    return old;
  }

  @Override
  public String toString() {
    return "<Token of " + variable + ">";
  }
}
