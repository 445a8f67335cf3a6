package org.screlate.impute;

import java.util.List;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.graph.Propagation.Convergence;

/**
 * What a method answers.
 *
 * @param layers of the same cells and genes, the one asked for first
 * @param convergence of the propagations they come from; none of a method that does not propagate
 */
public record Imputed(List<CellMatrix> layers, Convergence convergence) {
    /** One layer. */
    static Imputed of(CellMatrix cells, Convergence convergence) {
        return new Imputed(List.of(cells), convergence);
    }

    /** The layer asked for first. */
    public CellMatrix cells() {
        return layers.get(0);
    }

    /** One of the layers. */
    public CellMatrix of(Layer layer) {
        return layers.stream()
                .filter(cells -> cells.layer() == layer)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the method did not make the layer " + layer.word()));
    }
}
