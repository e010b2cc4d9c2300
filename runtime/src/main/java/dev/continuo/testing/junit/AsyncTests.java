// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.junit;

import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For test classes with {@link AsyncTest} methods.
 *
 * <pre>{@code
 * class AccountTest implements AsyncTests {
 *   @AsyncTest
 *   @Async
 *   Coroutine<Void> depositsAddUp(TestLoop loop) {
 *     await(account.deposit(10));
 *     ...
 *   }
 * }
 * }</pre>
 *
 * <p>Each runs on a {@link dev.continuo.testing.TestLoop} of its own, in virtual time, and fails if
 * it leaves something behind, as {@link dev.continuo.testing.StrictRunner} says; {@link TimeLimit}
 * and {@link Explore} say more. JUnit's own methods stay what they are; those and the methods here
 * may have the loop as a parameter, and whatever other extensions offer.
 *
 * <p>JUnit runs no method that returns something as a test. So there is one method that it knows,
 * {@link #async}, with an invocation for each of ours: that is how reports name them, and
 * {@code @DisplayName} and {@code @Disabled} work. To run one alone, {@code -Dcontinuo.test=name}.
 */
@ExtendWith(ContinuoExtension.class)
public interface AsyncTests {

  /** Called by JUnit for each {@link AsyncTest} method; the extension runs that instead. */
  @TestTemplate
  default void async() {
    throw new IllegalStateException("async() runs as a test only, by ContinuoExtension");
  }
}
