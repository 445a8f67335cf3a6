package org.screlate.tool.evaluate;

import org.screlate.tool.Subcommands;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;

/** Scores results against what is known. */
@Command(
        name = "screlate-evaluate",
        description = "Scores results against what is known.",
        subcommands = {
            EvaluateClustering.class,
            EvaluateRecovery.class,
            EvaluateDenoising.class,
            EvaluateMarkers.class,
            EvaluateEdges.class,
            EvaluatePathways.class,
            EvaluateOntology.class,
            EvaluateAnnotations.class,
            EvaluateCoexpression.class
        })
public final class Evaluate extends Subcommands {
    public static void main(String[] args) {
        System.exit(Tools.run(new Evaluate(), args));
    }
}
