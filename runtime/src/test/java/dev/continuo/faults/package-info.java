// SPDX-License-Identifier: Apache-2.0

/**
 * Programs that are cancelled at every step; open {@link dev.continuo.faults.CancelEveryStep}
 * first.
 */
package dev.continuo.faults;
