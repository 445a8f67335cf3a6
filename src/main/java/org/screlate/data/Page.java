package org.screlate.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report as people read it: sentences, figures, tables and networks, in sections. It says what to show, not how.
 *
 * @param title of the whole page
 * @param sections in the order they are read
 */
public record Page(String title, List<Section> sections) {
    /** Keeps its own copy. */
    public Page {
        sections = List.copyOf(sections);
    }

    /** All figures of the page, in order. */
    public List<Figure> figures() {
        return sections.stream()
                .flatMap(section -> section.parts().stream())
                .filter(Figure.class::isInstance)
                .map(Figure.class::cast)
                .toList();
    }

    /**
     * Parts under one heading.
     *
     * @param id unique on the page, letters and hyphens
     * @param title the heading
     * @param parts in order
     */
    public record Section(String id, String title, List<Part> parts) {
        /** Keeps its own copy. */
        public Section {
            parts = List.copyOf(parts);
        }
    }

    /** What a section is made of. */
    public sealed interface Part {}

    /** How a sentence is meant. */
    public enum Tone {
        /** A heading within a section. */
        HEADING,
        /** Plain text. */
        PLAIN,
        /** One finding of a list. */
        FINDING,
        /** Something the reader should know before trusting a number. */
        WARNING,
        /** Something that is not there, and why. */
        MISSING,
        /** A paragraph to copy. */
        QUOTE
    }

    /**
     * A sentence or a paragraph; plain text, never markup.
     *
     * @param tone how it is meant
     * @param text what it says
     */
    public record Text(Tone tone, String text) implements Part {}

    /**
     * A figure drawn by a template.
     *
     * @param id unique on the page; also the name of its files
     * @param title its heading
     * @param description what it shows, for whoever cannot see it
     * @param template name of the Vega-Lite template
     * @param words values of the template's placeholders, by name: text, numbers, or lists of them
     * @param tables rows to draw, by the name that the template gives them; one table may serve several figures
     * @param chooseBy column of whose values the reader sees one at a time, or null to see all rows at once
     * @param colours what the reader may colour points by, or null
     */
    public record Figure(
            String id,
            String title,
            String description,
            String template,
            Map<String, Object> words,
            Map<String, Table> tables,
            @Nullable String chooseBy,
            @Nullable Colours colours)
            implements Part {
        /** A figure of one table, which the template calls {@code rows}, with nothing to choose. */
        public static Figure of(
                String id, String title, String description, String template, Map<String, Object> words, Table rows) {
            return new Figure(id, title, description, template, words, Map.of("rows", rows), null, null);
        }

        /** The same, of whose rows the reader sees those of one value of a column at a time. */
        public Figure choosing(String column) {
            return new Figure(id, title, description, template, words, tables, column, colours);
        }

        /** The same, whose points the reader may colour. */
        public Figure colouredBy(Colours choice) {
            return new Figure(id, title, description, template, words, tables, chooseBy, choice);
        }
    }

    /**
     * What points may be coloured by.
     *
     * @param columns of the figure's rows, the first shown at first
     * @param genes names of the genes
     * @param layers name of each layer of expression
     * @param levels for each layer {@code [genes][points]} expression in 256 steps, 0 being none
     * @param tops for each layer, what step 255 of each gene stands for
     */
    public record Colours(
            List<String> columns, List<String> genes, List<String> layers, List<byte[][]> levels, List<float[]> tops) {}

    /**
     * A table to sort and search.
     *
     * @param id unique on the page; also the name of the file the reader saves
     * @param title its heading
     * @param description what a row is
     * @param table the rows
     */
    public record Grid(String id, String title, String description, Table table) implements Part {}

    /**
     * A network to walk through, or the steps of a run.
     *
     * @param id unique on the page
     * @param title its heading
     * @param description what nodes and edges are
     * @param nodes columns {@code id}, {@code label}, {@code group} and any that a click shows
     * @param edges columns {@code source}, {@code target} (ids), {@code weight}, {@code change}
     * @param layered whether edges show an order of steps; else one neighbourhood is shown at a time
     */
    public record Graph(String id, String title, String description, Table nodes, Table edges, boolean layered)
            implements Part {}
}
