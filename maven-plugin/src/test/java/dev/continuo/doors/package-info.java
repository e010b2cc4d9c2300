// SPDX-License-Identifier: Apache-2.0

/** Every door tried from outside, as a user's build would. Open JavacDoorTest first. */
package dev.continuo.doors;
