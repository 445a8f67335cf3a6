package org.screlate.impute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.screlate.matrix.DenseMatrix;

/** Matrices that a script in src/test/oracles made. */
final class OracleMatrix {
    /** For values of some units, computed in single precision. */
    static final double TOLERANCE = 5e-6;

    private OracleMatrix() {}

    static void assertClose(String name, DenseMatrix actual) {
        assertClose(name, actual, TOLERANCE);
    }

    static void assertClose(String name, DenseMatrix actual, double tolerance) {
        DenseMatrix expected = read(name);
        assertEquals(List.of(expected.rows(), expected.columns()), List.of(actual.rows(), actual.columns()), name);
        for (int r = 0; r < expected.rows(); r++) {
            for (int c = 0; c < expected.columns(); c++) {
                assertEquals(expected.get(r, c), actual.get(r, c), tolerance, name + " " + r + " " + c);
            }
        }
    }

    static DenseMatrix read(String name) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(OracleMatrix.class.getResourceAsStream(name + ".csv"), StandardCharsets.UTF_8))) {
            String[][] rows = reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(","))
                    .toArray(String[][]::new);
            DenseMatrix matrix = DenseMatrix.zeros(rows.length, rows[0].length);
            for (int r = 0; r < rows.length; r++) {
                for (int c = 0; c < rows[r].length; c++) {
                    matrix.set(r, c, (float) Double.parseDouble(rows[r][c]));
                }
            }
            return matrix;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
