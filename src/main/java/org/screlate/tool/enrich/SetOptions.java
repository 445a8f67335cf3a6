package org.screlate.tool.enrich;

import java.nio.file.Path;
import java.util.List;
import org.screlate.data.GeneSet;
import org.screlate.enrich.SetEnrichment;
import org.screlate.tool.Run;
import picocli.CommandLine.Option;

/** The gene sets that are tested. */
final class SetOptions {
    @Option(
            names = "--gene-sets",
            required = true,
            paramLabel = "GMT",
            description = "GMT file of the gene sets to test.")
    private Path geneSets;

    @Option(
            names = "--min-size",
            paramLabel = "N",
            description = "Leave out sets with fewer genes among those ranked, or of the background (default:"
                    + " ${DEFAULT-VALUE}).")
    private int minSize = SetEnrichment.Options.DEFAULTS.leastGenes();

    @Option(
            names = "--max-size",
            paramLabel = "N",
            description = "Leave out sets with more (default: ${DEFAULT-VALUE}).")
    private int maxSize = SetEnrichment.Options.DEFAULTS.mostGenes();

    /** Reads them. */
    List<GeneSet> read(Run run) {
        return run.geneSets("gene-sets", geneSets);
    }

    /** Fewest genes of a set that is tested. */
    int minSize() {
        return minSize;
    }

    /** Most genes of a set that is tested. */
    int maxSize() {
        return maxSize;
    }
}
