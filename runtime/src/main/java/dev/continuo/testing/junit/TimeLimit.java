// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * How long a test may take, in virtual time; then it fails with a {@link
 * dev.continuo.testing.LivelockException}. On a test, or a class for all of its tests.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface TimeLimit {

  /** How long. */
  long value();

  /** In which unit. */
  TimeUnit unit() default TimeUnit.SECONDS;
}
