package org.screlate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What some Javas or processors compute in another way is not used; what takes its place is named beside it. */
final class SameOnEveryJavaTest {
    private static final List<String[]> RULES = List.of(
            new String[] {
                "(?<!Strict)Math(\\.|::)(tanh|sinh|cosh|cbrt|hypot|atan2?|asin|acos|log1p|expm1)\\b",
                "StrictMath: Java has made some of these faster, with other last digits"
            },
            new String[] {"reduceLanes", "sums of one order: that of reduceLanes is not fixed"},
            new String[] {"(Double|Float)\\.toString\\(", "ShortestDecimal: Java 17 writes more digits than 19"},
            new String[] {"\\.parallel\\(\\)|parallelStream\\(", "Workers: sums of parallel streams have no order"});

    @Test
    void sourcesUseNothingThatDiffers() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                for (String[] rule : RULES) {
                    Pattern.compile(rule[0])
                            .matcher(source.replaceAll("\\{@link [^}]*}", ""))
                            .results()
                            .forEach(hit -> found.add(file.getFileName() + ": " + hit.group() + "; use " + rule[1]));
                }
            }
        }
        assertEquals(List.of(), found);
    }
}
