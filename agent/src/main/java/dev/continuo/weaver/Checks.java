// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.List;

/** All checks of bytecode, in the order in which a method is put to them. */
public final class Checks {
  static final List<Check> ALL =
      List.of(
          new AwaitNotWoven(),
          new AwaitWhileLocked(),
          new AsyncWithoutBody(),
          new SynchronizedAsync(),
          new NotAwaitable(),
          new EmitOutsideGenerator(),
          new DroppedCoroutine(),
          new UnusedCoroutine(),
          new BlockingCall(),
          new RunInCoroutine());

  private Checks() {}

  /** The names of the checks, each that of its documentation and of its suppression. */
  public static List<String> names() {
    return ALL.stream().map(Check::name).toList();
  }
}
