package org.screlate.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Ontology;
import org.screlate.data.Ontology.Parent;
import org.screlate.data.Ontology.Relation;
import org.screlate.io.text.TextFile;

/** Ontologies as OBO files, gzipped or not. Obsolete terms stand for those that replace them;
 * relations to terms that are not there fail. */
public final class OntologyFile {
    private OntologyFile() {}

    /** A term as it is read, its parents still by id. */
    private static final class Stanza {
        private final int line;
        private String id = "";
        private String namespace = "";
        private boolean obsolete;
        private final List<String> others = new ArrayList<>();
        private final List<String> replacements = new ArrayList<>();
        private final List<String> considered = new ArrayList<>();
        private final List<String> parents = new ArrayList<>();
        private final List<Relation> relations = new ArrayList<>();

        Stanza(int line) {
            this.line = line;
        }

        void parent(Relation relation, String id) {
            relations.add(relation);
            parents.add(id);
        }
    }

    /** Reads the terms. */
    public static Ontology read(Path path) {
        return TextFile.read(path, OntologyFile::read);
    }

    private static Ontology read(BufferedReader reader) throws IOException {
        List<Stanza> terms = new ArrayList<>();
        Stanza term = null;
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            String text = line.strip();
            if (text.startsWith("[")) {
                term = text.equals("[Term]") ? new Stanza(number) : null;
                if (term != null) {
                    terms.add(term);
                }
            } else if (term != null && !text.isEmpty() && !text.startsWith("!")) {
                add(term, text, number);
            }
        }
        List<Stanza> obsolete = terms.stream().filter(t -> t.obsolete).toList();
        terms.removeIf(t -> t.obsolete);
        if (terms.isEmpty()) {
            throw new InvalidInputException("holds no [Term]; give an ontology in the OBO format");
        }
        return ontology(terms, obsolete);
    }

    private static void add(Stanza term, String line, int number) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new InvalidInputException("line " + number + " is no 'tag: value' of the OBO format: '" + line + "'");
        }
        int comment = line.indexOf(" ! ");
        String value =
                line.substring(colon + 1, comment < 0 ? line.length() : comment).strip();
        switch (line.substring(0, colon)) {
            case "id" -> term.id = value;
            case "namespace" -> term.namespace = value;
            case "alt_id" -> term.others.add(value);
            case "is_obsolete" -> term.obsolete = value.equals("true");
            case "replaced_by" -> term.replacements.add(value);
            case "consider" -> term.considered.add(value);
            case "is_a" -> term.parent(Relation.IS_A, value.split("\\s", 2)[0]);
            case "relationship" -> relationship(term, value, number);
            default -> {}
        }
    }

    private static void relationship(Stanza term, String value, int number) {
        String[] words = value.split("\\s+", 3);
        if (words.length < 2) {
            throw new InvalidInputException(
                    "line " + number + ": a relationship needs a kind and a term: '" + value + "'");
        }
        term.parent(words[0].equals("part_of") ? Relation.PART_OF : Relation.OTHER, words[1]);
    }

    private static Ontology ontology(List<Stanza> terms, List<Stanza> obsolete) {
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Integer> others = new HashMap<>();
        for (int t = 0; t < terms.size(); t++) {
            Stanza term = terms.get(t);
            if (term.id.isEmpty()) {
                throw new InvalidInputException("the [Term] of line " + term.line + " has no id");
            }
            if (numbers.put(term.id, t) != null) {
                throw new InvalidInputException("term " + term.id + " is there twice (line " + term.line + ")");
            }
            for (String other : term.others) {
                others.put(other, t);
            }
        }
        Map<String, List<String>> withdrawn = withdrawn(obsolete, numbers, others);
        return new Ontology(
                terms.stream().map(t -> t.id).toList(),
                terms.stream().map(t -> t.namespace).toList(),
                parents(terms, numbers),
                others,
                withdrawn);
    }

    private static List<List<Parent>> parents(List<Stanza> terms, Map<String, Integer> numbers) {
        List<List<Parent>> parents = new ArrayList<>();
        for (Stanza term : terms) {
            List<Parent> its = new ArrayList<>();
            for (int p = 0; p < term.parents.size(); p++) {
                Integer parent = numbers.get(term.parents.get(p));
                if (parent == null) {
                    throw new InvalidInputException("term " + term.id + " (line " + term.line + ") names "
                            + term.parents.get(p) + ", which the file does not hold; give the whole ontology");
                }
                its.add(new Parent(parent, term.relations.get(p)));
            }
            parents.add(its);
        }
        return parents;
    }

    /**
     * Obsolete terms, by each id they have had, with what to consider instead; those that a term of the file replaces, perhaps
     * by way of other obsolete ones, are added to the others.
     */
    private static Map<String, List<String>> withdrawn(
            List<Stanza> obsolete, Map<String, Integer> numbers, Map<String, Integer> others) {
        Map<String, Stanza> byId = new HashMap<>();
        for (Stanza term : obsolete) {
            byId.put(term.id, term);
            term.others.forEach(other -> byId.putIfAbsent(other, term));
        }
        Map<String, List<String>> withdrawn = new HashMap<>();
        Map<String, Integer> replaced = new HashMap<>();
        byId.forEach((id, term) -> {
            if (!id.isEmpty() && !numbers.containsKey(id) && !others.containsKey(id)) {
                Stanza last = term;
                Integer number = null;
                for (int step = 0; step <= obsolete.size() && number == null && !last.replacements.isEmpty(); step++) {
                    String next = last.replacements.get(0);
                    number = numbers.containsKey(next) ? numbers.get(next) : others.get(next);
                    if (number == null && !byId.containsKey(next)) {
                        break;
                    }
                    last = byId.getOrDefault(next, last);
                }
                if (number != null) {
                    replaced.put(id, number);
                }
                withdrawn.put(id, List.copyOf(last.considered));
            }
        });
        others.putAll(replaced);
        return withdrawn;
    }
}
