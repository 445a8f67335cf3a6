package org.screlate.coexpress.test;

import java.util.List;
import java.util.Map;
import org.screlate.coexpress.fit.CopulaModel;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.data.CellMatrix;
import org.screlate.data.CoexpressionModel;
import org.screlate.data.GenePairs;
import org.screlate.data.Progress;
import org.screlate.matrix.Workers;

/** Tests of pairs by one model: negative binomial, Gaussian copula, depth in {@code n_counts}, {@code arm} tested over {@code subject}. */
final class GaussianTests {
    private GaussianTests() {}

    /** @param formula of means and correlation */
    static PairTests of(
            CellMatrix cells, GenePairs pairs, String dependence, String formula, SubjectFilter.Options filter) {
        CoexpressionModel model = new CoexpressionModel(
                "nb",
                dependence,
                "gaussian",
                "log(n_counts)",
                Map.of("mu1", formula, "mu2", formula, "sigma1", "~ 1", "sigma2", "~ 1", "rho", formula),
                "arm",
                "subject",
                Map.of(),
                List.of());
        PairStudy study = new PairStudy(cells, ModelFrame.of(model, cells.cellMetadata(), cells.cells()), filter);
        var method = new DifferentialCoexpression(
                List.of(CopulaModel.Family.GAUSSIAN),
                CopulaModel.Options.DEFAULTS.with(CopulaModel.Dependence.of(model)));
        return new PairTests(study, method, pairs, Workers.ONE, Progress.SILENT);
    }
}
