/*
 * What the imputation study tries, and the rows of its tables.
 */

include { rowsOf } from './tables.nf'

/** The words of a list with commas between. */
def wordsOf(list) {
    return "${list}".tokenize(',').collect { word -> word.trim() }
}

/** Ways to prepare cells for clustering; raw is what the others are compared with. */
def smoothingMethods(chosen) {
    def all = [
        [name: 'raw', options: [:]],
        [name: 'sccr', options: [mode: 'smooth', method: 'sccr', symmetric: 'false']],
        [name: 'sccr-symmetric', options: [mode: 'smooth', method: 'sccr', symmetric: 'true']],
        [name: 'scfp', options: [mode: 'smooth', method: 'scfp']],
        [name: 'diffusion', options: [mode: 'smooth', method: 'diffusion']],
        [name: 'conditional', options: [mode: 'recover', method: 'conditional']],
    ]
    return all.findAll { method -> !chosen || method.name in chosen }
}

/** Its options; scCR as published also tells the genes that it joins. */
def smoothingOptions(method, id) {
    return method.name == 'sccr' ? method.options + ['gene-relations-output': "${id}.gene_relations.tsv".toString()] : method.options
}

/** How many pairs of genes rise together, and against each other. */
def relationRow(words, table) {
    def relations = table.readLines().drop(1).collect { row -> row.tokenize('\t').last() }
    def dissociating = relations.count { relation -> relation == 'dissociating' }
    return (words + [relations.size() - dissociating, dissociating, String.format(Locale.ROOT, '%.4f', dissociating / Math.max(1, relations.size()) as double)]).join('\t')
}

/** Ways to fill what was hidden, and what scCR loses without its parts. */
def recoveryMethods(chosen) {
    def ablations = ['no-concatenation', 'no-standardisation', 'none'].collect { step ->
        [name: step == 'none' ? 'sccr-no-gene-step' : "sccr-${step}".toString(), options: [mode: 'recover', method: 'sccr', 'gene-step': step], ablation: true]
    }
    def whole = ['conditional', 'sccr', 'scfp', 'diffusion', 'two-way'].collect { name ->
        [name: name, options: [mode: 'recover', method: name], ablation: false]
    }
    def all = [[name: 'raw', options: [:], ablation: false]] + whole + ablations
    return all.findAll { method -> !chosen || method.name in chosen }
}

/** One map for each mask of a space: its name, the options of simulate, and what it is. */
def masks(rates, seeds, space) {
    return [['mcar', 'mnar'], rates, seeds].combinations().collect { mechanism, rate, seed ->
        [
            mask: "${space}.${mechanism}.${rate}.s${seed}".toString(),
            options: [mechanism: mechanism, rate: rate, seed: seed],
            space: space, mechanism: mechanism, rate: rate, seed: seed,
        ]
    }
}

/** The rows of a table of metrics, after what they are of. */
def scoreRows(words, table) {
    return table.readLines().drop(1).collect { row -> (words + row.tokenize('\t').drop(1)).join('\t') }
}

/** sample, rate, method, cell, coordinates and label of each cell. */
def umapRows(meta, table) {
    def lines = table.readLines()
    def header = lines ? lines[0].split('\t').toList() : []
    def columns = ['cell', 'umap_1', 'umap_2', meta.label].collect { name -> header.indexOf(name) }
    return lines.drop(1).collect { line ->
        def words = line.split('\t', -1)
        ([meta.sample, meta.rate, meta.method] + columns.collect { column -> words[column] }).join('\t')
    }
}

/** Writes the table of running times; the trace gets a step's line a moment after its results. */
def timesTable(trace, steps, table) {
    def found = (1..100).findResult { _try ->
        def rows = timeRows(trace)
        rows.size() >= steps ? rows : sleep(100)
    }
    table.text = (['sample\tcells\tmethod\tcpu_s\treal_s\tpeak_rss_mb'] + (found ?: timeRows(trace))).join('\n') + '\n'
    return table
}

/** A row for each step of the study of time; CPU seconds are the real ones times the share of a processor used. */
def timeRows(trace) {
    return rowsOf(trace)
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
