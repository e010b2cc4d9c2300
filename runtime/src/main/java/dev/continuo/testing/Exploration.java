// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing;

/**
 * What an exploration that found no failure has covered.
 *
 * @param schedules how many schedules were run
 * @param distinct how many of them differed in the order of steps
 * @param complete whether these were all within the bound on deviations; never of random ones
 * @param longest the most steps that a schedule took
 */
public record Exploration(int schedules, int distinct, boolean complete, int longest) {}
