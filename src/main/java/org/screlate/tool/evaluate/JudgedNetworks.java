package org.screlate.tool.evaluate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.screlate.data.CellGraph;
import org.screlate.network.NetworkTables;
import org.screlate.tool.Networks;
import org.screlate.tool.Run;

/** The networks of genes that some subcommands of evaluate judge. */
final class JudgedNetworks {
    private JudgedNetworks() {}

    /** Reads them by name. */
    static Map<String, CellGraph> read(Run run, Map<String, Path> networks) {
        Map<String, CellGraph> graphs = new LinkedHashMap<>();
        run.files("network", networks)
                .forEach((name, path) -> graphs.put(name, NetworkTables.undirected(Networks.read(path))));
        graphs.values().forEach(graph -> run.add(graph.provenance()));
        return graphs;
    }
}
