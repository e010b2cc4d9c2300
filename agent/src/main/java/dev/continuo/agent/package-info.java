// SPDX-License-Identifier: Apache-2.0

/**
 * The Java agent and the command line, two doors to the weaver. Open {@link
 * dev.continuo.agent.ContinuoAgent} first.
 */
@NullMarked
package dev.continuo.agent;

import org.jspecify.annotations.NullMarked;
