// SPDX-License-Identifier: Apache-2.0
package dev.continuo.spi;

import java.lang.invoke.MethodHandle;

/**
 * What {@link DirectCall} must know of a woven method.
 *
 * @param body takes the receiver, if there is one, the arguments, the task and a frame or null
 * @param unchanged takes nothing and gives a boolean: whether the class is as it was when this was
 *     first asked
 */
public record DirectBody(MethodHandle body, MethodHandle unchanged) {}
