package org.screlate.coexpress.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.screlate.coexpress.fit.CopulaModel;
import org.screlate.coexpress.fit.Fit;
import org.screlate.coexpress.fit.Margin;
import org.screlate.coexpress.fit.MarginCache;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.data.CellMatrix;
import org.screlate.data.GenePairs;
import org.screlate.data.Progress;
import org.screlate.data.Table;
import org.screlate.matrix.Workers;

final class MarginCacheTest {
    private static final CellMatrix CELLS = SmallStudy.cells(4, 20, 9);
    private static final CopulaModel MODEL = new CopulaModel(CopulaModel.Options.DEFAULTS);

    private static PairStudy study() {
        ModelFrame frame = ModelFrame.of(
                SmallStudy.model("~ group + (1 | subject)", "group"), CELLS.cellMetadata(), CELLS.cells());
        return new PairStudy(CELLS, frame, SubjectFilter.Preset.NONE.options());
    }

    @Test
    void aMarginServesInBothPlacesOfOneDesignAndIsDroppedWhenOthersNeedTheRoom() {
        PairStudy study = study();
        PairStudy.Sample sample = study.sample(0, 1);
        ModelFrame.Selection selection = sample.selection();
        assertNotNull(selection);
        Design design = selection.design();
        int[] counts = study.counts(0, selection.cells());
        int[] others = study.counts(1, selection.cells());
        MarginCache cache =
                new MarginCache(2 * MODEL.margin(counts, design, true).bytes());
        Margin first = cache.margin(0, design, true, () -> MODEL.margin(counts, design, true));
        assertSame(first, cache.margin(0, design, false, () -> MODEL.margin(counts, design, false)));
        for (int gene = 1; gene < 4; gene++) {
            cache.margin(gene, design, true, () -> MODEL.margin(others, design, true));
        }
        assertEquals(2, cache.size());
        Margin last = cache.margin(3, design, true, () -> MODEL.margin(others, design, true));
        assertSame(last, cache.margin(3, design, true, () -> MODEL.margin(others, design, true)));
    }

    @Test
    void theCellsOfAGeneAreTheSameObjectForAllItsPairs() {
        PairStudy study = study();
        assertNotNull(study.cellsOf(1));
        assertSame(study.cellsOf(1), study.cellsOf(1));
    }

    @Test
    void keptMarginsAndThreadsChangeNoNumber() {
        PairStudy study = study();
        GenePairs pairs = PairChoice.all(CELLS.genes());
        for (CopulaModel.Estimation estimation : CopulaModel.Estimation.values()) {
            CopulaModel.Options options = CopulaModel.Options.DEFAULTS.with(estimation);
            DifferentialCoexpression method =
                    new DifferentialCoexpression(List.of(CopulaModel.Family.GAUSSIAN), options);
            Table one = new PairTests(study, method, pairs, Workers.ONE, Progress.SILENT).between(0, 6);
            Table two = new PairTests(study, method, pairs, new Workers(3), Progress.SILENT).between(0, 6);
            PairStudy.Sample last = study.sample(2, 3);
            ModelFrame.Selection selection = last.selection();
            assertNotNull(selection);
            Fit alone = new CopulaModel(options)
                    .fit(study.counts(2, selection.cells()), study.counts(3, selection.cells()), selection.design());
            assertEquals(one.column("log_likelihood").text(5), Double.toString(alone.logLikelihood()));
            for (String name : one.names()) {
                for (int r = 0; r < 6; r++) {
                    assertEquals(one.column(name).text(r), two.column(name).text(r), name);
                }
            }
        }
    }

    @Test
    void independentGenesAreSeldomCalledDifferent() {
        PairStudy study = study();
        DifferentialCoexpression method =
                new DifferentialCoexpression(List.of(CopulaModel.Family.GAUSSIAN), CopulaModel.Options.DEFAULTS);
        Table rows =
                new PairTests(study, method, PairChoice.all(CELLS.genes()), Workers.ONE, Progress.SILENT).between(0, 6);
        assertTrue(
                RankedTests.count(rows, "p_value", 1) == 6,
                rows.column("reason").text(0));
        assertTrue(RankedTests.count(rows, "p_value", 0.01) <= 1);
    }
}
