// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test that returns what can be awaited, mostly an {@code @Async} method that returns {@code
 * Coroutine<Void>}, in a class that implements {@link AsyncTests}. Not private, not static.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AsyncTest {}
