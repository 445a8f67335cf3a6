package org.screlate.matrix;

/**
 * Factors of a step of {@link Products#recurInPlace}.
 *
 * @param move of the product
 * @param back of what it was made from
 * @param pull of the start
 */
public record Recurrence(float move, float back, float pull) {}
