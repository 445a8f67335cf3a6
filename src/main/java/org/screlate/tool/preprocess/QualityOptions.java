package org.screlate.tool.preprocess;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.screlate.io.NamesFile;
import org.screlate.preprocess.OutlyingCells;
import org.screlate.preprocess.QualityControl;
import picocli.CommandLine.Option;

/** The options of quality control beside fixed limits. */
final class QualityOptions {
    private static final double USUAL_DEVIATIONS = 3;

    @Option(
            names = "--mito-prefix",
            paramLabel = "TEXT",
            description =
                    "How names of mitochondrial genes begin, in capitals or not; the Ensembl identifiers of human and"
                            + " mouse are known besides (default: ${DEFAULT-VALUE}; empty: none).")
    private String mitoPrefix = QualityControl.Options.DEFAULTS.mitoPrefix();

    @Option(
            names = "--mito-genes",
            paramLabel = "FILE",
            description =
                    "Names of the mitochondrial genes, one a line or the first column of a table, in place of --mito-prefix (default: none).")
    private @Nullable Path mitoGenes;

    @Option(
            names = "--qc",
            paramLabel = "WHICH",
            description =
                    "Limits of cells. fixed: those given. mad: beside them, cells whose counts or genes are low, or"
                            + " whose mitochondrial percent is high, by --mads median absolute deviations (default: ${DEFAULT-VALUE}).")
    private Limits limits = Limits.FIXED;

    @Option(
            names = "--mads",
            paramLabel = "NUMBER",
            description = "Median absolute deviations from the median, with --qc mad (default: 3).")
    private @Nullable Double deviations;

    @Option(
            names = "--qc-sample-column",
            paramLabel = "NAME",
            description =
                    "Column of cell metadata within whose values medians are taken, with --qc mad (default: all cells).")
    private @Nullable String sampleColumn;

    @Option(
            names = "--doublet-column",
            paramLabel = "NAME",
            description =
                    "Column of cell metadata that flags doublets (true or doublet), which are dropped (default: none).")
    private @Nullable String doubletColumn;

    /** Which limits there are. */
    enum Limits {
        FIXED,
        MAD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    QualityControl.Options counting() {
        return new QualityControl.Options(
                mitoPrefix, mitoGenes == null ? Set.of() : Set.copyOf(NamesFile.read(mitoGenes)));
    }

    OutlyingCells.Options outlying() {
        if (limits == Limits.FIXED && (deviations != null || sampleColumn != null)) {
            throw new IllegalArgumentException("--mads and --qc-sample-column need --qc mad");
        }
        double chosen = deviations == null ? USUAL_DEVIATIONS : deviations;
        if (!(chosen > 0)) {
            throw new IllegalArgumentException("--mads must be above 0, not " + chosen);
        }
        return new OutlyingCells.Options(limits == Limits.MAD ? chosen : 0, sampleColumn, doubletColumn);
    }

    /** Notes the list as an input. */
    Map<String, Path> inputs() {
        return mitoGenes == null ? Map.of() : Map.of("mito-genes", mitoGenes);
    }
}
