package org.screlate.tool;

import java.nio.file.Path;
import org.screlate.data.CellGraph;
import org.screlate.data.GeneNames;
import org.screlate.data.GeneNetwork;
import org.screlate.data.Interactions;
import org.screlate.data.Provenance;
import org.screlate.io.FileKind;
import org.screlate.io.GraphFile;
import org.screlate.io.InteractionsFile;
import org.screlate.io.TableFile;

/** Networks of genes, from a graph of ours or from a list of interactions. */
public final class Networks {
    private Networks() {}

    /** Reads one; of a list of interactions, each pair once with its highest score. */
    public static CellGraph read(Path path) {
        if (FileKind.isArrow(path) && !FileKind.of(path).equals(TableFile.KIND)) {
            return GraphFile.read(path);
        }
        Interactions listed = InteractionsFile.read(path, InteractionsFile.Options.DEFAULTS);
        GeneNetwork network = GeneNetwork.match(listed.names(), listed, GeneNames.PLAIN, 1);
        network.account().forEach(CommonOptions::say);
        return new CellGraph(network.genes(), network.weights(), "interactions", Provenance.NONE);
    }
}
