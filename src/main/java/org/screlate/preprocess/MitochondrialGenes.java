package org.screlate.preprocess;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Which genes are mitochondrial, by a prefix of their symbols, by the Ensembl identifiers of human and mouse, or by a list. */
final class MitochondrialGenes {
    private static final Pattern VERSION = Pattern.compile("[.]\\d+$");
    private static final int[] HUMAN = {
        198_695, 198_712, 198_727, 198_763, 198_786, 198_804, 198_840, 198_886, 198_888, 198_899, 198_938, 209_082,
        210_049, 210_077, 210_082, 210_100, 210_107, 210_112, 210_117, 210_127, 210_135, 210_140, 210_144, 210_151,
        210_154, 210_156, 210_164, 210_174, 210_176, 210_184, 210_191, 210_194, 210_195, 210_196, 211_459, 212_907,
        228_253
    };
    // All of the mouse's but one are numbered in a row; 64362 is none of them.
    private static final int MOUSE_FIRST = 64_336;
    private static final int MOUSE_LAST = 64_372;
    private static final int MOUSE_GAP = 64_362;
    private static final int MOUSE_ND4L = 65_947;
    private static final Set<String> ENSEMBL = ensembl();

    private final String prefix;
    private final Set<String> listed;

    MitochondrialGenes(QualityControl.Options options) {
        this.prefix = options.mitoPrefix().toLowerCase(Locale.ROOT);
        this.listed = options.mitoGenes();
    }

    boolean contains(String gene) {
        if (!listed.isEmpty()) {
            return listed.contains(gene);
        }
        return !prefix.isEmpty()
                && (gene.toLowerCase(Locale.ROOT).startsWith(prefix)
                        || ENSEMBL.contains(VERSION.matcher(gene).replaceFirst("")));
    }

    private static Set<String> ensembl() {
        Set<String> names = new HashSet<>();
        IntStream.of(HUMAN).forEach(number -> names.add(String.format(Locale.ROOT, "ENSG%011d", number)));
        IntStream.concat(IntStream.rangeClosed(MOUSE_FIRST, MOUSE_LAST), IntStream.of(MOUSE_ND4L))
                .filter(number -> number != MOUSE_GAP)
                .forEach(number -> names.add(String.format(Locale.ROOT, "ENSMUSG%011d", number)));
        return Set.copyOf(names);
    }
}
