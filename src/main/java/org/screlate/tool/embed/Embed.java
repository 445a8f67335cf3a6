package org.screlate.tool.embed;

import org.screlate.tool.Subcommands;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;

/** Embeds genes and cells by expression and interactions. */
@Command(
        name = "screlate-embed",
        description = "Embeds genes and cells by scNET, from expression and protein interactions.",
        subcommands = {EmbedTrain.class, EmbedPlace.class})
public final class Embed extends Subcommands {
    public static void main(String[] args) {
        System.exit(Tools.run(new Embed(), args));
    }
}
