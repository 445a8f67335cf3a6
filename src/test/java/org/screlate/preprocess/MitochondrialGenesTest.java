package org.screlate.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.screlate.testing.SharedData;

final class MitochondrialGenesTest {
    @Test
    void humanIdentifiersAreThoseOfSymbolsWithMt() throws IOException {
        MitochondrialGenes genes = new MitochondrialGenes(QualityControl.Options.DEFAULTS);
        int found = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedData.require("data/ensembl_to_symbol.tsv.gz"))),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split("\t", -1);
                assertEquals(words[1].startsWith("MT-"), genes.contains(words[0]), line);
                found += genes.contains(words[0]) ? 1 : 0;
            }
        }
        assertEquals(37, found);
    }
}
