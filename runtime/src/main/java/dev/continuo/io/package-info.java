// SPDX-License-Identifier: Apache-2.0

/** Stub until the reader is merged. */
@NullMarked
package dev.continuo.io;

import org.jspecify.annotations.NullMarked;
