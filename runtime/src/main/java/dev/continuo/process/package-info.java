// SPDX-License-Identifier: Apache-2.0

/** Child processes; open {@link dev.continuo.process.Subprocess} first. */
@NullMarked
package dev.continuo.process;

import org.jspecify.annotations.NullMarked;
