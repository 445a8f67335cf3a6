/*
 * The study of tests of coexpression: what is drawn, what tests it, and the page with its tables and plots.
 */

include { escaped } from './tables.nf'
include { mean ; rowsOf ; table } from './study_page.nf'

/** The kinds of data: the model's own, and those that the tests do not expect. */
def kinds() {
    return [
        gaussian: ['zero-inflation': 'false'],
        'extra-zeros': ['zero-inflation': 'true'],
        'unlike-subjects': ['zero-inflation': 'false', 'rho-sd': 0.3],
        'student-copula': ['zero-inflation': 'false', copula: 'student'],
        'clayton-copula': ['zero-inflation': 'false', copula: 'clayton'],
    ]
}

/** A data set for each kind, number of subjects and seed. */
def designs(subjects, seeds, params) {
    return [kinds().entrySet().toList(), subjects, seeds].combinations().collect { kind, number, seed ->
        [
            id: "${kind.key}.${number}.${seed}".toString(), kind: kind.key, subjects: number, seed: seed,
            options: kind.value + [subjects: number, 'cells-per-subject': params.simulated_cells, pairs: params.simulated_pairs, 'rho-effect': params.simulated_effect, seed: seed],
        ]
    }
}

/** Our tests and those they are compared with. */
def testMethods() {
    return [
        [name: 'joint', options: [preset: 'none']],
        [name: 'joint-ubre-z', options: [preset: 'none', smoothing: 'ubre', test: 'wald']],
        [name: 'two-stage', options: [preset: 'none', estimation: 'two-stage']],
        [name: 'cscore', options: [preset: 'none', method: 'cscore']],
        [name: 'pearson-residuals', options: [preset: 'none', method: 'pearson-residuals']],
    ]
}

/** Writes index.html beside the tables of the study. */
def simulationPage(outdir, version) {
    def rows = rowsOf(outdir.resolve('simulation.tsv'))
    def scores = ['unchanged.type_1_error': 'true nulls with p < 0.05', 'changed.power': 'changed pairs with p < 0.05', 'unchanged.coverage': 'coverage of 95 % intervals, unchanged', 'changed.coverage': 'coverage, changed', 'all.false_discoveries': 'false among discoveries at 5 %', 'all.average_precision': 'average precision']
    def groups = rows.groupBy { row -> [row.kind, row.subjects, row.method] }
    def means = groups.collect { key, same ->
        [kind: key[0], subjects: key[1], method: key[2]] + same.groupBy { row -> "${row.name}.${row.metric}".toString() }.collectEntries { score, values -> [score, mean(values.collect { row -> row.value })] }
    }.sort { row -> "${row.kind} ${row.subjects.padLeft(4, '0')} ${row.method}".toString() }
    def curves = rowsOf(outdir.resolve('precision_recall.tsv'))
    def plots = kinds().keySet().collect { kind ->
        def same = means.findAll { row -> row.kind == kind }
        "<h2>${escaped(kind)}</h2>\n" + plot(same, 'unchanged.type_1_error', 'true nulls with p &lt; 0.05', 0.05) + plot(same, 'changed.power', 'power', null) + plot(same, 'changed.coverage', 'coverage of 95 % intervals, changed', 0.95) + plot(same, 'all.false_discoveries', 'false among discoveries at 5 %', 0.05) + curve(curves.findAll { row -> row.kind == kind })
    }
    outdir.resolve('index.html').text = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Tests of coexpression where the truth is known</title>
<style>body{font:15px sans-serif;margin:2em;max-width:70em}table{border-collapse:collapse}td,th{padding:.2em .7em;border-bottom:1px solid #ccc;text-align:right}svg{margin-right:2em}</style></head>
<body><h1>Tests of coexpression where the truth is known</h1>
<p>Counts drawn by screlate-simulate ${escaped(version)}; half of the pairs change between the groups. Means over seeds, ± their standard deviation.</p>
${plots.join('\n')}
<h2>All scores</h2>
${table(means, [kind: 'data', subjects: 'subjects', method: 'method'] + scores)}
</body></html>
"""
}

/** A line for each method: score against number of subjects. */
def plot(rows, score, title, level) {
    def numbers = rows.collect { row -> row.subjects as int }.unique().sort()
    def values = rows.findAll { row -> row[score] }.collect { row -> [method: row.method, x: across(row.subjects as int, numbers), y: row[score].tokenize(' ')[0] as double] }
    if (!values) {
        return ''
    }
    def top = Math.max(0.1, values.collect { row -> row.y }.max())
    def ticks = numbers.collect { number -> "<text x='${across(number, numbers)}' y='218' text-anchor='middle'>${number}</text>" }
    def limit = level == null || level > top ? '' : "<line x1='50' x2='300' y1='${down(level, top)}' y2='${down(level, top)}' stroke='#999' stroke-dasharray='4'/>"
    def points = values.collect { row -> "<circle r='3' fill='${colour(row.method)}' cx='${row.x}' cy='${down(row.y, top)}'/>" }
    return frame(title, 'subjects', top, limit + lines(values, top) + points.join() + ticks.join())
}

/** Precision against recall with most subjects, the first seed. */
def curve(rows) {
    def most = rows.collect { row -> row.subjects as int }.max()
    def seed = rows ? rows[0].seed : ''
    def values = rows.findAll { row -> row.seed == seed && (row.subjects as int) == most }.collect { row -> [method: row.method, x: 50 + 250 * (row.recall as double), y: row.precision as double] }
    def ticks = [0, 0.5, 1].collect { recall -> "<text x='${50 + 250 * recall}' y='218' text-anchor='middle'>${recall}</text>" }
    return values ? frame("precision and recall, ${most} subjects", 'recall', 1, lines(values, 1) + ticks.join()) : ''
}

def frame(title, across, top, inner) {
    def legend = testMethods().withIndex().collect { method, i -> "<text x='310' y='${40 + 18 * i}' fill='${colour(method.name)}'>${method.name}</text>" }
    def ticks = [0, top / 2, top].collect { value -> "<text x='44' y='${down(value, top) + 4}' text-anchor='end'>${String.format(Locale.ROOT, '%.2f', value as double)}</text>" }
    return "<svg width='450' height='240' font-size='12'><text x='50' y='18' font-size='14'>${title}</text><path d='M50 30V200H300' fill='none' stroke='#333'/>${inner}${legend.join()}${ticks.join()}<text x='175' y='235' text-anchor='middle'>${across}</text></svg>"
}

/** A line through the points of each method. */
def lines(values, top) {
    return values.groupBy { row -> row.method }.collect { method, its ->
        "<polyline fill='none' stroke='${colour(method)}' stroke-width='2' points='${its.sort { row -> row.x }.collect { row -> "${row.x},${down(row.y, top)}" }.join(' ')}'/>"
    }.join()
}

def colour(method) {
    return [joint: '#1b6ca8', 'joint-ubre-z': '#c0392b', 'two-stage': '#27ae60', cscore: '#8e44ad', 'pearson-residuals': '#e67e22'][method] ?: '#555'
}

/** Where a number of subjects is on a plot. */
def across(number, numbers) {
    return 50 + (numbers.size() > 1 ? 250 * (number - numbers[0]) / (numbers[-1] - numbers[0]) : 125)
}

/** Where a value is on a plot that ends at the top one. */
def down(value, top) {
    return 200 - 170 * value / top
}
