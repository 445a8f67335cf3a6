package org.screlate.tool.simulate;

import org.screlate.tool.Subcommands;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;

/** Makes data with known truth. */
@Command(
        name = "screlate-simulate",
        description = "Makes data whose truth is known.",
        subcommands = {SimulateDropout.class, SimulateResample.class, SimulateStudy.class, SimulateCoexpression.class})
public final class Simulate extends Subcommands {
    public static void main(String[] args) {
        System.exit(Tools.run(new Simulate(), args));
    }
}
