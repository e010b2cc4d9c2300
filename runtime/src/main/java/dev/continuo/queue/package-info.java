// SPDX-License-Identifier: Apache-2.0

/** Queues between the tasks of one loop; open {@link dev.continuo.queue.Queue} first. */
@NullMarked
package dev.continuo.queue;

import org.jspecify.annotations.NullMarked;
