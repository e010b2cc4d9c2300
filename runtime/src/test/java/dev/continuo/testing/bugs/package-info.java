// SPDX-License-Identifier: Apache-2.0

/**
 * Classic bugs, each beside a program that does without; open {@link
 * dev.continuo.testing.bugs.ClassicBugsTest} first.
 */
package dev.continuo.testing.bugs;
