package org.screlate.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.screlate.data.Page;
import org.screlate.io.file.AtomicFile;

/**
 * A report as one HTML file that holds all it needs, libraries too, and asks nothing of any other machine. Whatever
 * stands in the data is text there: markup in a name is shown, never obeyed.
 */
public final class PageFile {
    private static final String FOLDER = "/org/screlate/report/";
    private static final Pattern PLACE = Pattern.compile("\\{\\{([^}]+)}}");
    private static final Pattern EXPONENT = Pattern.compile("(?<![\\w.-])-?\\d+(?:\\.\\d+)?[eE][-+]?\\d+(?![\\w])");
    private static final List<String> FOR_FIGURES = List.of("vega.min.js", "vega-lite.min.js", "vega-embed.min.js");
    /** Longer paragraphs get a box that scrolls, so that one absurd name does not push the rest out of sight. */
    private static final int LONG_TEXT = 2000;

    private PageFile() {}

    /**
     * Writes a page.
     *
     * @param version of the program, as the page tells it
     */
    public static void write(Path path, Page page, String version) {
        byte[] html = html(page, version).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(path, beside -> Files.write(beside, html));
    }

    private static String html(Page page, String version) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", escaped(page.title()));
        parts.put("version", escaped(version));
        parts.put("contents", contents(page));
        parts.put("sections", page.sections().stream().map(PageFile::section).collect(Collectors.joining("\n")));
        // In JSON "<" may be written so everywhere it can stand; no end tag can then end the element early.
        parts.put("data", PageData.packedJson(page).replace("<", "\\u003c"));
        parts.put("libraries", libraries(page));
        parts.put("licences", escaped(resource("lib/LICENCES.txt")));
        parts.put("tabulator.css", resource("lib/tabulator.min.css"));
        parts.put("page.css", resource("page.css"));
        parts.put("figures.js", script("figures.js"));
        parts.put("page.js", script("page.js"));
        return PLACE.matcher(resource("page.html"))
                .replaceAll(found -> Matcher.quoteReplacement(parts.get(found.group(1))));
    }

    private static String contents(Page page) {
        return page.sections().stream()
                .map(section -> "<li><a href=\"#" + section.id() + "\">" + escaped(section.title()) + "</a></li>")
                .collect(Collectors.joining());
    }

    private static String section(Page.Section section) {
        StringBuilder html = new StringBuilder("<section id=\"" + section.id() + "\"><h2>")
                .append(escaped(section.title()))
                .append("</h2>\n");
        boolean listed = false;
        for (Page.Part part : section.parts()) {
            boolean finding = part instanceof Page.Text text && text.tone() == Page.Tone.FINDING;
            if (finding != listed) {
                html.append(finding ? "<ul class=\"findings\">\n" : "</ul>\n");
                listed = finding;
            }
            html.append(part(part)).append('\n');
        }
        return html.append(listed ? "</ul>\n" : "").append("</section>").toString();
    }

    private static String part(Page.Part part) {
        if (part instanceof Page.Text text) {
            return text(text);
        } else if (part instanceof Page.Figure figure) {
            return frame(figure.id(), figure.title(), figure.description(), "");
        } else if (part instanceof Page.Grid grid) {
            return frame(grid.id(), grid.title(), grid.description(), "");
        }
        Page.Graph graph = (Page.Graph) part;
        return frame(graph.id(), graph.title(), graph.description(), "<p class=\"details\" role=\"status\"></p>");
    }

    private static String frame(String id, String title, String description, String after) {
        String network = after.isEmpty() ? "" : " network";
        return "<figure id=\"" + id + "\"><h3>" + escaped(title)
                + "</h3><div class=\"controls\"></div><div class=\"drawing" + network + "\"></div>" + after
                + "<figcaption>" + prose(description) + "</figcaption></figure>";
    }

    /** Text whose numbers with an exponent stay on one line: a browser breaks after the hyphen of {@code 1.4e-09}. */
    private static String prose(String text) {
        return EXPONENT.matcher(escaped(text)).replaceAll("<span class=\"whole\">$0</span>");
    }

    private static String text(Page.Text text) {
        String words = prose(text.text());
        if (words.length() > LONG_TEXT) {
            words = "<span class=\"long\">" + words + "</span>";
        }
        return switch (text.tone()) {
            case HEADING -> "<h3>" + words + "</h3>";
            case PLAIN -> "<p>" + words + "</p>";
            case FINDING -> "<li>" + words + "</li>";
            case WARNING -> "<p class=\"warning\">" + words + "</p>";
            case MISSING -> "<p class=\"missing\">" + words + "</p>";
            case QUOTE -> "<blockquote>" + words + "</blockquote>";
        };
    }

    /** Only what the page uses: a page of sentences is small. */
    private static String libraries(Page page) {
        List<Page.Part> parts = page.sections().stream()
                .flatMap(section -> section.parts().stream())
                .toList();
        StringBuilder scripts = new StringBuilder();
        if (parts.stream().anyMatch(Page.Figure.class::isInstance)) {
            FOR_FIGURES.forEach(name -> scripts.append(library(name)));
        }
        if (parts.stream().anyMatch(Page.Grid.class::isInstance)) {
            scripts.append(library("tabulator.min.js"));
        }
        if (parts.stream().anyMatch(Page.Graph.class::isInstance)) {
            scripts.append(library("cytoscape.min.js"));
        }
        return scripts.toString();
    }

    private static String library(String name) {
        return "<script>" + script("lib/" + name) + "</script>\n";
    }

    private static String script(String name) {
        return resource(name).replace("</script", "<\\/script");
    }

    /** A file of the page's own, from the jar. */
    static String resource(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** The same as bytes. */
    static byte[] bytes(String name) {
        try (InputStream stream = PageFile.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks " + FOLDER + name);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
