// SPDX-License-Identifier: Apache-2.0

/**
 * What several threads may do to a loop, under jcstress; open {@link
 * dev.continuo.jcstress.ExecuteFromTwoThreads} first.
 */
package dev.continuo.jcstress;
