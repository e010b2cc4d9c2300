// SPDX-License-Identifier: Apache-2.0

/** Tests of the JUnit extension; open {@link dev.continuo.testing.junit.ExampleTest} first. */
package dev.continuo.testing.junit;
