package org.screlate.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The help of a command: what it does, what it needs, its options by what they are for, an example and its page. */
final class HelpText {
    private static final String PAGES = "https://github.com/screlate/screlate/blob/main/docs/methods/";
    private static final int WIDTH = 100;
    private static final int INDENT = 6;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** Options that say how sure a result is, rather than how it is made. */
    private static final Set<String> STATISTICS = Set.of(
            "--test",
            "--bootstraps",
            "--permutations",
            "--null",
            "--background-pairs",
            "--max-fdr",
            "--max-p",
            "--min-subjects",
            "--min-subject-cells",
            "--share-above",
            "--detected-above",
            "--zeros-above",
            "--tail",
            "--weight",
            "--min-size",
            "--max-size",
            "--random-networks",
            "--negatives",
            "--folds",
            "--test-share",
            "--validation-share");

    private HelpText() {}

    /** Writes the help of a command and of its subcommands in the form below. */
    static void set(CommandLine line) {
        line.setUsageHelpWidth(WIDTH);
        Map<String, CommandLine.IHelpSectionRenderer> sections = new LinkedHashMap<>();
        sections.put("screlate", help -> of(help.commandSpec()));
        line.setHelpSectionKeys(List.of("screlate"));
        line.setHelpSectionMap(sections);
    }

    /** The whole text. */
    static String of(CommandSpec spec) {
        StringBuilder text = new StringBuilder();
        for (String paragraph : spec.usageMessage().description()) {
            text.append(wrapped(paragraph, 0)).append('\n');
        }
        text.append('\n').append("Usage: ").append(usage(spec)).append("\n");
        if (!spec.subcommands().isEmpty()) {
            text.append("\nSubcommands:\n").append(subcommands(spec));
        }
        groups(spec).forEach((group, options) -> {
            text.append('\n').append(group).append(":\n");
            options.forEach(option -> text.append(entry(option)));
        });
        String[] examples = spec.usageMessage().footer();
        if (examples.length > 0) {
            text.append(examples.length > 1 ? "\nExamples:\n" : "\nExample:\n");
            Arrays.stream(examples)
                    .forEach(example -> text.append("  ").append(example).append('\n'));
        }
        return text.append("\nMore: ")
                .append(PAGES)
                .append(page(spec))
                .append("\n")
                .toString();
    }

    /** The options by what they are for, in the order of the help; required ones first, whatever they are for. */
    static Map<String, List<OptionSpec>> groups(CommandSpec spec) {
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        for (String name : List.of("Required", "Input", "Output", "Method", "Statistics", "Reproducibility", "Help")) {
            groups.put(name, new ArrayList<>());
        }
        for (OptionSpec option : spec.options()) {
            List<OptionSpec> group = groups.get(group(option));
            if (group != null) {
                group.add(option);
            }
        }
        groups.values().removeIf(List::isEmpty);
        return groups;
    }

    private static String group(OptionSpec option) {
        String name = option.longestName();
        if (option.usageHelp() || option.versionHelp()) {
            return "Help";
        }
        if (option.required()) {
            return "Required";
        }
        if (name.equals("--seed") || name.equals("--threads")) {
            return "Reproducibility";
        }
        if (name.endsWith("output") || name.startsWith("--output-")) {
            return "Output";
        }
        boolean isFile = Arrays.asList(option.auxiliaryTypes()).contains(Path.class)
                || option.type().equals(GeneChoice.class);
        if (isFile || name.matches(".*-columns?|--layer|--orientation|--group|--reference|--batch|--ppi-format")) {
            return "Input";
        }
        return STATISTICS.contains(name) ? "Statistics" : "Method";
    }

    private static String usage(CommandSpec spec) {
        StringBuilder usage = new StringBuilder(spec.qualifiedName());
        if (!spec.subcommands().isEmpty()) {
            return usage.append(" SUBCOMMAND [options]").toString();
        }
        spec.options().stream().filter(OptionSpec::required).forEach(option -> usage.append(' ')
                .append(named(option)));
        usage.append(" [options]");
        spec.options().stream().filter(HelpText::standsAlone).forEach(option -> usage.append("\n       ")
                .append(spec.qualifiedName())
                .append(' ')
                .append(named(option)));
        return usage.toString();
    }

    /** Whether an option does without the required ones; picocli knows no other way to say so. */
    @SuppressWarnings("deprecation")
    private static boolean standsAlone(OptionSpec option) {
        return option.help();
    }

    private static String subcommands(CommandSpec spec) {
        StringBuilder text = new StringBuilder();
        int width = spec.subcommands().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        spec.subcommands().forEach((name, line) -> text.append("  ")
                .append(name)
                .append(" ".repeat(width - name.length() + 2))
                .append(line.getCommandSpec().usageMessage().description()[0])
                .append('\n'));
        return text.append("\nOptions of one: ")
                .append(spec.qualifiedName())
                .append(" SUBCOMMAND --help\n")
                .toString();
    }

    /** An option with what it takes. */
    static String named(OptionSpec option) {
        return option.longestName() + (option.arity().max() == 0 ? "" : " " + option.paramLabel());
    }

    private static String entry(OptionSpec option) {
        String description = String.join(" ", option.description());
        return "  " + named(option) + "\n" + wrapped(asTyped(option, description), INDENT) + "\n";
    }

    /** The values of a choice in the case in which they are typed. */
    static String asTyped(OptionSpec option, String description) {
        String text = description;
        if (option.type().isEnum()) {
            for (Object constant : option.type().getEnumConstants()) {
                text = text.replaceAll("\\b" + constant + "\\b", typed(constant));
            }
        }
        return text;
    }

    /** A value of a choice as it is typed. */
    static String typed(Object constant) {
        return String.valueOf(constant).toLowerCase(Locale.ROOT);
    }

    private static String page(CommandSpec spec) {
        return spec.root().name().replaceFirst("^screlate-", "") + ".md";
    }

    private static String wrapped(String text, int indent) {
        StringBuilder out = new StringBuilder(" ".repeat(indent));
        int column = indent;
        for (String word : SPACES.splitAsStream(text.strip()).toList()) {
            if (column > indent && column + 1 + word.length() > WIDTH) {
                out.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (column > indent) {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += word.length();
        }
        return out.toString();
    }
}
