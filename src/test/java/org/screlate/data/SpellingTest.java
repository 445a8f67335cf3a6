package org.screlate.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A name is offered where it was probably meant, and no other. */
final class SpellingTest {
    private static String nearest(String unknown, String... names) {
        return Spelling.nearest(unknown, List.of(names));
    }

    @Test
    void longWordsMayDifferInAThird() {
        assertEquals("leiden", nearest("leidn", "kmeans", "leiden"));
        assertEquals("--components", nearest("--component", "--components", "--counts-output"));
        assertEquals("subject", nearest("Subjects", "subject", "group"));
        assertEquals("", nearest("banana", "group", "subject"));
    }

    @Test
    void wordsOfFourLettersMayDifferInOne() {
        assertEquals("group", nearest("grup", "group"));
        assertEquals("gene", nearest("gens", "gene"));
        assertEquals("", nearest("gene", "name"));
        assertEquals("", nearest("cell", "kill"));
        assertEquals("", nearest("batch", "bath ro"));
        assertEquals("", nearest("sizes", "sex"));
    }

    @Test
    void wordsOfTwoLettersMustBeThemselvesButForCapitals() {
        assertEquals("", nearest("k", "q"));
        assertEquals("", nearest("no", "n1"));
        assertEquals("T1", nearest("t1", "T1", "T2"));
    }
}
