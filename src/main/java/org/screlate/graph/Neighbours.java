package org.screlate.graph;

/**
 * The k nearest other points of each point, best first, ties by lower index.
 *
 * @param rows number of points
 * @param k neighbours of each
 * @param indices {@code [rows × k]}
 * @param values {@code [rows × k]}, cosine similarity or Euclidean distance
 */
public record Neighbours(int rows, int k, int[] indices, float[] values) {}
