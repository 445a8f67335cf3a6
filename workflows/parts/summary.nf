/*
 * What a run found and what failed, as lines for the terminal and for summary.txt.
 */

include { quotedCell ; rowsOf } from './tables.nf'

/** Scores of all samples, given as the lines of summary.tsv: a table for each task. */
def scoreText(lines) {
    def header = lines[0].split('\t').toList()
    def rows = lines.tail().collect { line -> [header, line.split('\t', -1).toList()].transpose().collectEntries { name, value -> [name, value] } }
    return rows.groupBy { row -> row.task }.collect { task, its ->
        def metrics = its.collect { row -> row.metric }.unique()
        def body = its.groupBy { row -> [row.sample, row.data, row.name] }.collect { key, same ->
            def values = same.collectEntries { row -> [row.metric, shortened(row.value)] }
            key + metrics.collect { metric -> values[metric] ?: '' }
        }
        aligned(task, [['sample', 'data', 'name'] + metrics] + body)
    }.join('\n\n')
}

def aligned(title, rows) {
    def widths = rows[0].indices.collect { column -> rows.collect { row -> row[column].size() }.max() }
    def body = rows.collect { row -> '  ' + [row, widths].transpose().collect { word, width -> word.padRight(width) }.join('  ') }
    return ([title] + body).join('\n')
}

def shortened(value) {
    return value ==~ /-?[0-9]*\.?[0-9]+([eE]-?[0-9]+)?/ ? String.format(Locale.ROOT, '%.4g', value.toDouble()) : value
}

/** What was found in each cell type of a study, and what failed there; tables by what they are of. */
def typeText(meta, manifest, tables, networks, failed) {
    def found = tables.collectEntries { what, table -> [what, rowsOf(table)] }
    def types = rowsOf(manifest).collectMany { level ->
        def its = ofType(failed, meta, level)
        level.reason ? ["  ${level.level}: not tested: ${level.reason}"] : ["  ${level.level} (${level.cells} cells)"] +
            found.findAll { _what, rows -> !its || rows.any { row -> row.type == level.level } }.collect { what, rows -> "    ${what}: ${foundIn(rows, level.level)}" } +
            networkLines(networks, level.level) +
            its.collect { one -> "    failed: ${one.step} (exit ${one.exit}): ${one.line}" }
    }
    return (["${meta.sample}, within each cell type (adjusted p-values over all types of the study)"] + types).join('\n')
}

/** The failures of a cell type, whose steps are named by the study and the file of the type. */
def ofType(failed, meta, level) {
    return level.file ? failed.findAll { one -> one.of == "${meta.id}.${level.file.replaceFirst(/[.]arrow$/, '')}".toString() } : []
}

/** The failures that are of no cell type. */
def ofNoType(failed, meta, manifest) {
    return failed - rowsOf(manifest).collectMany { level -> ofType(failed, meta, level) }
}

def networkLines(networks, type) {
    return networks.findAll { meta, _table -> meta.type == type }.collect { meta, table ->
        def edges = ['gained', 'lost'].collect { what -> rowsOf(table).sum(0) { row -> row[what] as int }.intdiv(2) }
        "    network, from ${meta.from} to ${meta.to}: ${edges[0]} edges gained, ${edges[1]} lost"
    }
}

/** The genes of all comparisons of networks as one table. */
def networkTable(networks) {
    def rows = networks.sort { one -> [one[0].type, one[0].from, one[0].to].toString() }.collectMany { meta, table ->
        table.readLines().drop(1).collect { line -> "${quotedCell(meta.type)}\t${line}" }
    }
    return (["type\t${networks[0][1].readLines()[0]}"] + rows).join('\n') + '\n'
}

def foundIn(rows, type) {
    def its = rows.findAll { row -> row.type == type && row.fdr_study?.isNumber() }
    def named = { row -> row.gene ?: "${row.gene_1} and ${row.gene_2}".toString() }
    def clear = its.findAll { row -> row.fdr_study.toDouble() <= 0.05 }.collect(named).unique()
    def first = clear.take(8)
    return its ? "${clear.size()} of ${its.collect(named).unique().size()} differ at 0.05${first ? ': ' + first.join(', ') + (clear.size() > 8 ? ' ...' : '') : ''}" : 'none could be tested'
}

/** The steps that failed, as the trace tells them: step, its sample or type, exit status, and the tool's own line. */
def failures(trace) {
    return rowsOf(trace).findAll { row -> row.status == 'FAILED' && row.error_action != 'RETRY' }.collect { row ->
        def found = row.name =~ /(?:.*:)?(\w+)(?: \((.*)\))?/
        def named = found.matches() ? [found.group(1), found.group(2) ?: ''] : [row.name, '']
        [step: named[0], of: named[1], exit: row.exit, line: lastLine(file(row.workdir).resolve('.command.err'))]
    }
}

/** What a tool said last of its own, else its last line. */
def lastLine(said) {
    def lines = said.exists() ? said.readLines().findAll { line -> line.trim() } : []
    return lines.findAll { line -> line.startsWith('screlate-') }.reverse().find { _line -> true } ?: (lines ? lines.last() : 'it left no message')
}

def failureText(failed) {
    return "failed:\n" + failed.collect { one -> "  ${one.of}, ${one.step} (exit ${one.exit}): ${one.line}" }.join('\n')
}
