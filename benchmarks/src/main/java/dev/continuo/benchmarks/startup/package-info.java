// SPDX-License-Identifier: Apache-2.0
/**
 * What the agent adds to the start of an application and the processor to its compilation. Open
 * {@link dev.continuo.benchmarks.startup.Startup} first.
 */
package dev.continuo.benchmarks.startup;
