package org.screlate.coexpress.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.data.CellMatrix;

/** The announced memory beside the measured one: benchmarks/memory. */
final class PairMemoryTest {
    private static final long PLENTY = Long.MAX_VALUE;

    private static PairMemory memory(int cells, int[] first, int[] second) {
        CellMatrix matrix = SmallStudy.cells(4, cells, 1);
        ModelFrame frame =
                ModelFrame.of(SmallStudy.model(SmallStudy.RANDOM, "group"), matrix.cellMetadata(), matrix.cells());
        return new PairMemory(new PairStudy(matrix, frame, new SubjectFilter.Options(-1, -1, -1, 3)), first, second);
    }

    private static long bytes(int cells, RunCost.Kind kind, long most) {
        return memory(cells, new int[] {0, 0, 1}, new int[] {1, 2, 2}).bytes(kind, 1, most, 1024);
    }

    @Test
    void marginsGrowWithCells() {
        for (RunCost.Kind kind : RunCost.Kind.values()) {
            assertTrue(bytes(20, kind, PLENTY) > bytes(10, kind, PLENTY));
        }
    }

    @Test
    void marginsInTwoStagesHaveAnIntervalForEachCell() {
        long joint = bytes(20, RunCost.Kind.JOINT, PLENTY);
        assertEquals(joint + 3 * 76 * 6 * 40, bytes(20, RunCost.Kind.TWO_STAGE, PLENTY));
    }

    @Test
    void nothingBeyondTheLimitOfMarginsCounts() {
        long none = bytes(20, RunCost.Kind.EXPRESSION, 0);
        assertEquals(none + 100, bytes(20, RunCost.Kind.EXPRESSION, 100));
        assertEquals(none, bytes(20, RunCost.Kind.TWO_STAGE, 0));
    }

    @Test
    void genesThatTheCellsDoNotHaveTakeNone() {
        long two = memory(20, new int[] {0}, new int[] {1}).bytes(RunCost.Kind.EXPRESSION, 1, PLENTY, 1);
        long absent = memory(20, new int[] {0}, new int[] {-1}).bytes(RunCost.Kind.EXPRESSION, 1, PLENTY, 1);
        assertTrue(absent < two);
    }
}
