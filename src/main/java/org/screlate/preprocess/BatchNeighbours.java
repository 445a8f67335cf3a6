package org.screlate.preprocess;

import java.util.Arrays;
import java.util.List;
import org.screlate.data.CellGraph;
import org.screlate.data.Embedding;
import org.screlate.data.InvalidInputException;
import org.screlate.graph.GroupNeighbours;
import org.screlate.matrix.Workers;

/** Each cell and those nearest to it in every batch, so that batches are joined wherever they hold like cells. */
public final class BatchNeighbours {
    private final Options options;

    /** Creates it; nothing is computed until {@link #build}. */
    public BatchNeighbours(Options options) {
        this.options = options;
    }

    /**
     * Builds the graph; symmetric, all weights 1.
     *
     * @param batches one a cell
     */
    public CellGraph build(Embedding points, String[] batches, Workers workers) {
        List<String> names = Arrays.stream(batches).distinct().sorted().toList();
        if (names.size() < 2) {
            throw new InvalidInputException("all cells are of one batch, '" + names.get(0) + "'; leave out --batch");
        }
        int[] groups = Arrays.stream(batches).mapToInt(names::indexOf).toArray();
        return new CellGraph(
                points.cells(),
                GroupNeighbours.of(points.values(), groups, options.number, workers),
                "batch-balanced knn",
                points.provenance());
    }

    /**
     * Settings.
     *
     * @param number of neighbours of a cell in each batch, the cell itself not counted
     */
    public record Options(int number) {
        /** As BBKNN, of which the cell itself is one in its own batch. */
        public static final Options DEFAULTS = new Options(3);

        /** Checks the number. */
        public Options {
            if (number < 1) {
                throw new IllegalArgumentException("batch neighbours < 1: " + number);
            }
        }
    }
}
