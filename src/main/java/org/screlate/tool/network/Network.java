package org.screlate.tool.network;

import org.screlate.tool.Subcommands;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;

/** Makes, compares and walks networks of genes. */
@Command(
        name = "screlate-network",
        description = "Makes, compares and walks networks of genes.",
        subcommands = {NetworkBuild.class, NetworkCompare.class, NetworkWalk.class})
public final class Network extends Subcommands {
    public static void main(String[] args) {
        System.exit(Tools.run(new Network(), args));
    }
}
