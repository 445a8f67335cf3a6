package org.screlate.preprocess;

import org.screlate.data.CellGraph;
import org.screlate.data.Embedding;
import org.screlate.data.InvalidInputException;
import org.screlate.graph.FuzzyGraph;
import org.screlate.matrix.Workers;

/** Each cell and those nearest to it by Euclidean distance, found exactly and weighted by {@link FuzzyGraph}. */
public final class CellNeighbours {
    private final Options options;

    /** Creates it; nothing is computed until {@link #build}. */
    public CellNeighbours(Options options) {
        this.options = options;
    }

    /** Builds the graph; symmetric, weights in (0, 1], higher is closer. */
    public CellGraph build(Embedding points, Workers workers) {
        int cells = points.cells().size();
        if (options.number > cells) {
            throw new InvalidInputException(options.number + " neighbours (the cell itself counted) of " + cells
                    + " cells: at most " + cells + " can be had; lower --neighbours");
        }
        return new CellGraph(
                points.cells(), FuzzyGraph.of(points.values(), options.number, workers), "knn", points.provenance());
    }

    /**
     * Settings.
     *
     * @param number of neighbours, the cell itself counted as in scanpy and UMAP
     */
    public record Options(int number) {
        /** As scanpy. */
        public static final Options DEFAULTS = new Options(15);

        /** Checks the number. */
        public Options {
            if (number < 2) {
                throw new IllegalArgumentException("neighbours < 2 (the cell itself is counted): " + number);
            }
        }
    }
}
