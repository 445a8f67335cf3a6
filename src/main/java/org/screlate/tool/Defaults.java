package org.screlate.tool;

import org.screlate.data.Embedding;
import org.screlate.matrix.PrincipalAxes;
import picocli.CommandLine.Model.CommandSpec;

/** Defaults that follow small data down, which is said; what a user asked for stays, for the method to refuse. */
public final class Defaults {
    private final CommandSpec spec;

    /** The defaults of a command. */
    public Defaults(CommandSpec spec) {
        this.spec = spec;
    }

    /**
     * As many principal components as can be had.
     *
     * @param asked the value of --components
     */
    public int components(int asked, int cells, int genes) {
        return atMost("--components", asked, PrincipalAxes.limit(cells, genes), cells + " cells × " + genes + " genes");
    }

    /**
     * As many neighbours as there are other cells.
     *
     * @param asked the value of --neighbours
     */
    public int neighbours(int asked, Embedding points) {
        int cells = points.cells().size();
        return atMost("--neighbours", asked, cells - 1, cells + " cells");
    }

    /**
     * A value that can be had.
     *
     * @param most the largest that can be had
     * @param data what allows no more, in words
     */
    public int atMost(String option, int asked, int most, String data) {
        if (asked <= most || most < 1 || spec.commandLine().getParseResult().hasMatchedOption(option)) {
            return asked;
        }
        CommonOptions.say(data + ": " + option + " " + most + " in place of " + asked);
        return most;
    }
}
