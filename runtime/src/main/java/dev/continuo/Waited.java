// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.Set;

/**
 * What {@link Asyncio#waitUntil} gives; both sets keep the order of its argument.
 *
 * @param done the futures that are done
 * @param pending the others, none of them cancelled
 */
public record Waited<F>(Set<F> done, Set<F> pending) {}
