// SPDX-License-Identifier: Apache-2.0

/** What woven code calls, and nothing for users; open {@link dev.continuo.spi.Suspension} first. */
@NullMarked
package dev.continuo.spi;

import org.jspecify.annotations.NullMarked;
