package org.screlate.merge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.screlate.data.CellFrame;
import org.screlate.data.GeneNames;
import org.screlate.data.InvalidInputException;
import org.screlate.data.NamePairs;

/**
 * Genes of a sample under the second names of a table of pairs, such as symbols for Ensembl ids. Only where both names of a
 * pair stand in no other: a gene whose new name is not certain keeps its own, and is counted.
 */
public final class GeneRenaming {
    private static final GeneNames VERSIONS = new GeneNames(true, NamePairs.NONE, NamePairs.NONE);

    private GeneRenaming() {}

    /** The samples with their genes renamed; adds a line for each sample that changed. */
    public static List<SampleMerge.Sample> of(List<SampleMerge.Sample> samples, NamePairs pairs, List<String> account) {
        List<SampleMerge.Sample> renamed = new ArrayList<>();
        int all = 0;
        for (SampleMerge.Sample sample : samples) {
            CellFrame frame = sample.frame();
            List<String> names = names(frame.genes(), pairs);
            int changed = 0;
            int uncertain = 0;
            for (int g = 0; g < names.size(); g++) {
                boolean same = names.get(g).equals(frame.genes().get(g));
                changed += same ? 0 : 1;
                uncertain +=
                        same && !pairs.secondsOf(VERSIONS.key(names.get(g))).isEmpty() ? 1 : 0;
            }
            if (changed > 0) {
                account.add(String.format(
                        Locale.ROOT,
                        "renamed %,d of %,d genes of sample '%s'; %,d with an ambiguous name keep theirs",
                        changed,
                        names.size(),
                        sample.name(),
                        uncertain));
            }
            all += changed;
            renamed.add(new SampleMerge.Sample(sample.name(), frame.withGenes(names)));
        }
        if (all == 0) {
            throw new InvalidInputException(
                    "the table of gene names renames no gene of any sample: its first column must hold"
                            + " names of the data, its second those wanted");
        }
        return renamed;
    }

    /** A name without its Ensembl version, as pairs are looked up. */
    public static String key(String name) {
        return VERSIONS.key(name);
    }

    private static List<String> names(List<String> genes, NamePairs pairs) {
        Set<String> taken = new HashSet<>(genes);
        List<String> names = new ArrayList<>();
        for (String gene : genes) {
            Set<String> seconds = pairs.secondsOf(key(gene));
            String second = seconds.size() == 1 ? seconds.iterator().next() : "";
            boolean certain = !second.isEmpty() && pairs.besides(second).size() == 1 && taken.add(second);
            names.add(certain ? second : gene);
        }
        return names;
    }
}
