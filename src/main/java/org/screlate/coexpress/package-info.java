/**
 * How genes depend on each other, pair by pair, and whether that differs between groups of cells: the zero-inflated
 * negative binomial copula model with subject-level random effects, and simpler measures to compare it with.
 */
@NullMarked
package org.screlate.coexpress;

import org.jspecify.annotations.NullMarked;
