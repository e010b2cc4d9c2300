// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/**
 * How a future ended when that is not simply a value: null, a failure or a cancellation. Also what
 * is delivered to a coroutine that is resumed.
 */
abstract sealed class Settled {

  static final Settled NULL = new Null();

  /** The value, or throws. */
  abstract @Nullable Object get() throws Throwable;

  static Object encode(@Nullable Object value) {
    return value == null ? NULL : value;
  }

  private static final class Null extends Settled {
    @Override
    @Nullable Object get() {
      return null;
    }
  }

  /** An exception on its way out through the frames of one task. */
  static final class Raised extends Settled {
    final Throwable exception;

    Raised(Throwable exception) {
      this.exception = exception;
    }

    @Override
    @Nullable Object get() throws Throwable {
      throw exception;
    }
  }

  /** An exception, thrown as it is to everyone who asks. */
  static final class Failure extends Settled {
    final Throwable exception;

    /** Where the trace ended when this failed; null if not known; see {@link Traces}. */
    @Nullable StackTraceElement end;

    /** Set until somebody has seen the exception. */
    @Nullable Unretrieved unretrieved;

    Failure(Throwable exception) {
      this.exception = exception;
    }

    @Override
    @Nullable Object get() throws Throwable {
      throw retrieve();
    }

    /** The same failure, of another future. */
    Failure passedOn() {
      Failure failure = new Failure(retrieve());
      failure.end = end;
      return failure;
    }

    Throwable retrieve() {
      if (unretrieved != null) {
        unretrieved.forget();
        unretrieved = null;
      }
      return exception;
    }
  }

  /** A cancellation; its error is made when somebody asks. */
  static final class Cancelled extends Settled {
    final @Nullable String message;
    private @Nullable CancelledError error;

    Cancelled(@Nullable String message) {
      this.message = message;
    }

    Cancelled(CancelledError error) {
      this.message = error.getMessage();
      this.error = error;
    }

    @Override
    @Nullable Object get() {
      throw error();
    }

    CancelledError error() {
      CancelledError e = error;
      if (e == null) {
        e = new CancelledError(message);
        error = e;
      }
      return e;
    }
  }
}
