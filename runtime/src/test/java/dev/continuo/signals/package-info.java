// SPDX-License-Identifier: Apache-2.0

/** Signals, interruptions and the end of the JVM; open {@code MainSignalsTest} first. */
package dev.continuo.signals;
