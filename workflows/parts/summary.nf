/*
 * The metrics of all samples as one page and as lines for the terminal.
 */

/** Rows of the summary table as one map for each sample, task and name: metric -> value. */
def pivot(lines) {
    def header = lines[0].split('\t').toList()
    def rows = lines.tail().collect { line -> [header, line.split('\t', -1).toList()].transpose().collectEntries { name, value -> [name, value] } }
    return rows.groupBy { row -> [row.task, row.sample, row.data, row.name] }.collect { key, group ->
        [task: key[0], sample: key[1], data: key[2], name: key[3], metrics: group.collectEntries { row -> [row.metric, shortened(row.value)] }]
    }
}

def shortened(value) {
    return value ==~ /-?[0-9]*\.?[0-9]+([eE]-?[0-9]+)?/ ? String.format(Locale.ROOT, '%.4g', value.toDouble()) : value
}

/** The tables, one for each task, as header and rows of words. */
def tables(lines) {
    return pivot(lines).groupBy { row -> row.task }.collect { task, rows ->
        def metrics = rows.collectMany { row -> row.metrics.keySet().toList() }.unique()
        [title: task, header: ['sample', 'data', 'name'] + metrics, rows: rows.collect { row -> [row.sample, row.data, row.name] + metrics.collect { metric -> row.metrics[metric] ?: '' } }]
    }
}

def summaryText(lines) {
    return tables(lines).collect { table ->
        def all = [table.header] + table.rows
        def widths = table.header.indices.collect { column -> all.collect { row -> row[column].size() }.max() }
        def body = all.collect { row -> '  ' + [row, widths].transpose().collect { word, width -> word.padRight(width) }.join('  ') }
        ([table.title] + body).join('\n')
    }.join('\n\n')
}

def escaped(text) {
    return "${text}".replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('"', '&quot;')
}

/** What a table of scores shows, for whoever has not read the manual. */
def meaning(task) {
    def meanings = [
        clustering: 'Clusters against the known labels of the cells: of the imputed matrix, and of the principal components without imputation. accuracy, ari and nmi are 1 where both agree fully; a higher silhouette means clusters further apart.',
        recovery: 'Values hidden on purpose against what imputation put in their places (masked), in units of log expression: smaller errors are better. For zeros that nobody hid (untouched_zeros): the share that was filled, and how high. share_covered is the part of the hidden values whose genes were imputed.',
        pathways: 'Gene sets, each third found from the other two by walks on the network of coexpressed genes, among ten times as many other genes: knowing nothing gives auroc 0.5 and average_precision 0.09. average_precision_of_degrees ranks genes by their number of partners alone.',
    ]
    return meanings[task] ?: ''
}

/** The first rows of each group in a table of tests: genes or sets that stand out, as one row of words a group. */
def standingOut(table) {
    def header = table.withReader { reader -> reader.readLine() }.split('\t').toList()
    def rows = table.readLines().tail().collect { line -> [header, line.split('\t', -1).toList()].transpose().collectEntries { name, value -> [name, value] } }
    def named = header.contains('gene') ? 'gene' : 'set'
    return rows.groupBy { row -> row.group }.collect { group, its ->
        def found = its.findAll { row -> row.q_value.isNumber() && row.q_value.toDouble() < 0.05 && (row.score ?: row.nes).toDouble() > 0 }
        [group, found.size(), found.take(8).collect { row -> row[named] }.join(', ')]
    }
}

/** What differs between groups of cells, in tables of links. */
def differences(tests) {
    return tests
        .collect { meta, table ->
            def rows = standingOut(table).collect { row -> '<tr>' + row.collect { word -> "<td>${escaped(word)}</td>" }.join() + '</tr>' }
            def what = table.name.endsWith('.marker_sets.tsv') ? 'gene sets' : 'genes'
            """<h2>${what} that stand out: ${escaped(meta.id)}</h2>
<p>Higher in the group than in all other cells, with a q-value below 0.05, the clearest first: <a href="${escaped(meta.id)}/${escaped(table.name)}">all in full</a>. Clusters made of the same cells differ by construction: these p-values do not tell whether clusters are real.</p>
<table>
<tr><th>group</th><th>number</th><th>first</th></tr>
${rows.join('\n')}
</table>"""
        }
        .join('\n')
}

/** A page that needs nothing from elsewhere: the tables and links to each sample's files. */
def summaryPage(lines, tests, samples, version) {
    def html = { table ->
        def head = table.header.collect { word -> "<th>${escaped(word)}</th>" }.join()
        def body = table.rows.collect { row -> '<tr>' + row.collect { word -> "<td>${escaped(word)}</td>" }.join() + '</tr>' }.join('\n')
        "<h2>${escaped(table.title)}</h2>\n<p>${meaning(table.title)}</p>\n<table>\n<tr>${head}</tr>\n${body}\n</table>"
    }
    def links = samples.collect { id -> "<li><a href=\"${escaped(id)}/${escaped(id)}.h5ad\">${escaped(id)}.h5ad</a> in <a href=\"${escaped(id)}/\">${escaped(id)}/</a></li>" }
    return """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>screlate: summary</title>
<style>
body { font-family: sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; color: #222 }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { border-bottom: 1px solid #ccc; padding: 0.3em 0.8em; text-align: left }
</style>
</head>
<body>
<h1>screlate ${escaped(version)}</h1>
${tables(lines).collect(html).join('\n')}
${differences(tests)}
<p>The same numbers in full: <a href="summary.tsv">summary.tsv</a></p>
<h2>files</h2>
<ul>
${links.join('\n')}
</ul>
</body>
</html>
"""
}
