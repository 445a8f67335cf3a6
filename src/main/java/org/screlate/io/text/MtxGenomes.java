package org.screlate.io.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.TenxFeatures;

/**
 * The genomes of the genes beside a Matrix Market file: the third column of Parse's table, and of 10x what stands before the
 * Ensembl ids of a reference of several genomes, as in GRCh38_ENSG00000141510 and mm10___ENSMUSG00000059552.
 */
final class MtxGenomes {
    private static final Pattern OF_GENOME = Pattern.compile("(.+?)_+ENS[A-Z]*G\\d+(\\.\\d+)?");
    private static final String PARSE_COLUMN = "genome";

    private MtxGenomes() {}

    /**
     * The genome of each feature, empty for what is no gene; an empty list where there are not several to choose from.
     *
     * @param wanted the genome asked for; null for all
     */
    static List<String> of(MtxFiles files, TenxFeatures features, @Nullable String wanted) {
        List<String> genomes = files.family() == MtxFiles.Family.PARSE ? ofParse(files) : ofIds(features);
        if (genomes.isEmpty() && wanted != null) {
            throw new InvalidInputException("its features name no genomes; leave --genome out");
        }
        boolean several =
                genomes.stream().filter(name -> !name.isEmpty()).distinct().count() > 1;
        return several || wanted != null ? genomes : List.of();
    }

    private static List<String> ofParse(MtxFiles files) {
        Column genomes = ParseTable.read(files.features()).columns().get(PARSE_COLUMN);
        List<String> names = new ArrayList<>();
        for (int g = 0; genomes != null && g < genomes.size(); g++) {
            String name = genomes.text(g);
            names.add(name == null ? "" : name);
        }
        return names;
    }

    // All genes, or none: an id with an underscore may be anything else.
    private static List<String> ofIds(TenxFeatures features) {
        List<String> types = features.types();
        List<String> names = new ArrayList<>();
        for (int f = 0; f < features.ids().size(); f++) {
            Matcher id = OF_GENOME.matcher(features.ids().get(f));
            boolean gene = types == null || types.get(f).equals("Gene Expression");
            boolean matches = id.matches();
            if (gene && !matches) {
                return List.of();
            }
            names.add(matches ? id.group(1) : "");
        }
        return names;
    }
}
