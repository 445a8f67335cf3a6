package org.screlate.preprocess;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.testing.OracleTable;

/** The small matrix of src/test/oracles/preprocess.py and what scanpy made of it. */
final class Reference {
    private Reference() {}

    static OracleTable of(String name) {
        return OracleTable.read(Reference.class, name + ".tsv.gz");
    }

    /** 100 cells, one of them empty, 180 genes, one of them empty. */
    static CellMatrix smallCounts() {
        OracleTable table = of("small_counts");
        List<String> genes = table.names().subList(1, table.names().size());
        DenseMatrix values = DenseMatrix.zeros(table.rows().size(), genes.size());
        for (int c = 0; c < values.rows(); c++) {
            for (int g = 0; g < values.columns(); g++) {
                values.set(c, g, Float.parseFloat(table.rows().get(c)[g + 1]));
            }
        }
        return CellMatrix.of(List.of(table.texts("cell")), genes, values.toSparse(), Layer.COUNTS);
    }

    /** The same through the filters and normalised to the median, as scanpy's figures after that need it. */
    static Preprocessing.Result small() {
        Preprocessing.Options defaults = Preprocessing.Options.DEFAULTS;
        return new Preprocessing(new Preprocessing.Options(
                        defaults.quality(),
                        defaults.outlying(),
                        defaults.filter(),
                        defaults.librarySize(),
                        defaults.sizeFactors(),
                        new HighlyVariableGenes.Options(HighlyVariableGenes.Method.SEURAT, 60),
                        null))
                .run(smallCounts());
    }

    /** A whole table as numbers, {@code [rows × columns]}. */
    static double[][] matrix(String name) {
        return of(name).rows().stream()
                .map(row -> Arrays.stream(row).mapToDouble(Double::parseDouble).toArray())
                .toArray(double[][]::new);
    }

    /** A table of edges as a graph. */
    static SparseMatrix graph(String name, int nodes) {
        OracleTable edges = of(name);
        int[] sources =
                Arrays.stream(edges.numbers("source")).mapToInt(n -> (int) n).toArray();
        int[] targets =
                Arrays.stream(edges.numbers("target")).mapToInt(n -> (int) n).toArray();
        int[] offsets = new int[nodes + 1];
        Arrays.stream(sources).forEach(source -> offsets[source + 1]++);
        IntStream.range(0, nodes).forEach(n -> offsets[n + 1] += offsets[n]);
        double[] read = edges.numbers("weight");
        float[] weights = new float[read.length];
        for (int e = 0; e < weights.length; e++) {
            weights[e] = (float) read[e];
        }
        return new SparseMatrix(nodes, nodes, offsets, targets, weights);
    }
}
