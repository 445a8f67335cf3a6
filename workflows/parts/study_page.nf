/*
 * The imputation study as one page that needs nothing from elsewhere, and the table of running times from the trace.
 */

include { escaped } from './tables.nf'

/** Writes times.tsv and index.html beside the tables of the study. */
def studyPage(outdir, version) {
    def header = 'sample\tcells\tmethod\tcpu_s\treal_s\tpeak_rss_mb'
    def rows = timeRows(outdir.resolve('pipeline_info/trace.txt'))
    outdir.resolve('times.tsv').text = ([header] + rows).join('\n') + '\n'
    outdir.resolve('index.html').text = page(outdir, version)
}

/** A row for each step of the study of time; CPU seconds are the real ones times the share of a processor used. */
def timeRows(trace) {
    def lines = trace.readLines()
    def header = lines[0].split('\t').toList()
    return lines.drop(1).collect { line -> [header, line.split('\t', -1).toList()].transpose().collectEntries { name, value -> [name, value] } }
        .collect { row -> [row, row.name =~ /.*TIMED \((.+)\.n(\d+)\.([a-z-]+)\)/] }
        .findAll { _row, found -> found.matches() }
        .collect { row, found ->
            def real = seconds(row.realtime)
            def used = row['%cpu'] ==~ /[0-9.]+%/ ? row['%cpu'].replace('%', '').toDouble() / 100 : 0d
            [found.group(1), found.group(2), found.group(3), String.format(Locale.ROOT, '%.1f', real * used), String.format(Locale.ROOT, '%.1f', real), megabytes(row.peak_rss)].join('\t')
        }
        .sort()
}

/** Of a duration as the trace tells it: 1h 2m 3.4s, 350ms. */
def seconds(duration) {
    def units = [d: 86400, h: 3600, m: 60, s: 1, ms: 0.001]
    return "${duration}".tokenize(' ').collect { part ->
        def found = part =~ /([0-9.]+)(ms|[dhms])/
        found.matches() ? found.group(1).toDouble() * units[found.group(2)] : 0d
    }.sum() as double
}

def megabytes(size) {
    def found = "${size}" =~ /([0-9.]+) (KB|MB|GB)/
    return found.matches() ? Math.round(found.group(1).toDouble() * [KB: 1 / 1024, MB: 1, GB: 1024][found.group(2)]) : ''
}

/** The rows of a table as maps. */
def rowsOf(path) {
    def lines = path.exists() ? path.readLines() : []
    def header = lines ? lines[0].split('\t').toList() : []
    return lines.drop(1).collect { line -> [header, line.split('\t', -1).toList()].transpose().collectEntries { name, value -> [name, value] } }
}

/** Means over seeds, with the spread where there are several: one map for each group, score by name. */
def means(rows, keys) {
    return rows.groupBy { row -> keys.collect { key -> row[key] } }.collect { values, group ->
        def scores = group.groupBy { row -> "${row.name}.${row.metric}".toString() }.collectEntries { score, same -> [score, mean(same.collect { row -> row.value })] }
        [keys, values].transpose().collectEntries { key, value -> [key, value] } + scores
    }
}

def mean(values) {
    def numbers = values.findAll { value -> value ==~ /-?[0-9.]+([eE]-?[0-9]+)?/ }.collect { value -> value.toDouble() }
    if (!numbers) {
        return ''
    }
    def middle = numbers.sum() / numbers.size()
    def spread = Math.sqrt(numbers.collect { number -> (number - middle) ** 2 }.sum() / Math.max(1, numbers.size() - 1))
    return String.format(Locale.ROOT, numbers.size() > 1 ? '%.4f ± %.4f' : '%.4f', middle, spread)
}

def table(rows, columns) {
    def head = columns.collect { _column, title -> "<th>${escaped(title)}</th>" }.join()
    def body = rows.collect { row -> '<tr>' + columns.collect { column, _title -> "<td>${escaped(row[column] ?: '')}</td>" }.join() + '</tr>' }
    return "<table>\n<tr>${head}</tr>\n${body.join('\n')}\n</table>"
}

def clusteringPart(outdir) {
    def rows = rowsOf(outdir.resolve('clustering.tsv')).collect { row -> row + [name: 'score'] }
    return table(means(rows, ['sample', 'rate', 'method']), [sample: 'sample', rate: 'hidden', method: 'method', 'score.ari': 'ARI', 'score.nmi': 'NMI', 'score.accuracy': 'accuracy'])
}

