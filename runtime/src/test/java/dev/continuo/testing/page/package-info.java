// SPDX-License-Identifier: Apache-2.0

/** The examples of docs/testing.md; {@link dev.continuo.testing.page.TestingPageTest} runs them. */
package dev.continuo.testing.page;
