// SPDX-License-Identifier: Apache-2.0

/**
 * asyncio programs in Java that must print what CPython printed; open {@link
 * dev.continuo.traces.Scenarios} first.
 */
package dev.continuo.traces;
