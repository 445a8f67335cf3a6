package org.screlate.io;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.text.TextFile;

/** Gene sets as GMT files: one set a line, tabs between name, description and each gene; gzipped where named .gz. */
public final class GeneSetsFile {
    private GeneSetsFile() {}

    /** Writes the sets in their order. */
    public static void write(Path path, List<GeneSet> sets) {
        AtomicFile.write(path, beside -> {
            try (BufferedWriter writer =
                    new BufferedWriter(new OutputStreamWriter(TextFile.create(beside, path), StandardCharsets.UTF_8))) {
                for (GeneSet set : sets) {
                    writer.write(set.name() + "\t" + set.description() + "\t" + String.join("\t", set.genes()) + "\n");
                }
            }
        });
    }

    /**
     * Reads the sets in their order, each gene of a set once; lines of blanks are passed over.
     *
     * @return at least one, names unique, none without genes
     */
    public static List<GeneSet> read(Path path) {
        return TextFile.read(path, GeneSetsFile::read);
    }

    private static List<GeneSet> read(BufferedReader reader) throws IOException {
        List<GeneSet> sets = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            GeneSet set = set(line, number);
            Integer before = lines.put(set.name(), number);
            if (before != null) {
                throw new InvalidInputException("gene set '" + set.name() + "' is there twice, in lines " + before
                        + " and " + number + "; give each set its own name");
            }
            sets.add(set);
        }
        if (sets.isEmpty()) {
            throw new InvalidInputException("it holds no gene set; GMT has one in each line");
        }
        return sets;
    }

    private static GeneSet set(String line, int number) {
        String[] words = line.split("\t", -1);
        if (words.length < 3) {
            throw new InvalidInputException("line " + number + " has " + words.length
                    + (words.length == 1 ? " column" : " columns")
                    + "; GMT needs name, description and genes with tabs between: '" + shortened(line) + "'");
        }
        String name = words[0].strip();
        if (name.isEmpty()) {
            throw new InvalidInputException("line " + number + " begins with a tab: its gene set has no name");
        }
        Set<String> genes = new LinkedHashSet<>();
        Arrays.stream(words, 2, words.length)
                .map(String::strip)
                .filter(gene -> !gene.isEmpty())
                .forEach(genes::add);
        if (genes.isEmpty()) {
            throw new InvalidInputException(
                    "line " + number + ": gene set '" + name + "' has no genes; remove the line");
        }
        return new GeneSet(name, words[1].strip(), List.copyOf(genes));
    }

    private static String shortened(String line) {
        return line.length() <= 40 ? line : line.substring(0, 40) + "…";
    }
}
