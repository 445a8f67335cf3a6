package org.screlate.tool;

import java.nio.file.Path;
import java.util.function.Function;
import org.screlate.coexpress.model.CellDepth;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.coexpress.test.PairStudy;
import org.screlate.coexpress.test.SubjectFilter;
import org.screlate.data.CellMatrix;
import org.screlate.data.CoexpressionModel;
import org.screlate.io.CoexpressionModelFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What tests of coexpression start from: counts, a model, and which subjects are kept. */
public final class CoexpressionInput {
    @Mixin
    private SubjectOptions subjects;

    @Option(names = "--cells", required = true, paramLabel = "FILE", description = "Cell matrix of counts.")
    private Path cells;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "Model (YAML): formulas for mu, sigma, rho and zi, the offset, and what to test.")
    private Path model;

    /**
     * What was read.
     *
     * @param tests what was made of the model before the cells were laid out by it
     */
    public record Study<T>(CellMatrix matrix, ModelFrame frame, PairStudy pairs, T tests) {}

    /**
     * Reads the study.
     *
     * @param imputedAllowed whether imputed expression is taken for counts
     * @param tests makes of the model what tests; what it refuses is the user's error
     */
    public <T> Study<T> read(CommandSpec spec, boolean imputedAllowed, Function<CoexpressionModel, T> tests) {
        SubjectFilter.Options filter = Tools.options(spec, subjects::options);
        CellMatrix matrix = CellDepth.of(CountInput.read(cells, imputedAllowed));
        CoexpressionModel asked = CoexpressionModelFile.read(model);
        T made = Tools.options(spec, () -> tests.apply(asked));
        ModelFrame frame = ModelFrame.of(asked, matrix.cellMetadata(), matrix.cells());
        return new Study<>(matrix, frame, new PairStudy(matrix, frame, filter), made);
    }

    public Path cells() {
        return cells;
    }

    public Path model() {
        return model;
    }
}
