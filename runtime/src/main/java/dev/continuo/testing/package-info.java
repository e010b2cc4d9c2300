// SPDX-License-Identifier: Apache-2.0

/** Running coroutines in virtual time; open {@link dev.continuo.testing.TestLoop} first. */
@NullMarked
package dev.continuo.testing;

import org.jspecify.annotations.NullMarked;
