package org.screlate.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.screlate.data.Annotations;
import org.screlate.data.InvalidInputException;
import org.screlate.io.text.TextFile;

/** Annotations of genes as GAF files (2.0 to 2.2), gzipped or not: the symbol in column 3, the term in column 5. */
public final class AnnotationsFile {
    private static final int SYMBOL = 2;
    private static final int QUALIFIER = 3;
    private static final int TERM = 4;
    private static final int COLUMNS = 15;

    private AnnotationsFile() {}

    /** Reads the terms of each gene; annotations with the qualifier NOT are counted and left out. */
    public static Annotations read(Path path) {
        return TextFile.read(path, AnnotationsFile::read);
    }

    private static Annotations read(BufferedReader reader) throws IOException {
        Map<String, Set<String>> terms = new TreeMap<>();
        int negated = 0;
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank() || line.startsWith("!")) {
                continue;
            }
            String[] words = line.split("\t", -1);
            if (words.length < COLUMNS || words[SYMBOL].isBlank() || words[TERM].isBlank()) {
                throw new InvalidInputException("line " + number + " has " + words.length
                        + " columns or no symbol or term; GAF has at least " + COLUMNS
                        + " columns with tabs between, the symbol in the third and the term in the fifth");
            }
            if (words[QUALIFIER].startsWith("NOT")) {
                negated++;
            } else {
                terms.computeIfAbsent(words[SYMBOL].strip(), gene -> new LinkedHashSet<>())
                        .add(words[TERM].strip());
            }
        }
        if (terms.isEmpty()) {
            throw new InvalidInputException("holds no annotation; give a GAF file");
        }
        Map<String, List<String>> lists = new TreeMap<>();
        terms.forEach((gene, its) -> lists.put(gene, List.copyOf(its)));
        return new Annotations(lists, negated);
    }
}
