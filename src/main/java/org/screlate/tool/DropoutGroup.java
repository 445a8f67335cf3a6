package org.screlate.tool;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.screlate.simulate.Dropout;
import picocli.CommandLine.Option;

/** Options of the scenario dropout. */
final class DropoutGroup {
    private static final Dropout.Options DEFAULTS = Dropout.Options.DEFAULTS;

    @Option(names = "--mask-output", paramLabel = "FILE", description = "Cell matrix of the hidden values to write.")
    @Nullable
    Path maskOutput;

    @Option(
            names = "--rate",
            paramLabel = "SHARE",
            description = "Share to hide of the non-zeros, or of the molecules (default: ${DEFAULT-VALUE}).")
    private double rate = DEFAULTS.rate();

    @Option(
            names = "--mechanism",
            paramLabel = "MECHANISM",
            description = "mcar: any equally likely; mnar: low values rather; thinning: single molecules of counts are"
                    + " lost (default: ${DEFAULT-VALUE}).")
    private Dropout.Mechanism mechanism = DEFAULTS.mechanism();

    @Option(
            names = "--mnar-decay",
            paramLabel = "NUMBER",
            description = "mnar: a value x is hidden in proportion to exp(-decay x²) (default: ${DEFAULT-VALUE}).")
    private double decay = DEFAULTS.decay();

    Dropout.Options options(long seed) {
        return new Dropout.Options(rate, mechanism, decay, seed);
    }
}
