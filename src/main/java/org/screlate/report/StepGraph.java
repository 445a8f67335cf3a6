package org.screlate.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.screlate.data.Column;
import org.screlate.data.Page;
import org.screlate.data.Provenance;
import org.screlate.data.Table;

/**
 * How the results came about, from the files' own histories. A history is a list; an import begins a branch of its own, a
 * merge joins all branches before it, any other step goes on from the one before. Steps of the same tool with the same options
 * after the same steps are one node, however many files they were run on.
 */
final class StepGraph {
    private final Map<String, Provenance.Step> nodes = new LinkedHashMap<>();
    private final Map<String, Set<Provenance.Step>> runs = new LinkedHashMap<>();
    private final Set<List<String>> edges = new LinkedHashSet<>();

    private StepGraph() {}

    static Page.Graph of(Results results) {
        StepGraph graph = new StepGraph();
        results.all().forEach(result -> graph.add(result.provenance().steps()));
        return graph.drawn();
    }

    private void add(List<Provenance.Step> history) {
        Deque<String> ends = new ArrayDeque<>();
        for (Provenance.Step step : history) {
            boolean begins = ends.isEmpty() || Steps.isOf(step, "import");
            boolean joins = Steps.isOf(step, "merge");
            List<String> before =
                    begins ? List.of() : joins ? ends.stream().distinct().toList() : List.of(ends.peek());
            String node = step.tool() + " " + options(step) + " " + step.seed() + " < "
                    + before.stream().sorted().collect(Collectors.joining(" + "));
            nodes.putIfAbsent(node, step);
            runs.computeIfAbsent(node, n -> new LinkedHashSet<>()).add(step);
            before.forEach(one -> edges.add(List.of(one, node)));
            if (joins) {
                ends.clear();
            } else if (!begins) {
                ends.pop();
            }
            ends.push(node);
        }
    }

    static String options(Provenance.Step step) {
        return step.options().entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(" "));
    }

    private Page.Graph drawn() {
        Map<String, String> numbers = new LinkedHashMap<>();
        Values.RowList rows = new Values.RowList();
        nodes.forEach((node, step) -> {
            String number = "step " + (numbers.size() + 1);
            numbers.put(node, number);
            int times = runs.getOrDefault(node, Set.of()).size();
            rows.add(
                    "id",
                    number,
                    "label",
                    step.tool().replaceFirst("^screlate-", "") + (times > 1 ? " (" + times + " times)" : ""),
                    "group",
                    step.tool(),
                    "version",
                    step.version(),
                    "seed",
                    String.valueOf(step.seed()),
                    "options",
                    options(step));
        });
        Values.RowList arrows = new Values.RowList();
        edges.forEach(edge -> arrows.add(
                "source", numbers.getOrDefault(edge.get(0), ""), "target", numbers.getOrDefault(edge.get(1), "")));
        Table none = Table.ofRows(0)
                .with("source", new Column.Text(new String[0]))
                .with("target", new Column.Text(new String[0]));
        return new Page.Graph(
                "provenance",
                "Provenance: how the results came about",
                "The steps that the files' own histories tell of; an arrow leads to the step that came next. Click a step for its options.",
                rows.table(),
                arrows.size() == 0 ? none : arrows.table(),
                true);
    }
}
