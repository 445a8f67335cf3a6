package org.screlate.impute;

import org.screlate.data.CellMatrix;
import org.screlate.graph.Propagation.Convergence;

/**
 * What a method answers.
 *
 * @param cells the values
 * @param convergence of the propagations they come from; none of a method that does not propagate
 */
public record Imputed(CellMatrix cells, Convergence convergence) {}
