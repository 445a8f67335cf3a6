package org.screlate.impute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.testing.SharedData;

/** Each stage of the published code, run on 300 cells × 400 genes of Baron et al.; stages are those of its debugger. */
final class SccrParityTest {
    private static final double TOLERANCE = 5e-5;

    private static final Map<String, String> STAGES = Map.of(
            "x1", "s1_X1_preimputed",
            "p", "s4_destandardised_first_half",
            "x2", "s5_X2_cell_propagated",
            "m", "s6_temp_blend",
            "s", "s7_soft_fp",
            "out", "s8_denoised");

    @ParameterizedTest
    @CsvSource({"full_symT,SMOOTH,0.01,x1 p x2 m s out", "drop40,SMOOTH,0.01,x1 p x2 m s", "drop40,RECOVER,1,m out"})
    void everyStageIsThatOfThePublishedCode(String run, Mode mode, double gamma, String stages) throws IOException {
        Stages ours = run(run, mode, gamma, true);
        for (String stage : stages.split(" ")) {
            DenseMatrix theirs = matrix(run + "_" + STAGES.get(stage));
            assertTrue(worst(theirs, ours.values(stage)) < TOLERANCE, run + " " + stage);
        }
    }

    @ParameterizedTest
    @CsvSource({"full_symT", "drop40"})
    void standardisedStagesAreThoseOfThePublishedCode(String run) throws IOException {
        Stages ours = run(run, Mode.RECOVER, 1, true);
        int genes = ours.values("x1").columns();
        DenseMatrix z = firstHalf(matrix(run + "_s2_standardised_concat"), genes);
        assertTrue(worst(z, ours.values("z").transpose()) < TOLERANCE, "s2");
        Standardisation scale = Standardisation.of(ours.values("x1"));
        List<String[]> meanAndDeviation = lines(run + "_s2_mean_std.tsv", "\t");
        DenseMatrix w = ours.values("p").copy();
        for (int g = 0; g < genes; g++) {
            assertEquals(Double.parseDouble(meanAndDeviation.get(g)[1]), scale.means()[g], TOLERANCE, "mean");
            assertEquals(Double.parseDouble(meanAndDeviation.get(g)[2]), scale.deviations()[g], TOLERANCE, "sd");
            for (int c = 0; c < w.rows(); c++) {
                w.set(c, g, scale.standardised(g, w.get(c, g)));
            }
        }
        DenseMatrix theirs = firstHalf(matrix(run + "_s3_gene_propagated_standardised"), genes);
        assertTrue(worst(theirs, w) < TOLERANCE, "s3");
    }

    @ParameterizedTest
    @CsvSource({"full_symT", "full_symF", "drop40"})
    void everyEdgeIsThatOfThePublishedCode(String run) throws IOException {
        boolean symmetric = !run.equals("full_symF");
        Stages ours = run(run, Mode.SMOOTH, 0.01, symmetric);
        if (symmetric) {
            sameEdges(run + "_edges1_cell_graph", ours.graph(1));
            sameEdges(run + "_edges2_gene_graph", ours.graph(2));
            sameEdges(run + "_edges3_cell_graph", ours.graph(3));
        } else {
            assertTrue(worst(matrix("full_symF_s8_denoised"), ours.values("out")) < TOLERANCE, "s8");
        }
        sameEdges(run + "_edges4_final_cell_graph", ours.graph(4));
    }

    /** Theirs has one node more for each gene, the mirrored one: an edge to it is an edge of negative weight. */
    private static void sameEdges(String file, SparseMatrix ours) throws IOException {
        int nodes = ours.rows();
        int edges = 0;
        for (String[] edge : lines(file + ".tsv.gz", "\t")) {
            int row = Integer.parseInt(edge[0]);
            int column = Integer.parseInt(edge[1]);
            if (row < nodes) {
                double weight = Double.parseDouble(edge[2]) * (column < nodes ? 1 : -1);
                assertEquals(weight, ours.get(row, column % nodes), TOLERANCE, file + " " + row + " " + column);
                edges++;
            }
        }
        assertEquals(edges, ours.stored(), file + ": number of edges");
    }

    private static Stages run(String run, Mode mode, double gamma, boolean symmetric) throws IOException {
        String input = run.equals("full_symF") ? "full_symT" : run;
        SparseMatrix x = matrix(input + "_s0_lognorm_input").toSparse();
        return Stages.of(x, new Sccr.Options(mode, 15, 2, 40, 0.05, 0.99, gamma, symmetric, Sccr.GeneStep.FULL));
    }

    private static double worst(DenseMatrix expected, DenseMatrix actual) {
        assertEquals(expected.values().length, actual.values().length);
        double worst = 0;
        for (int i = 0; i < expected.values().length; i++) {
            worst = Math.max(worst, Math.abs(expected.values()[i] - actual.values()[i]));
        }
        return worst;
    }

    private static DenseMatrix firstHalf(DenseMatrix both, int genes) {
        return both.selectColumns(java.util.stream.IntStream.range(0, genes).toArray());
    }

    private static DenseMatrix matrix(String name) throws IOException {
        List<String[]> lines = lines(name + ".csv.gz", ",");
        DenseMatrix matrix = DenseMatrix.zeros(lines.size(), lines.get(0).length - 1);
        for (int r = 0; r < matrix.rows(); r++) {
            for (int c = 0; c < matrix.columns(); c++) {
                matrix.set(r, c, Float.parseFloat(lines.get(r)[c + 1]));
            }
        }
        return matrix;
    }

    /** The lines of a table without its header. */
    private static List<String[]> lines(String name, String separator) throws IOException {
        Path path = SharedData.require("reference/sccr/parity/" + name);
        try (var stream = Files.newInputStream(path);
                var reader = new BufferedReader(new InputStreamReader(
                        name.endsWith(".gz") ? new GZIPInputStream(stream) : stream, StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(separator)).collect(Collectors.toList());
        }
    }
}
