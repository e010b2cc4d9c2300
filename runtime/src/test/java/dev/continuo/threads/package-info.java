// SPDX-License-Identifier: Apache-2.0

/**
 * What other threads may call, called by several at once, thousands of times; open {@link
 * dev.continuo.threads.Threads} first.
 */
package dev.continuo.threads;
