package org.screlate.preprocess;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;

/** A table of src/test/oracles/preprocess.py: a line that says what made it, a header, rows. */
record Reference(List<String> header, List<String[]> rows) {
    static Reference of(String name) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(Reference.class.getResourceAsStream(name + ".tsv.gz"))),
                StandardCharsets.UTF_8))) {
            List<String> lines = in.lines().toList();
            return new Reference(
                    List.of(lines.get(1).split("\t")),
                    lines.stream().skip(2).map(line -> line.split("\t", -1)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The small matrix: 100 cells, one of them empty, 180 genes, one of them empty. */
    static CellMatrix smallCounts() {
        Reference table = of("small_counts");
        List<String> genes = table.header.subList(1, table.header.size());
        DenseMatrix values = DenseMatrix.zeros(table.rows.size(), genes.size());
        for (int c = 0; c < values.rows(); c++) {
            for (int g = 0; g < values.columns(); g++) {
                values.set(c, g, Float.parseFloat(table.rows.get(c)[g + 1]));
            }
        }
        return CellMatrix.of(List.of(table.text("cell")), genes, values.toSparse(), Layer.COUNTS);
    }

    /** The same through the filters and normalised to the median, as scanpy's figures after that need it. */
    static Preprocessing.Result small() {
        Preprocessing.Options defaults = Preprocessing.Options.DEFAULTS;
        return new Preprocessing(new Preprocessing.Options(
                        defaults.quality(),
                        defaults.filter(),
                        defaults.librarySize(),
                        defaults.sizeFactors(),
                        new HighlyVariableGenes.Options(HighlyVariableGenes.Method.SEURAT, 60)))
                .run(smallCounts());
    }

    String[] text(String column) {
        int index = header.indexOf(column);
        return rows.stream().map(row -> row[index]).toArray(String[]::new);
    }

    /** A column of numbers; NaN where it is empty. */
    double[] numbers(String column) {
        return Arrays.stream(text(column))
                .mapToDouble(text -> text.isEmpty() ? Double.NaN : Double.parseDouble(text))
                .toArray();
    }

    /** All of it as numbers, {@code [rows × columns]}. */
    double[][] matrix() {
        return rows.stream()
                .map(row -> Arrays.stream(row).mapToDouble(Double::parseDouble).toArray())
                .toArray(double[][]::new);
    }

    /** Edges, one a row, as a graph. */
    SparseMatrix graph(int nodes) {
        int[] sources =
                Arrays.stream(text("source")).mapToInt(Integer::parseInt).toArray();
        int[] offsets = new int[nodes + 1];
        for (int source : sources) {
            offsets[source + 1]++;
        }
        IntStream.range(0, nodes).forEach(n -> offsets[n + 1] += offsets[n]);
        float[] weights = new float[sources.length];
        double[] read = numbers("weight");
        for (int e = 0; e < weights.length; e++) {
            weights[e] = (float) read[e];
        }
        return new SparseMatrix(
                nodes,
                nodes,
                offsets,
                Arrays.stream(text("target")).mapToInt(Integer::parseInt).toArray(),
                weights);
    }
}
