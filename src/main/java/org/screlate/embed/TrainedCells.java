package org.screlate.embed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.data.TrainedModel;
import org.screlate.graph.CrossNeighbours;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.PrincipalAxes;
import org.screlate.matrix.Products;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * What the best epoch's model must know of the cells and genes of its training to place cells that were not there: thin
 * tables only, so that it grows with cells + genes.
 *
 * @param graph {@code [cells × cells]}, pruned
 * @param tables one a layer: over cells, before neighbours are summed, {@code [cells × width]}; over genes, after, {@code
 *     [genes × width]}
 * @param projected {@code [cells × hidden]}, what the head makes of each cell before neighbours are summed
 * @param axes principal ones of the expression, {@code [genes × components]}
 * @param points of the cells on these axes, {@code [cells × components]}
 * @param listens to how many of these cells a new one listens
 * @param stretch of scNET's coordinates after the components, as {@link JoinedCells}; NaN for scNET's alone
 */
public record TrainedCells(
        SparseMatrix graph,
        List<DenseMatrix> tables,
        DenseMatrix projected,
        DenseMatrix axes,
        DenseMatrix points,
        int listens,
        float stretch) {
    private static final String TABLE = "known/table";
    private static final String PROJECTED = "known/projected";
    private static final String AXES = "known/axes";
    private static final String POINTS = "known/points";
    private static final String OFFSETS = "known/graph.offsets";
    private static final String INDICES = "known/graph.indices";
    private static final String LISTENS = "known/listens";
    private static final String STRETCH = "known/stretch";

    static TrainedCells of(CellWalk walk, SparseMatrix graph, Matrix expression, Options options, Workers workers) {
        SparseMatrix x = expression.toSparse();
        DenseMatrix axes = axes(x, options, workers);
        // Not centred, here nor below: a shift of all cells changes no distance.
        DenseMatrix points = Products.multiply(x, axes, workers);
        return new TrainedCells(
                graph,
                walk.tables(),
                walk.projected(),
                axes,
                points,
                Math.min(options.listens, x.rows()),
                options.joined ? JoinedCells.stretch(points, walk.cells()) : Float.NaN);
    }

    /** Principal axes of expression, {@code [genes × components]}. */
    static DenseMatrix axes(SparseMatrix x, Options options, Workers workers) {
        int most = PrincipalAxes.limit(x.rows(), x.columns());
        return PrincipalAxes.of(x, Math.min(options.components, most), options.seed, workers)
                .loadings();
    }

    /** What is written of new cells: their components before scNET's coordinates, if those of the training had them. */
    public JoinedCells joined(Matrix others, DenseMatrix scnet, Workers workers) {
        return Float.isNaN(stretch)
                ? JoinedCells.alone(scnet)
                : JoinedCells.of(Products.multiply(others.toSparse(), axes, workers), points, scnet, stretch);
    }

    /** The cells of the training that each of some others is like. */
    SparseMatrix nearest(Matrix others, Workers workers) {
        return CrossNeighbours.of(Products.multiply(others.toSparse(), axes, workers), points, listens, workers);
    }

    /** As arrays by name. */
    Map<String, float[]> floats() {
        Map<String, float[]> floats =
                new HashMap<>(Map.of(PROJECTED, projected.values(), AXES, axes.values(), POINTS, points.values()));
        if (!Float.isNaN(stretch)) {
            floats.put(STRETCH, new float[] {stretch});
        }
        for (int l = 0; l < tables.size(); l++) {
            floats.put(TABLE + l, tables.get(l).values());
        }
        return floats;
    }

    /** As arrays by name. */
    Map<String, int[]> integers() {
        return Map.of(OFFSETS, graph.offsets(), INDICES, graph.indices(), LISTENS, new int[] {listens});
    }

    /** From these arrays, taken out of the map of floats; null if a model has none. */
    static @Nullable TrainedCells of(TrainedModel model, Map<String, float[]> floats, int cells, int genes) {
        if (!model.integers().containsKey(LISTENS)) {
            return null;
        }
        List<DenseMatrix> tables = new ArrayList<>();
        for (float[] table = floats.remove(TABLE + 0); table != null; table = floats.remove(TABLE + tables.size())) {
            tables.add(rows(tables.size() % 2 == 0 ? cells : genes, table));
        }
        int[] indices = model.integersOf(INDICES);
        float[] stretch = floats.remove(STRETCH);
        return new TrainedCells(
                new SparseMatrix(cells, cells, model.integersOf(OFFSETS), indices, new float[indices.length]),
                tables,
                rows(cells, floats.remove(PROJECTED)),
                rows(genes, floats.remove(AXES)),
                rows(cells, floats.remove(POINTS)),
                model.integersOf(LISTENS)[0],
                stretch == null ? Float.NaN : stretch[0]);
    }

    private static DenseMatrix rows(int rows, float @Nullable [] values) {
        if (values == null || rows == 0 || values.length % rows != 0) {
            throw new InvalidInputException("the model is damaged: a table of " + rows + " rows is absent or has "
                    + (values == null ? 0 : values.length) + " values; train it anew");
        }
        return new DenseMatrix(rows, values.length / rows, values);
    }

    /**
     * How new cells will find those that they are like.
     *
     * @param components of expression in which they are near; fewer if it has not as many
     * @param listens to how many each listens; to all of a smaller training
     * @param seed of the random start of the components
     * @param joined whether the components are written before scNET's coordinates
     */
    public record Options(int components, int listens, long seed, boolean joined) {
        /** Checks the numbers. */
        public Options {
            if (components < 1 || listens < 1) {
                throw new IllegalArgumentException(
                        "--components and --neighbours must be at least 1, not " + components + " and " + listens);
            }
        }
    }
}
