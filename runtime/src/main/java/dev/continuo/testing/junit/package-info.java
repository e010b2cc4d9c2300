// SPDX-License-Identifier: Apache-2.0

/**
 * Tests with JUnit Jupiter, 5.10 or later and 6; open {@link dev.continuo.testing.junit.AsyncTests}
 * first. Nothing else in Continuo needs JUnit, and nothing here is loaded without it.
 */
@NullMarked
package dev.continuo.testing.junit;

import org.jspecify.annotations.NullMarked;
