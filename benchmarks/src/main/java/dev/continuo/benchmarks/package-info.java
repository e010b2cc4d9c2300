// SPDX-License-Identifier: Apache-2.0
/**
 * What coroutines cost, ours beside the state machine a person would write and beside the peers.
 * Open {@link dev.continuo.benchmarks.Library} first: the workloads.
 */
package dev.continuo.benchmarks;
