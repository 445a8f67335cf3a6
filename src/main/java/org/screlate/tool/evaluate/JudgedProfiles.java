package org.screlate.tool.evaluate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.screlate.data.GeneEmbedding;
import org.screlate.tool.Profiles;
import org.screlate.tool.Run;
import picocli.CommandLine.Option;

/** The profiles of genes that some subcommands of evaluate judge. */
final class JudgedProfiles {
    @Option(
            names = "--profiles",
            required = true,
            paramLabel = "NAME=FILE",
            description = "Embedding of genes, or cell matrix, to judge; may be given several times.")
    private Map<String, Path> profiles = new LinkedHashMap<>();

    /** Reads them, one or more, by name. */
    Map<String, GeneEmbedding> read(Run run) {
        Map<String, GeneEmbedding> points = new LinkedHashMap<>();
        run.files("profiles", profiles).forEach((name, path) -> points.put(name, Profiles.read(path)));
        points.values().forEach(given -> run.add(given.provenance()));
        return points;
    }
}
