package org.screlate.io;

import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.screlate.data.GeneSet;

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
}
