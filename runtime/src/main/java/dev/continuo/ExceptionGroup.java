// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Several exceptions that were thrown side by side; each is also a suppressed exception. */
public final class ExceptionGroup extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String text;
  private final transient List<Throwable> exceptions;

  /**
   * A group of at least one exception.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ExceptionGroup(String message, List<? extends Throwable> exceptions) {
    super(Objects.requireNonNull(message, "message") + count(exceptions));
    this.text = message;
    this.exceptions = List.copyOf(exceptions);
    for (Throwable exception : exceptions) {
      addSuppressed(exception);
    }
  }

  /** The exceptions, in the order they were thrown. */
  public List<Throwable> exceptions() {
    return exceptions;
  }

  /** The part of this group, nested alike, whose exceptions match; null if none does. */
  public @Nullable ExceptionGroup subgroup(Predicate<? super Throwable> matching) {
    Objects.requireNonNull(matching, "matching");
    if (matching.test(this)) {
      return this;
    }
    List<Throwable> kept = new ArrayList<>();
    for (Throwable exception : exceptions) {
      Throwable part = matching.test(exception) ? exception : null;
      if (part == null && exception instanceof ExceptionGroup group) {
        part = group.subgroup(matching);
      }
      if (part != null) {
        kept.add(part);
      }
    }
    if (kept.isEmpty()) {
      return null;
    }
    return kept.equals(exceptions) ? this : new ExceptionGroup(text, kept);
  }

  /** The exceptions that match and the rest; either part may be null. */
  public Split split(Predicate<? super Throwable> matching) {
    Objects.requireNonNull(matching, "matching");
    ExceptionGroup match = subgroup(matching);
    return new Split(match, match == this ? null : rest(matching));
  }

  private @Nullable ExceptionGroup rest(Predicate<? super Throwable> matching) {
    List<Throwable> kept = new ArrayList<>();
    for (Throwable exception : exceptions) {
      if (matching.test(exception)) {
        continue;
      }
      Throwable part = exception instanceof ExceptionGroup group ? group.rest(matching) : exception;
      if (part != null) {
        kept.add(part);
      }
    }
    return kept.isEmpty() ? null : new ExceptionGroup(text, kept);
  }

  private static String count(List<? extends Throwable> exceptions) {
    int n = Objects.requireNonNull(exceptions, "exceptions").size();
    if (n == 0) {
      throw new IllegalArgumentException("an ExceptionGroup needs at least one exception, got []");
    }
    return n == 1 ? " (1 sub-exception)" : " (" + n + " sub-exceptions)";
  }

  /** The two parts of a split group; each may be null. */
  public record Split(@Nullable ExceptionGroup matching, @Nullable ExceptionGroup rest) {}
}
