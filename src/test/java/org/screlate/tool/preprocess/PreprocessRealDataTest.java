package org.screlate.tool.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Embedding;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.GraphFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.testing.OracleTable;
import org.screlate.testing.SharedData;
import org.screlate.tool.ToolRun;
import org.screlate.tool.import_.Import;

/** Real counts, against scanpy (src/test/oracles/preprocess.py) and against the genes that the published scCR chose. */
final class PreprocessRealDataTest {
    @TempDir
    Path folder;

    @Test
    void baronThroughAllStepsIsAsByScanpy() {
        preprocess("data/baron_mouse_1.h5ad", "--hvg", "1999");
        CellMatrix expression = CellMatrixFile.read(path("expression"));
        assertGenes(expression);
        assertComponents(EmbeddingFile.read(path("pca")));
        assertEdges(GraphFile.read(path("graph")).weights());
    }

    private static void assertGenes(CellMatrix expression) {
        OracleTable scanpy = oracle("baron_hvg");
        int[] chosen = expression.flaggedGenes("highly_variable");
        assertEquals(List.of(scanpy.texts("gene")), names(expression, chosen));
        double[] ours = ((Column.Real) expression.geneMetadata().column("dispersions_norm")).values();
        double[] theirs = scanpy.numbers("dispersions_norm");
        for (int i = 0; i < chosen.length; i++) {
            assertEquals(theirs[i], ours[chosen[i]], 1e-4 * Math.abs(theirs[i]));
        }
    }

    private static void assertComponents(Embedding pca) {
        OracleTable scanpy = oracle("baron_pca");
        DenseMatrix values = pca.values();
        for (int d = 0; d < 50; d++) {
            double[] theirs = scanpy.numbers("pc" + (d + 1));
            for (int c = 0; c < theirs.length; c++) {
                assertEquals(theirs[c], values.get(c, d), 1e-4 * Math.max(1, Math.abs(theirs[c])), "pc" + (d + 1));
            }
        }
        double[] variances = oracle("baron_variances").numbers("variance");
        for (int d = 0; d < 50; d++) {
            double squares = 0;
            for (int c = 0; c < values.rows(); c++) {
                squares += (double) values.get(c, d) * values.get(c, d);
            }
            assertEquals(variances[d], squares / (values.rows() - 1), 1e-4 * variances[d]);
        }
    }

    private static void assertEdges(SparseMatrix weights) {
        OracleTable scanpy = oracle("baron_graph");
        double[] sources = scanpy.numbers("source");
        double[] targets = scanpy.numbers("target");
        double[] theirs = scanpy.numbers("weight");
        assertEquals(theirs.length, weights.offsets()[100]);
        for (int e = 0; e < theirs.length; e++) {
            assertEquals(theirs[e], weights.get((int) sources[e], (int) targets[e]), 1e-3);
        }
    }

    // Ours compares variances in double precision, the published code in single; these sets do not differ by it.
    @ParameterizedTest
    @ValueSource(strings = {"baron_mouse_1.h5ad", "worm_neuron.h5ad"})
    void plainVarianceChoosesTheGenesOfScCr(String file) throws IOException {
        String name = file.substring(0, file.indexOf('.'));
        Path published = SharedData.require("reference/sccr/hvg/" + name + ".hvg2000_ascending_variance.txt.gz");
        preprocess("data/" + file, "--hvg-method", "variance", "--size-factors", "hvg");
        CellMatrix expression = CellMatrixFile.read(path("expression"));
        Set<String> ours = new TreeSet<>(names(expression, expression.flaggedGenes("highly_variable")));
        assertEquals(new TreeSet<>(lines(published)), ours);
    }

    private void preprocess(String data, String... options) {
        Path input = SharedData.require(data);
        String counts = path("counts").toString();
        run(new Import(), "--input", input.toString(), "--output", counts);
        List<String> arguments = new ArrayList<>(List.of("--cells", counts));
        for (String name : List.of("expression", "pca", "graph")) {
            String option = name.equals("expression") ? "--output" : "--" + name + "-output";
            arguments.addAll(List.of(option, path(name).toString()));
        }
        arguments.addAll(List.of(options));
        run(new Preprocess(), arguments.toArray(new String[0]));
    }

    private static void run(Callable<Integer> tool, String... arguments) {
        ToolRun run = ToolRun.of(tool, arguments);
        assertEquals(0, run.code(), run.error());
    }

    private Path path(String name) {
        return folder.resolve(name + ".arrow");
    }

    private static OracleTable oracle(String name) {
        return OracleTable.read(PreprocessRealDataTest.class, "/org/screlate/preprocess/" + name + ".tsv.gz");
    }

    private static List<String> names(CellMatrix matrix, int[] genes) {
        return Arrays.stream(genes).mapToObj(matrix.genes()::get).toList();
    }

    private static List<String> lines(Path path) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }
}
