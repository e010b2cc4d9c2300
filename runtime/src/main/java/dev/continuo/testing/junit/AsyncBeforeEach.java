// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * As {@link org.junit.jupiter.api.BeforeEach}, but awaited, on the loop of the test, before each
 * {@link AsyncTest} and in each run of one that is explored. Methods of superclasses come first.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AsyncBeforeEach {}
