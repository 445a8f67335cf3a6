package org.screlate.coexpress.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.data.CellMatrix;

final class GroupCountsTest {
    @Test
    void summariesAreThoseOfTheCellsOneByOne() {
        CellMatrix cells = SmallStudy.cells(3, 10, 4);
        ModelFrame frame = ModelFrame.of(
                SmallStudy.model("~ group + (1 | subject)", "group"), cells.cellMetadata(), cells.cells());
        GroupCounts groups = new GroupCounts(frame, cells.values().toSparse().transpose());
        boolean[] used = new boolean[frame.subjects().size()];
        used[0] = true;
        used[2] = true;
        int n = 0;
        double[] sum = new double[2];
        double[] seen = new double[2];
        for (int c = 0; c < frame.cells(); c++) {
            if (used[frame.subjectOfCell()[c]] && frame.levelOfCell()[c] == 1) {
                n++;
                for (int g = 0; g < 2; g++) {
                    sum[g] += cells.values().get(c, g);
                    seen[g] += cells.values().get(c, g) > 0 ? 1 : 0;
                }
            }
        }
        GroupCounts.Summary found = groups.summary(0, 1, used, 1);
        assertEquals(n, found.cells());
        assertEquals(2, found.subjects());
        assertArrayEquals(new double[] {sum[0] / n, sum[1] / n}, found.mean(), 1e-12);
        assertArrayEquals(new double[] {seen[0] / n, seen[1] / n}, found.detected(), 1e-12);
        assertEquals(2, groups.subjectsInSeveral(used));
    }
}
