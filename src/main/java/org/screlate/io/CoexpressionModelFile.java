package org.screlate.io;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CoexpressionModel;
import org.screlate.data.InvalidInputException;
import org.screlate.io.text.TextFile;

/** Models of coexpression as YAML: one key for each part; a formula for {@code mu} serves both {@code mu1} and {@code mu2}. */
public final class CoexpressionModelFile {
    private static final List<String> SHARED = List.of("mu", "sigma", "rho", "zi");
    private static final List<String> KEYS = List.of(
            "family",
            "dependence",
            "copula",
            "offset",
            "mu",
            "mu1",
            "mu2",
            "sigma",
            "sigma1",
            "sigma2",
            "rho",
            "zi",
            "zi1",
            "zi2",
            "test",
            "subject",
            "reference",
            "factors");

    /** Characters of a model; a list of factors takes a few thousand. */
    private static final int LONGEST = 1 << 18;

    private CoexpressionModelFile() {}

    /** Reads a model; what formulas mean is not looked at yet. */
    public static CoexpressionModel read(Path path) {
        return TextFile.read(path, reader -> model(tree(new StringReader(text(reader)))));
    }

    // What reads YAML takes minutes for some files of many megabytes.
    private static String text(Reader reader) throws IOException {
        char[] text = new char[LONGEST + 1];
        int length = 0;
        for (int more = 0; more >= 0 && length < text.length; more = reader.read(text, length, text.length - length)) {
            length += more;
        }
        if (length > LONGEST) {
            throw new InvalidInputException(
                    "it has more than " + LONGEST + " characters; a model has a few lines, is this the right file?");
        }
        return new String(text, 0, length);
    }

    private static JsonNode tree(Reader reader) throws IOException {
        YAMLFactory factory = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = factory.createParser(reader)) {
            parser.nextToken();
            JsonNode tree = asWritten(parser);
            if (!tree.isObject()) {
                throw new InvalidInputException("no keys with values; a line is a key, a colon and a value, such as"
                        + " 'rho: ~ group + (1 | group:subject)'");
            }
            if (parser.nextToken() != null) {
                throw new InvalidInputException(
                        "line " + parser.currentLocation().getLineNr()
                                + ": a second document follows; a file holds one model, without '---' within");
            }
            return tree;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new InvalidInputException(
                    (at == null ? "" : "line " + at.getLineNr() + ": ")
                            + "not YAML: "
                            + e.getOriginalMessage().lines().findFirst().orElse("")
                            + "; put values that hold ': ' or '#' into quotes",
                    e);
        }
    }

    /** What stands in the file: names such as No, 010, 1e3 or .inf are words, where YAML's own rules make numbers and claims of them. */
    private static JsonNode asWritten(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                object.set(key, asWritten(parser));
            }
            return object;
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(asWritten(parser));
            }
            return array;
        } else if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw new InvalidInputException(
                    "'*" + parser.getText() + "' stands for a value elsewhere; write the value");
        }
        return TextNode.valueOf(parser.getText() == null ? "" : parser.getText());
    }

    private static CoexpressionModel model(JsonNode tree) {
        Set<String> unknown = new TreeSet<>();
        tree.fieldNames().forEachRemaining(unknown::add);
        KEYS.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new InvalidInputException(
                    "unknown key '" + String.join("', '", unknown) + "'; the keys are " + String.join(", ", KEYS));
        }
        String family = oneOf(tree, "family", List.of(CoexpressionModel.NB, CoexpressionModel.PLN));
        String dependence = oneOf(tree, "dependence", List.of(CoexpressionModel.EXPRESSION, CoexpressionModel.COUNTS));
        if (family.equals(CoexpressionModel.PLN) && dependence.equals(CoexpressionModel.COUNTS)) {
            throw new InvalidInputException("family: pln has dependence: expression only");
        }
        return new CoexpressionModel(
                family,
                dependence,
                textOr(tree, "copula", "gaussian"),
                text(tree, "offset"),
                formulas(tree),
                needed(tree, "test"),
                text(tree, "subject"),
                references(tree),
                factors(tree));
    }

    private static Map<String, String> formulas(JsonNode tree) {
        Map<String, String> formulas = new LinkedHashMap<>();
        for (String shared : SHARED) {
            List<String> own = CoexpressionModel.PARAMETERS.stream()
                    .filter(name -> name.matches(shared + "[12]"))
                    .toList();
            boolean mixed = own.stream().anyMatch(tree::has);
            if (mixed && tree.has(shared)) {
                throw new InvalidInputException(
                        "give either " + shared + " or " + String.join(" and ", own) + ", not both");
            }
            if (mixed) {
                own.forEach(name -> formulas.put(name, needed(tree, name)));
            } else if (!shared.equals("zi") || tree.has(shared)) {
                String formula = needed(tree, shared);
                (own.isEmpty() ? List.of(shared) : own).forEach(name -> formulas.put(name, formula));
            }
        }
        return formulas;
    }

    private static Map<String, String> references(JsonNode tree) {
        Map<String, String> references = new LinkedHashMap<>();
        JsonNode node = tree.path("reference");
        if (!node.isMissingNode() && !node.isObject()) {
            throw new InvalidInputException("reference: '" + node.asText()
                    + "' names no column; write 'reference: {group: " + node.asText() + "}'");
        }
        node.properties()
                .forEach(
                        entry -> references.put(entry.getKey(), entry.getValue().asText()));
        return references;
    }

    private static List<String> factors(JsonNode tree) {
        List<String> factors = new ArrayList<>();
        JsonNode node = tree.path("factors");
        if (node.isTextual() && !node.asText().isBlank()) {
            factors.add(node.asText());
        } else if (!node.isMissingNode() && !node.isArray()) {
            throw new InvalidInputException("factors: give a list of columns, such as [batch, patient]");
        }
        node.elements().forEachRemaining(element -> factors.add(element.asText()));
        return factors;
    }

    /** A word of a list, whose first is meant where the key is missing. */
    private static String oneOf(JsonNode tree, String key, List<String> words) {
        String word = textOr(tree, key, words.get(0));
        if (!words.contains(word)) {
            throw new InvalidInputException(key + ": '" + word + "' is none of " + String.join(", ", words));
        }
        return word;
    }

    private static String textOr(JsonNode tree, String key, String otherwise) {
        return tree.has(key) ? needed(tree, key) : otherwise;
    }

    private static @Nullable String text(JsonNode tree, String key) {
        return tree.has(key) ? needed(tree, key) : null;
    }

    private static String needed(JsonNode tree, String key) {
        JsonNode node = tree.path(key);
        if (node.isMissingNode()) {
            throw new InvalidInputException("no key '" + key + "'");
        }
        if (!node.isTextual() || node.asText().isBlank()) {
            throw new InvalidInputException(key + " has no value, or more than one; give one");
        }
        return node.asText().strip();
    }
}
