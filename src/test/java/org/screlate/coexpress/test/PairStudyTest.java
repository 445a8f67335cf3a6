package org.screlate.coexpress.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.screlate.coexpress.fit.CopulaModel;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.DenseMatrix;

final class PairStudyTest {
    private static final DifferentialCoexpression TEST =
            new DifferentialCoexpression(List.of(CopulaModel.Family.GAUSSIAN), CopulaModel.Options.DEFAULTS);
    private static final SubjectFilter.Options EASY = new SubjectFilter.Options(0.3, 2, -1, 3);

    private static PairStudy study(CellMatrix cells, SubjectFilter.Options options) {
        ModelFrame frame =
                ModelFrame.of(SmallStudy.model(SmallStudy.RANDOM, "group"), cells.cellMetadata(), cells.cells());
        return new PairStudy(cells, frame, options);
    }

    /** Cells of which gene A is set to a value in those of a subject and group. */
    private static CellMatrix with(CellMatrix cells, int subject, int group, float value, int fromCell) {
        DenseMatrix counts = cells.values().toDense().copy();
        for (int c = 0; c < 20; c++) {
            if (c % 2 == group && c / 2 >= fromCell) {
                counts.set(subject * 20 + c, 0, value);
            }
        }
        return new CellMatrix(
                cells.cells(),
                cells.genes(),
                counts,
                cells.layer(),
                cells.cellMetadata(),
                cells.geneMetadata(),
                null,
                cells.provenance());
    }

    @Test
    void limitsMustBeExceededNotMet() {
        CellMatrix all = SmallStudy.cells(2, 10, 1);
        for (int s = 0; s < 6; s++) {
            all = with(with(all, s, 0, 5, 0), s, 1, 5, 0);
            all = with(with(all, s, 0, 0, 9), s, 1, 0, 9);
        }
        CellMatrix three = with(with(all, 1, 1, 0, 3), 2, 1, 0, 4);
        PairStudy.Sample sample =
                study(three, new SubjectFilter.Options(0.3, 2, 0, 3)).sample(0, 0);
        assertEquals(List.of("S2: A detected in 3 of 10 cells of Post"), sample.excluded());
        assertEquals(5, sample.subjects());
        sample = study(three, new SubjectFilter.Options(0.3, 4, 0, 3)).sample(0, 0);
        assertEquals(
                List.of("S2: A detected in 3 of 10 cells of Post", "S3: A detected in 4 of 10 cells of Post"),
                sample.excluded());
        CellMatrix full = with(all, 4, 0, 5, 0);
        sample = study(full, new SubjectFilter.Options(0.3, 2, 0, 3)).sample(0, 0);
        assertEquals(List.of("S5: A missing from 0 of 10 cells of Pre"), sample.excluded());
    }

    @Test
    void countsAndDesignAreOfTheCellsThatAreLeft() {
        CellMatrix cells = with(SmallStudy.cells(3, 10, 2), 0, 0, 0, 0);
        PairStudy study = study(cells, EASY);
        PairStudy.Sample sample = study.sample(0, 2);
        ModelFrame.Selection selection = sample.selection();
        assertNotNull(selection);
        assertEquals("", sample.problem());
        int[] expected = new int[selection.cells().length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (int) cells.values().get(selection.cells()[i], 2);
        }
        assertArrayEquals(expected, study.counts(2, selection.cells()));
        assertEquals(expected.length, selection.design().cells());
        assertSame(selection, study.sample(0, 2).selection());
    }

    @Test
    void tooFewSubjectsAreAStatusNotAFailure() {
        CellMatrix cells = SmallStudy.cells(2, 10, 3);
        for (int s = 0; s < 6; s++) {
            cells = with(with(cells, s, 0, 2, 0), s, 1, s < 4 ? 0 : 2, 0);
        }
        PairStudy.Sample sample = study(cells, EASY).sample(0, 0);
        assertNull(sample.selection());
        assertEquals("2 of 6 subjects left in Pre, at least 3 needed", sample.problem());
        assertEquals(4, sample.excluded().size());
    }

    @Test
    void genesThatDoNotVaryAreNamed() {
        CellMatrix cells = SmallStudy.cells(2, 10, 4);
        for (int s = 0; s < 6; s++) {
            cells = with(with(cells, s, 0, 0, 0), s, 1, 0, 0);
        }
        SubjectFilter.Options none = SubjectFilter.Preset.NONE.options();
        assertEquals(
                "gene A has 0 in every cell used",
                TEST.test(study(cells, none), 0, 1).reason());
        for (int s = 0; s < 6; s++) {
            cells = with(with(cells, s, 0, 3, 0), s, 1, 3, 0);
        }
        assertEquals(
                "gene A has 3 in every cell used",
                TEST.test(study(cells, none), 1, 0).reason());
    }

    @Test
    void groupsWithTooFewSubjectsAtAllAreRefusedAtOnce() {
        CellMatrix cells = SmallStudy.cells(2, 10, 5);
        String[] group = new String[120];
        for (int c = 0; c < 120; c++) {
            group[c] = c < 20 ? "Post" : "Pre";
        }
        CellMatrix confounded = cells.withCellMetadata(cells.cellMetadata().with("group", new Column.Text(group)));
        String message = assertThrows(
                        InvalidInputException.class, () -> study(confounded, new SubjectFilter.Options(0.3, 2, 0, 2)))
                .getMessage();
        assertTrue(message.contains("1 of 6 subjects left in Post, at least 2 needed"), message);
    }

    @Test
    void whatIsNoCountIsRefusedByCellAndGene() {
        for (float bad : new float[] {1.5f, -1, Float.NaN}) {
            CellMatrix cells = with(SmallStudy.cells(2, 10, 6), 1, 0, bad, 9);
            String message = assertThrows(InvalidInputException.class, () -> study(cells, EASY))
                    .getMessage();
            assertEquals("cell 'c38' has " + bad + " of gene 'A'; counts are whole numbers from 0", message);
        }
    }

    @Test
    void presetsAreThePublishedNumbers() {
        assertEquals(new SubjectFilter.Options(0.3, 25, 2, 3), SubjectFilter.Preset.DROPLET.options());
        assertEquals(new SubjectFilter.Options(0.3, 30, 3, 3), SubjectFilter.Preset.PLATE.options());
        assertThrows(IllegalArgumentException.class, () -> new SubjectFilter.Options(1, 2, 0, 3));
        assertThrows(IllegalArgumentException.class, () -> new SubjectFilter.Options(Double.NaN, 2, 0, 3));
        assertThrows(IllegalArgumentException.class, () -> new SubjectFilter.Options(0.3, 2, 0, 1));
    }
}
