package org.screlate.tool.modules;

import org.screlate.tool.Subcommands;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;

/** Goes from tests of pairs to hubs, networks and gene sets. */
@Command(
        name = "screlate-modules",
        description = "Tells which gene sets, modules and hubs change their coexpression between groups.",
        subcommands = {ModulesTest.class, ModulesNetwork.class})
public final class Modules extends Subcommands {
    public static void main(String[] args) {
        System.exit(Tools.run(new Modules(), args));
    }
}
