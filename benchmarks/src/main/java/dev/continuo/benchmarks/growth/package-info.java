// SPDX-License-Identifier: Apache-2.0
/**
 * How cost grows with the number of tasks and the depth of calls, as CSV and plots. Open {@link
 * dev.continuo.benchmarks.growth.Growth} first.
 */
package dev.continuo.benchmarks.growth;
