// SPDX-License-Identifier: Apache-2.0

/**
 * Connections, servers, datagrams and files for tasks; open {@link dev.continuo.io.Streams} first.
 */
@NullMarked
package dev.continuo.io;

import org.jspecify.annotations.NullMarked;
