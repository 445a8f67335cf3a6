package org.screlate.impute;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Progress;
import org.screlate.graph.Propagation.Convergence;
import org.screlate.matrix.BitMask;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/** A method on the cells of each sample alone: nothing of one sample reaches another. */
public final class BySample implements Imputation {
    private final Imputation method;
    private final String column;

    /**
     * Wraps a method.
     *
     * @param column of the cell metadata, that names the sample of each cell
     */
    public BySample(Imputation method, String column) {
        this.method = method;
        this.column = column;
    }

    @Override
    public long memoryBytes(CellMatrix expression, Workers workers) {
        long most = 0;
        for (int[] cells : samples(expression).values()) {
            most = Math.max(most, method.memoryBytes(expression.selectCells(cells), workers));
        }
        return most + Expression.memoryBytes(expression, 1, 0, workers);
    }

    /** As the method, in the order of the cells; refuses a graph given, which knows no samples. */
    @Override
    public Imputed impute(CellMatrix expression, Relations relations, Workers workers, Progress progress) {
        if (relations.graph() != null) {
            throw new IllegalArgumentException("a graph of all cells for samples on their own");
        }
        Map<String, int[]> samples = samples(expression);
        DenseMatrix values =
                DenseMatrix.zeros(expression.cells().size(), expression.genes().size());
        BitMask filled = new BitMask(values.rows(), values.columns());
        Layer layer = expression.layer();
        Convergence convergence = Convergence.NONE;
        boolean masked = false;
        int done = 0;
        for (Map.Entry<String, int[]> sample : samples.entrySet()) {
            Imputed part = part(sample.getKey(), expression.selectCells(sample.getValue()), relations, workers);
            put(part.cells(), sample.getValue(), values, filled);
            layer = part.cells().layer();
            masked |= part.cells().imputed() != null;
            convergence = convergence.and(part.convergence());
            progress.at("samples", ++done, samples.size());
        }
        CellMatrix all = expression.withValues(values, layer);
        return new Imputed(masked ? all.withImputed(filled) : all, convergence);
    }

    private Imputed part(String sample, CellMatrix cells, Relations relations, Workers workers) {
        try {
            return method.impute(cells, relations, workers, Progress.SILENT);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(column + " '" + sample + "': " + e.getMessage(), e);
        }
    }

    private static void put(CellMatrix part, int[] cells, DenseMatrix values, BitMask filled) {
        DenseMatrix dense = part.values().toDense();
        BitMask mask = part.imputed();
        for (int r = 0; r < cells.length; r++) {
            System.arraycopy(
                    dense.values(), dense.offset(r), values.values(), values.offset(cells[r]), dense.columns());
            for (int g = 0; mask != null && g < dense.columns(); g++) {
                if (mask.get(r, g)) {
                    filled.set(cells[r], g);
                }
            }
        }
    }

    /** The cells of each sample, by its name. */
    private Map<String, int[]> samples(CellMatrix expression) {
        String[] labels = expression.cellMetadata().labels(column);
        Map<String, int[]> samples = new TreeMap<>();
        for (String label : Arrays.stream(labels).distinct().toList()) {
            samples.put(
                    label,
                    IntStream.range(0, labels.length)
                            .filter(c -> labels[c].equals(label))
                            .toArray());
        }
        return samples;
    }
}
