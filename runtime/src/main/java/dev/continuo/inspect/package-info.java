// SPDX-License-Identifier: Apache-2.0

/** Looking inside running programs; open {@link dev.continuo.inspect.CallGraph} first. */
@NullMarked
package dev.continuo.inspect;

import org.jspecify.annotations.NullMarked;
