package org.screlate.impute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;

/** Each stage against the dense, double-precision version in src/test/oracles/sccr.py. */
final class SccrOracleTest {
    private static Sccr.Options options(boolean symmetric) {
        return new Sccr.Options(Mode.SMOOTH, 5, 2, 40, 0.05, 0.99, 0.01, symmetric, Sccr.GeneStep.FULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x1", "z", "p", "x2", "m", "s", "out"})
    void everyStageIsThatOfTheDenseFormulas(String stage) {
        Stages stages = Stages.of(OracleMatrix.read("symmetric_x").toSparse(), options(true));
        DenseMatrix ours = stages.values(stage);
        OracleMatrix.assertClose("symmetric_" + stage, stage.equals("z") ? ours.transpose() : ours);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void everyCellGraphIsThatOfTheDenseFormulas(int number) {
        Stages stages = Stages.of(OracleMatrix.read("symmetric_x").toSparse(), options(true));
        OracleMatrix.assertClose("symmetric_a" + number, stages.graph(number).toDense());
    }

    @Test
    void signedGeneGraphIsTheMirroredOneFolded() {
        DenseMatrix mirrored = OracleMatrix.read("symmetric_a2");
        SparseMatrix signed = Stages.of(OracleMatrix.read("symmetric_x").toSparse(), options(true))
                .graph(2);
        int genes = signed.rows();
        for (int g = 0; g < genes; g++) {
            for (int h = 0; h < genes; h++) {
                double folded = mirrored.get(g, h) - mirrored.get(g, h + genes);
                assertEquals(folded, signed.get(g, h), OracleMatrix.TOLERANCE, g + " " + h);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "out"})
    void lastGraphMayBeDirected(String stage) {
        Stages stages = Stages.of(OracleMatrix.read("symmetric_x").toSparse(), options(false));
        OracleMatrix.assertClose("directed_" + stage, stages.values(stage));
        OracleMatrix.assertClose("directed_a4", stages.graph(4).toDense());
    }

    @Test
    void recoverIsTheBlendBeforeSmoothing() {
        Sccr.Options recover = new Sccr.Options(Mode.RECOVER, 5, 2, 40, 0.05, 0.99, 0.01, true, Sccr.GeneStep.FULL);
        Stages stages = Stages.of(OracleMatrix.read("symmetric_x").toSparse(), recover);
        OracleMatrix.assertClose("symmetric_m", stages.values("out"));
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_CONCATENATION", "NO_STANDARDISATION", "NONE"})
    void ablationsAreThoseOfTheDenseFormulas(Sccr.GeneStep step) {
        Sccr.Options options = new Sccr.Options(Mode.RECOVER, 5, 2, 40, 0.05, 0.99, 0.01, true, step);
        Stages stages = Stages.of(OracleMatrix.read("symmetric_x").toSparse(), options);
        OracleMatrix.assertClose("ablated_" + step, stages.values("out"));
    }
}
