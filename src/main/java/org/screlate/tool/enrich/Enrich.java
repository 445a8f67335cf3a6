package org.screlate.tool.enrich;

import org.screlate.tool.Subcommands;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;

/** Tells which genes differ between groups, and which gene sets they make up. */
@Command(
        name = "screlate-enrich",
        description = "Tells which genes differ between groups of cells, and which gene sets they make up.",
        subcommands = {EnrichDifferential.class, EnrichGsea.class, EnrichOverRepresentation.class})
public final class Enrich extends Subcommands {
    public static void main(String[] args) {
        System.exit(Tools.run(new Enrich(), args));
    }
}
