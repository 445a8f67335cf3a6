package org.screlate.impute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Progress;
import org.screlate.graph.Propagation.Convergence;
import org.screlate.matrix.BitMask;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** A method on the cells of each sample alone: nothing of one sample reaches another. */
public final class BySample implements Imputation {
    private final Imputation method;
    private final String column;
    private final Map<String, Imputation> fitted;

    /**
     * Wraps a method.
     *
     * @param column of the cell metadata, that names the sample of each cell
     */
    public BySample(Imputation method, String column) {
        this(method, column, Map.of());
    }

    private BySample(Imputation method, String column, Map<String, Imputation> fitted) {
        this.method = method;
        this.column = column;
        this.fitted = fitted;
    }

    @Override
    public long memoryBytes(CellMatrix expression, Workers workers) {
        long most = 0;
        for (int[] cells : samples(expression).values()) {
            most = Math.max(most, method.memoryBytes(expression.selectCells(cells), workers));
        }
        // A sparse result is some 1.3 times the input, and held twice while the samples are joined.
        long result = method.answersSparse()
                ? 3L * expression.values().toSparse().stored() * (Integer.BYTES + Float.BYTES)
                : Expression.memoryBytes(expression, 1, 0, workers);
        return most + result;
    }

    /** Checks every sample, before any work is done on one; the notes name those that are small. */
    @Override
    public Fitted fittedTo(CellMatrix expression, Relations relations, Set<String> adaptable) {
        Map<String, Imputation> methods = new TreeMap<>();
        List<String> notes = new ArrayList<>();
        samples(expression).forEach((sample, cells) -> {
            Fitted one = named(sample, () -> {
                CellMatrix part = expression.selectCells(cells);
                Expression.of(part);
                return method.fittedTo(part, relations, adaptable);
            });
            methods.put(sample, one.method());
            one.notes().forEach(note -> notes.add(column + " '" + sample + "' has " + note));
        });
        return new Fitted(new BySample(method, column, methods), notes);
    }

    /** As the method, in the order of the cells; refuses a graph given, which knows no samples. */
    @Override
    public Imputed impute(CellMatrix expression, Relations relations, Workers workers, Progress progress) {
        if (relations.graph() != null) {
            throw new IllegalArgumentException("a graph of all cells for samples on their own");
        }
        Map<String, int[]> samples = samples(expression);
        List<Imputed> parts = new ArrayList<>();
        Convergence convergence = Convergence.NONE;
        for (Map.Entry<String, int[]> sample : samples.entrySet()) {
            Imputation own = fitted.getOrDefault(sample.getKey(), method);
            CellMatrix cells = expression.selectCells(sample.getValue());
            parts.add(named(sample.getKey(), () -> own.impute(cells, relations, workers, Progress.SILENT)));
            convergence = convergence.and(parts.get(parts.size() - 1).convergence());
            progress.at("samples", parts.size(), samples.size());
        }
        List<CellMatrix> layers = new ArrayList<>();
        for (int layer = 0; layer < parts.get(0).layers().size(); layer++) {
            int each = layer;
            layers.add(joined(
                    expression,
                    List.copyOf(samples.values()),
                    parts.stream().map(part -> part.layers().get(each)).toList()));
        }
        return new Imputed(layers, convergence);
    }

    /** Work on a sample, whose name is told where it fails. */
    private interface Work<T> {
        T run();
    }

    private <T> T named(String sample, Work<T> work) {
        try {
            return work.run();
        } catch (InvalidInputException e) {
            throw new InvalidInputException(column + " '" + sample + "': " + e.getMessage(), e);
        }
    }

    /** One layer of all samples. */
    private static CellMatrix joined(CellMatrix expression, List<int[]> samples, List<CellMatrix> parts) {
        boolean sparse = parts.get(0).values() instanceof SparseMatrix;
        CellMatrix all = expression.withValues(
                sparse ? rows(expression, samples, parts) : dense(expression, samples, parts),
                parts.get(0).layer());
        BitMask filled = parts.get(0).imputed() == null ? null : mask(expression, samples, parts);
        return filled == null ? all : all.withImputed(filled);
    }

    private static DenseMatrix dense(CellMatrix expression, List<int[]> samples, List<CellMatrix> parts) {
        DenseMatrix values =
                DenseMatrix.zeros(expression.cells().size(), expression.genes().size());
        for (int s = 0; s < parts.size(); s++) {
            DenseMatrix part = parts.get(s).values().toDense();
            for (int r = 0; r < part.rows(); r++) {
                System.arraycopy(
                        part.values(),
                        part.offset(r),
                        values.values(),
                        values.offset(samples.get(s)[r]),
                        part.columns());
            }
        }
        return values;
    }

    private static SparseMatrix rows(CellMatrix expression, List<int[]> samples, List<CellMatrix> parts) {
        int[] sampleOf = new int[expression.cells().size()];
        int[] rowOf = new int[sampleOf.length];
        int[] offsets = new int[sampleOf.length + 1];
        for (int s = 0; s < parts.size(); s++) {
            int[] cells = samples.get(s);
            int[] own = parts.get(s).values().toSparse().offsets();
            for (int r = 0; r < cells.length; r++) {
                sampleOf[cells[r]] = s;
                rowOf[cells[r]] = r;
                offsets[cells[r] + 1] = own[r + 1] - own[r];
            }
        }
        for (int c = 0; c < sampleOf.length; c++) {
            offsets[c + 1] = Math.addExact(offsets[c + 1], offsets[c]);
        }
        int[] indices = new int[offsets[sampleOf.length]];
        float[] values = new float[indices.length];
        for (int c = 0; c < sampleOf.length; c++) {
            SparseMatrix part = parts.get(sampleOf[c]).values().toSparse();
            int from = part.offsets()[rowOf[c]];
            int length = offsets[c + 1] - offsets[c];
            System.arraycopy(part.indices(), from, indices, offsets[c], length);
            System.arraycopy(part.values(), from, values, offsets[c], length);
        }
        return new SparseMatrix(sampleOf.length, expression.genes().size(), offsets, indices, values);
    }

    private static BitMask mask(CellMatrix expression, List<int[]> samples, List<CellMatrix> parts) {
        BitMask filled =
                new BitMask(expression.cells().size(), expression.genes().size());
        for (int s = 0; s < parts.size(); s++) {
            @Nullable BitMask own = parts.get(s).imputed();
            int[] cells = samples.get(s);
            for (int r = 0; own != null && r < cells.length; r++) {
                for (int g = 0; g < expression.genes().size(); g++) {
                    if (own.get(r, g)) {
                        filled.set(cells[r], g);
                    }
                }
            }
        }
        return filled;
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
