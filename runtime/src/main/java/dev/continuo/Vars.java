// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of the context variables: immutable, so that a copy costs nothing. Programs have few
 * variables; a scan of an array beats a tree.
 */
final class Vars {

  /** Stands for a variable without a value. */
  static final Object UNSET = new Object();

  /** Variable, value, variable, value ... */
  private final @Nullable Object[] pairs;

  private Vars(@Nullable Object[] pairs) {
    this.pairs = pairs;
  }

  static @Nullable Object get(@Nullable Vars vars, ContextVar<?> variable) {
    if (vars != null) {
      for (int i = 0; i < vars.pairs.length; i += 2) {
        if (vars.pairs[i] == variable) {
          return vars.pairs[i + 1];
        }
      }
    }
    return UNSET;
  }

  static Vars with(@Nullable Vars vars, ContextVar<?> variable, @Nullable Object value) {
    @Nullable Object[] old = vars == null ? new Object[0] : vars.pairs;
    int i = 0;
    while (i < old.length && old[i] != variable) {
      i += 2;
    }
    @Nullable Object[] pairs = Arrays.copyOf(old, Math.max(old.length, i + 2));
    pairs[i] = variable;
    pairs[i + 1] = value;
    return new Vars(pairs);
  }
}