def recoveryPart(outdir, ablations) {
    def isPart = { row -> row.method.startsWith('sccr-') || (row.method == 'sccr' && row.space == 'normalised' && row.mechanism == 'mcar') }
    def rows = rowsOf(outdir.resolve('recovery.tsv')).findAll { row -> ablations ? isPart.call(row) : !row.method.startsWith('sccr-') }
    def columns = [
        sample: 'sample', space: 'hidden in', mechanism: 'mechanism', rate: 'hidden', method: 'method',
        'masked.mae': 'MAE', 'masked.rmse': 'RMSE', 'untouched_zeros.mae': 'put on other zeros', 'masked_and_zeros.mae': 'MAE of both',
        'masked_and_zeros.rmse': 'RMSE of both', 'masked_and_zeros.auroc': 'AUROC',
    ]
    return table(means(rows, ['sample', 'space', 'mechanism', 'rate', 'method']), columns)
}

def colour(index, of) {
    return "hsl(${Math.round(360 * index / Math.max(1, of))} 65% ${index % 2 ? 38 : 52}%)".toString()
}

/** One scatter plot, coordinates brought into a square. */
def scatter(title, points, labels) {
    def size = 260
    def x = points.collect { point -> point.umap_1.toDouble() }
    def y = points.collect { point -> point.umap_2.toDouble() }
    def (low, high) = [[x.min(), y.min()], [x.max(), y.max()]]
    def scaled = { value, from, to -> String.format(Locale.ROOT, '%.1f', 6 + (size - 12) * (value - from) / Math.max(1e-9d, to - from)) }
    def circles = points.collect { point ->
        def at = labels.indexOf(point.label)
        "<circle cx=\"${scaled.call(point.umap_1.toDouble(), low[0], high[0])}\" cy=\"${scaled.call(point.umap_2.toDouble(), low[1], high[1])}\" r=\"1.6\" class=\"l${at}\"/>"
    }
    return "<figure><svg viewBox=\"0 0 ${size} ${size}\" width=\"${size}\" height=\"${size}\" role=\"img\"><title>${escaped(title)}</title>${circles.join('')}</svg><figcaption>${escaped(title)}</figcaption></figure>"
}

/** UMAP of each sample: what was hidden by row, method by column. */
def umapPart(outdir) {
    def rows = rowsOf(outdir.resolve('umap.tsv'))
    return rows.groupBy { row -> row.sample }.collect { sample, ofSample ->
        def labels = ofSample.collect { row -> row.label }.unique().sort()
        def legend = labels.withIndex().collect { label, i -> "<span style=\"color: ${colour(i, labels.size())}\">●</span> ${escaped(label)}" }.join(' &nbsp; ')
        def style = labels.indices.collect { i -> "#umap-${escaped(sample)} .l${i} { fill: ${colour(i, labels.size())} }" }.join('\n')
        def plots = ofSample.groupBy { row -> row.rate }.collect { rate, ofRate ->
            '<div class="row">' + ofRate.groupBy { row -> row.method }.collect { method, points -> scatter("${method}, ${Math.round(rate.toDouble() * 100)} % hidden", points, labels) }.join('\n') + '</div>'
        }
        "<section id=\"umap-${escaped(sample)}\"><style>${style}</style><h3>${escaped(sample)}</h3>\n${plots.join('\n')}\n<p>${legend}</p></section>"
    }.join('\n')
}

