package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.data.Annotations;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Ontology;
import org.screlate.data.Ontology.Parent;
import org.screlate.data.Ontology.Relation;

final class OntologyFileTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(
                folder.resolve("given"), text.replace(';', '\n').replace('|', '\t'));
    }

    @Test
    void obsoleteTermsStandForThoseThatReplaceThemByWayOfOthersToo() throws IOException {
        Ontology read = OntologyFile.read(file("[Term];id: T:1;namespace: p;alt_id: T:11;;"
                + "[Term];id: T:2;is_obsolete: true;replaced_by: T:11;alt_id: T:12;;"
                + "[Term];id: T:3;is_obsolete: true;replaced_by: T:2;;"
                + "[Term];id: T:4;is_obsolete: true;consider: T:1;consider: T:2;;"
                + "[Term];id: T:5;is_obsolete: true;replaced_by: T:6;;"
                + "[Term];id: T:6;is_obsolete: true;replaced_by: T:5;;"
                + "[Term];id: T:7;is_obsolete: true;replaced_by: T:99;;"));
        assertEquals(Map.of("T:11", 0, "T:2", 0, "T:12", 0, "T:3", 0), read.others());
        assertEquals(List.of("T:1", "T:2"), read.obsolete().get("T:4"));
        assertEquals(
                Set.of("T:2", "T:12", "T:3", "T:4", "T:5", "T:6", "T:7"),
                read.obsolete().keySet());
    }

    @Test
    void termsRelationsFormerIdsAndObsoleteTermsAreRead() throws IOException {
        Ontology read = OntologyFile.read(file("format-version: 1.2;;[Term];id: T:1;namespace: p;;"
                + "[Term];id: T:2 ! old;is_obsolete: true;;"
                + "[Term];id: T:3;namespace: p;alt_id: T:7;is_a: T:1 ! one;relationship: part_of T:1 ! one;"
                + "relationship: regulates T:1;;[Typedef];id: part_of;name: part of;"));
        assertEquals(List.of("T:1", "T:3"), read.ids());
        assertEquals(List.of("p", "p"), read.namespaces());
        assertEquals(
                List.of(new Parent(0, Relation.IS_A), new Parent(0, Relation.PART_OF), new Parent(0, Relation.OTHER)),
                read.parents().get(1));
        assertEquals(Map.of("T:7", 1), read.others());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '%',
            textBlock =
                    """
            nothing % holds no [Term]
            [Term];name: x % the [Term] of line 1 has no id
            [Term];id: T:1;;[Term];id: T:1 % T:1 is there twice (line 4)
            [Term];id: T:1;is_a: T:2 % T:1 (line 1) names T:2
            [Term];id: T:1;relationship: part_of % line 3: a relationship needs
            [Term];no tag here % line 2 is no 'tag: value'
            """)
    void malformedOntologiesAreToldInOneLine(String text, String message) throws IOException {
        Path given = file(text);
        String told = assertThrows(InvalidInputException.class, () -> OntologyFile.read(given))
                .getMessage();
        assertTrue(told.contains(message), told);
    }

    @Test
    void annotationsAreReadAndNegatedOnesCounted() throws IOException {
        Annotations read = AnnotationsFile.read(file("!gaf-version: 2.2;"
                + "X|1|TP53|involved_in|GO:1|r|IDA||P||g|protein|t|d|X||;"
                + "X|1|TP53|involved_in|GO:1|r|IEA||P||g|protein|t|d|X||;"
                + "X|1|TP53|NOT|GO:2|r|IDA||P||g|protein|t|d|X||;"));
        assertEquals(Map.of("TP53", List.of("GO:1")), read.terms());
        assertEquals(1, read.negated());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '%',
            textBlock =
                    """
            TP53|GO:1 % line 1 has 2 columns
            !only a comment % holds no annotation
            X|1||involved_in|GO:1|r|IDA||P||g|protein|t|d|X % no symbol
            """)
    void malformedAnnotationsAreToldInOneLine(String text, String message) throws IOException {
        Path given = file(text);
        String told = assertThrows(InvalidInputException.class, () -> AnnotationsFile.read(given))
                .getMessage();
        assertTrue(told.contains(message), told);
    }
}
