// SPDX-License-Identifier: Apache-2.0
/**
 * What an await costs, beside a state machine written by hand. Open {@link
 * dev.continuo.benchmarks.AwaitBenchmark} first.
 */
package dev.continuo.benchmarks;
