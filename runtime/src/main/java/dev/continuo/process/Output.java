// SPDX-License-Identifier: Apache-2.0
package dev.continuo.process;

import org.jspecify.annotations.Nullable;

/**
 * What a process has written, and how it ended.
 *
 * @param stdout its standard output; null if that is no pipe
 * @param stderr its standard error; null if that is no pipe
 * @param exitCode its exit code, as {@link Subprocess#exitCode}
 */
public record Output(byte @Nullable [] stdout, byte @Nullable [] stderr, int exitCode) {}
