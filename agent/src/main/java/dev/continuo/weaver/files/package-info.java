// SPDX-License-Identifier: Apache-2.0

/**
 * Weaving of class files where they lie: what every door needs around the weaver. Open {@link
 * dev.continuo.weaver.files.FileWeaver} first.
 */
@NullMarked
package dev.continuo.weaver.files;

import org.jspecify.annotations.NullMarked;
