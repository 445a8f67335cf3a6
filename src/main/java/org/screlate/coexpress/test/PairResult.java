package org.screlate.coexpress.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.fit.CopulaModel;
import org.screlate.coexpress.fit.Fit;
import org.screlate.coexpress.model.ModelFrame;

/**
 * What was found of one pair, or why nothing was.
 *
 * @param status how it ended
 * @param reason in words, empty where all went well
 * @param cells how many were used
 * @param subjects how many were used
 * @param excluded the other subjects, each with the reason
 * @param copula family that was fitted
 * @param fit estimates and tests; null where the pair was not fitted
 * @param selection cells and design of the fit; null where the pair was not fitted
 * @param levels the pair in each level that is tested; empty where no cells were chosen, or a number is tested
 * @param differences of the genes themselves between levels, see {@link GeneDifferences}; none where levels are empty
 * @param subjectsInSeveral subjects with cells in two levels or more
 * @param screen the fit in two stages, of a pair that was fitted again jointly; else null
 * @param depthMatched the fit to counts thinned to the least deep group; null where it was not asked for or groups are as deep
 */
public record PairResult(
        Fit.Status status,
        String reason,
        int cells,
        int subjects,
        List<String> excluded,
        CopulaModel.Family copula,
        @Nullable Fit fit,
        ModelFrame.@Nullable Selection selection,
        List<GroupCounts.Summary> levels,
        double[] differences,
        int subjectsInSeveral,
        @Nullable Fit screen,
        @Nullable Fit depthMatched) {}