/** CPU seconds against cells on log scales, one line for each method. */
def timePlot(rows) {
    def (width, height, left, bottom) = [520, 300, 60, 40]
    def known = rows.findAll { row -> row.cpu_s.toDouble() > 0 }
    if (!known) {
        return ''
    }
    def logs = { key -> known.collect { row -> Math.log10(row[key].toDouble()) } }
    def (cells, cpu) = [logs.call('cells'), logs.call('cpu_s')]
    def (fewest, most) = [cells.min() - 0.05, cells.max() + 0.05]
    def (least, longest) = [cpu.min() - 0.1, cpu.max() + 0.1]
    def x = { value -> left + (width - left - 130) * (Math.log10(value) - fewest) / (most - fewest) }
    def y = { value -> (height - bottom) - (height - bottom - 10) * (Math.log10(value) - least) / (longest - least) }
    def methods = known.collect { row -> row.method }.unique()
    def lines = methods.withIndex().collect { method, i ->
        def points = known.findAll { row -> row.method == method }.sort { row -> row.cells.toDouble() }
        def path = points.collect { row -> String.format(Locale.ROOT, '%.1f,%.1f', x.call(row.cells.toDouble()), y.call(row.cpu_s.toDouble())) }
        def last = path.last().split(',')
        "<polyline points=\"${path.join(' ')}\" fill=\"none\" stroke=\"${colour(i, methods.size())}\" stroke-width=\"2\"/><text x=\"${last[0].toDouble() + 6}\" y=\"${last[1]}\" fill=\"${colour(i, methods.size())}\">${escaped(method)}</text>"
    }
    def ticks = known.collect { row -> row.cells.toDouble() }.unique().collect { n -> "<text x=\"${x.call(n)}\" y=\"${height - 22}\" text-anchor=\"middle\">${Math.round(n)}</text>" }
    def marks = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000].findAll { t -> Math.log10(t as double) >= least && Math.log10(t as double) <= longest }
        .collect { t -> "<text x=\"${left - 6}\" y=\"${y.call(t as double) + 4}\" text-anchor=\"end\">${t}</text><line x1=\"${left}\" x2=\"${width - 130}\" y1=\"${y.call(t as double)}\" y2=\"${y.call(t as double)}\" stroke=\"#ddd\"/>" }
    return "<svg viewBox=\"0 0 ${width} ${height}\" width=\"${width}\" height=\"${height}\" font-size=\"12\" role=\"img\"><title>CPU seconds against cells</title>${marks.join('')}${ticks.join('')}${lines.join('')}<text x=\"${left}\" y=\"${height - 4}\">cells</text><text x=\"4\" y=\"12\">CPU s</text></svg>"
}

def timePart(outdir) {
    return rowsOf(outdir.resolve('times.tsv')).groupBy { row -> row.sample }.collect { sample, rows ->
        "<h3>${escaped(sample)}</h3>\n${timePlot(rows)}\n" + table(rows.sort { row -> [row.method, row.cells.toInteger()].toString() }, [cells: 'cells', method: 'method', cpu_s: 'CPU s', real_s: 'real s', peak_rss_mb: 'peak MB'])
    }.join('\n')
}

def page(outdir, version) {
    return """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>screlate: imputation study</title>
<style>
body { font-family: sans-serif; margin: 2em auto; max-width: 80em; padding: 0 1em; color: #222 }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { border-bottom: 1px solid #ccc; padding: 0.25em 0.7em; text-align: left }
.row { display: flex; flex-wrap: wrap }
figure { margin: 0 1em 1em 0 }
svg { border: 1px solid #eee }
</style>
</head>
<body>
<h1>Imputation study</h1>
<p>screlate ${escaped(version)}. Means over seeds, ± their standard deviation. The same numbers in full: <a href="clustering.tsv">clustering.tsv</a>,
<a href="recovery.tsv">recovery.tsv</a>, <a href="gene_relations.tsv">gene_relations.tsv</a>, <a href="times.tsv">times.tsv</a>, <a href="umap.tsv">umap.tsv</a>.</p>
<h2>Clusters against known labels</h2>
<p>k-means on the whole matrix with as many clusters as labels, 20 starts. raw is the log-normalised matrix; sccr has the asymmetric last graph of the paper's own runs.</p>
${clusteringPart(outdir)}
<h2>UMAP, without and with imputation</h2>
${umapPart(outdir)}
<h2>Recovery of hidden values</h2>
<p>MAE and RMSE of what was hidden; what was put on the zeros that nobody hid; both kinds together; and the chance that a hidden place got more than
another zero (AUROC). Values are hidden after normalisation, as published, or as counts, before size factors are taken.</p>
${recoveryPart(outdir, false)}
<h2>scCR without its parts</h2>
${recoveryPart(outdir, true)}
<h2>Genes that scCR joins</h2>
<p>Pairs of genes that rise together (associating), or one against the other (dissociating: joined by −X), each pair once.</p>
${table(rowsOf(outdir.resolve('gene_relations.tsv')), [sample: 'sample', rate: 'hidden', associating: 'associating', dissociating: 'dissociating', share_dissociating: 'share dissociating'])}
<h2>Running time</h2>
<p>Of cells drawn from the data; beyond their number their counts were drawn anew. One thread, from file to file.</p>
${timePart(outdir)}
</body>
</html>
"""
}
