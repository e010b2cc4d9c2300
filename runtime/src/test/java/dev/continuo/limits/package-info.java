// SPDX-License-Identifier: Apache-2.0

/** How much, how deep, how long: what coroutines take of memory and stack. */
package dev.continuo.limits;
