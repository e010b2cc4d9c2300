// SPDX-License-Identifier: Apache-2.0

/**
 * The public names as a program outside of our packages uses them; open {@link
 * dev.continuo.contract.ApiContractTest} first.
 */
package dev.continuo.contract;
