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
        if (options.number >= cells) {
            throw new InvalidInputException(options.number + " neighbours of a cell among " + cells + ": at most "
                    + (cells - 1) + " can be had; lower --neighbours");
        }
        return new CellGraph(
                points.cells(),
                FuzzyGraph.of(points.values(), options.number + 1, workers),
                "knn",
                points.provenance());
    }

    /**
     * Settings.
     *
     * @param number of neighbours, the cell itself not counted (scanpy and UMAP count it)
     */
    public record Options(int number) {
        /** As scanpy, whose 15 count the cell itself. */
        public static final Options DEFAULTS = new Options(14);

        /** Checks the number. */
        public Options {
            if (number < 1) {
                throw new IllegalArgumentException("neighbours < 1: " + number);
            }
        }
    }
}
