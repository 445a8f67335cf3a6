package org.screlate.impute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;

/** Each stage against the dense, double-precision version in src/test/oracles/sccr.py. */
final class SccrOracleTest {
    private static final double TOLERANCE = 5e-6;

    private static Sccr.Options options(boolean symmetric) {
        return new Sccr.Options(Sccr.Mode.SMOOTH, 5, 2, 40, 0.05, 0.99, 0.01, symmetric);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x1", "z", "p", "x2", "m", "s", "out"})
    void everyStageIsThatOfTheDenseFormulas(String stage) throws IOException {
        Stages stages = Stages.of(read("symmetric_x").toSparse(), options(true));
        DenseMatrix ours = stages.values(stage);
        assertClose(read("symmetric_" + stage), stage.equals("z") ? ours.transpose() : ours, stage);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void everyCellGraphIsThatOfTheDenseFormulas(int number) throws IOException {
        Stages stages = Stages.of(read("symmetric_x").toSparse(), options(true));
        assertClose(read("symmetric_a" + number), stages.graph(number).toDense(), "graph " + number);
    }

    @Test
    void signedGeneGraphIsTheMirroredOneFolded() throws IOException {
        DenseMatrix mirrored = read("symmetric_a2");
        SparseMatrix signed =
                Stages.of(read("symmetric_x").toSparse(), options(true)).graph(2);
        int genes = signed.rows();
        for (int g = 0; g < genes; g++) {
            for (int h = 0; h < genes; h++) {
                double folded = mirrored.get(g, h) - mirrored.get(g, h + genes);
                assertEquals(folded, signed.get(g, h), TOLERANCE, g + " " + h);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "out"})
    void lastGraphMayBeDirected(String stage) throws IOException {
        Stages stages = Stages.of(read("symmetric_x").toSparse(), options(false));
        assertClose(read("directed_" + stage), stages.values(stage), stage);
        assertClose(read("directed_a4"), stages.graph(4).toDense(), "graph 4");
    }

    @Test
    void recoverIsTheBlendBeforeSmoothing() throws IOException {
        Sccr.Options recover = new Sccr.Options(Sccr.Mode.RECOVER, 5, 2, 40, 0.05, 0.99, 0.01, true);
        Stages stages = Stages.of(read("symmetric_x").toSparse(), recover);
        assertClose(read("symmetric_m"), stages.values("out"), "m");
    }

    private static void assertClose(DenseMatrix expected, DenseMatrix actual, String what) {
        assertEquals(List.of(expected.rows(), expected.columns()), List.of(actual.rows(), actual.columns()), what);
        for (int r = 0; r < expected.rows(); r++) {
            for (int c = 0; c < expected.columns(); c++) {
                assertEquals(expected.get(r, c), actual.get(r, c), TOLERANCE, what + " " + r + " " + c);
            }
        }
    }

    private static DenseMatrix read(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                SccrOracleTest.class.getResourceAsStream(name + ".csv"), StandardCharsets.UTF_8))) {
            float[][] rows = reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> floats(line.split(",")))
                    .toArray(float[][]::new);
            DenseMatrix matrix = DenseMatrix.zeros(rows.length, rows[0].length);
            for (int r = 0; r < rows.length; r++) {
                System.arraycopy(rows[r], 0, matrix.values(), matrix.offset(r), rows[r].length);
            }
            return matrix;
        }
    }

    private static float[] floats(String[] words) {
        float[] floats = new float[words.length];
        double[] doubles = Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }
}
