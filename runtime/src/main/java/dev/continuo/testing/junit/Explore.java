// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs an {@link AsyncTest} under many schedules, as {@link dev.continuo.testing.Explorer} does. On
 * a test, or a class for all of its tests.
 *
 * <p>Each run has a test object of its own, made by the constructor, and its own
 * {@code @BeforeEach} and {@code @AfterEach}, on the loop. Other extensions do not see that object:
 * what they put into fields, such as {@code @TempDir}, take as a parameter. Under {@code
 * Lifecycle.PER_CLASS} the one object has to be reset by what comes before each.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Explore {

  /** The most schedules. */
  int schedules() default 100;

  /** The first seed. */
  long seed() default 0;

  /**
   * If not negative, schedules are not random, but all with at most so many deviations from the
   * order of arrival.
   */
  int deviations() default -1;

  /** The most steps of a run. */
  int maxSteps() default 10_000;

  /** By how many milliseconds timers may be late, and overtake each other. */
  long skewMillis() default 0;

  /** Runs only this: a seed, or a schedule, as a failure has printed it. */
  String replay() default "";
}
