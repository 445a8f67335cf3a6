/*
 * Reads the samplesheet: sample,input,format,metadata,label,study, and any further columns, which become metadata of the
 * sample's cells. Paths that are not absolute are seen from the folder that holds the sheet. Values stay as written: 007 and
 * "a, b" too. All faults are told at once, before any step.
 */

def ownColumns() {
    return ['sample', 'input', 'format', 'metadata', 'label', 'study']
}

def formats() {
    return ['auto', 'h5ad', 'tenx-h5', 'loom', 'mtx', 'table']
}

/**
 * One map for each sample: meta (id, sample, study, label), input, metadata ([] if none), format, about; fails with all that
 * is wrong.
 *
 * named: what names columns of the cells' metadata, such as '--by', and the columns
 */
def readSamplesheet(sheet, named) {
    // Ten thousand samples with long paths are less than half of it; a table given by mistake may be more than memory holds.
    if (sheet.size() > 4194304) {
        error("${sheet.name}: ${sheet.size()} bytes are too many for a samplesheet, which may have 4194304 and names one sample a line; is it a table of cells or counts?")
    }
    def lines = sheet.getText('UTF-8').replaceAll('^\uFEFF', '').readLines().withIndex(1).findAll { line, _number -> line.trim() }
    def header = lines ? cellsOf(lines[0][0]) : []
    def absent = ['sample', 'input'] - header
    if (absent) {
        error("${sheet.name}: no column ${absent.join(', ')} (there are: ${header.join(', ')}); the header is ${ownColumns().join(',')}, parted by commas, of which the last four may be missing, and further columns about the samples")
    }
    if (lines.size() < 2) {
        error("${sheet.name}: no samples: give one line for each")
    }
    def read = lines.tail().collect { line, number -> sampleOf(sheet, header, line, number) }
    def samples = read.collect { one -> one.sample }.findAll { sample -> sample }
    def faults = headerFaults(sheet, header) + read.collectMany { one -> one.faults } + nameFaults(sheet, samples)
    faults += faults ? [] : studyFaults(sheet, samples) + columnFaults(samples, named)
    if (faults) {
        error(faults.join('\n'))
    }
    return samples
}

def headerFaults(sheet, header) {
    def empty = header.any { name -> !name } ? ["${sheet.name}: a column has no name".toString()] : []
    def repeated = header.countBy { name -> name }.findAll { _name, times -> times > 1 }.keySet()
    def misspelt = header.collectMany { name -> meant(name).collect { own -> "${sheet.name}: column '${name}' is called '${own}' here: rename it".toString() } }
    return empty + misspelt + repeated.collect { name -> "${sheet.name}: column '${name}' is there more than once".toString() }
}

/** The column of ours that a name has the letters of, large or small and in any order, such as Label or fromat; none if it is that itself. */
def meant(name) {
    return name in ownColumns() ? [] : ownColumns().findAll { own -> own.toList().sort() == name.toLowerCase().toList().sort() }
}

def nameFaults(sheet, samples) {
    def repeated = samples.countBy { sample -> sample.meta.sample }.findAll { _name, times -> times > 1 }.keySet()
    def alike = samples.groupBy { sample -> sample.meta.id }.findAll { _id, its -> its.collect { sample -> sample.meta.sample }.unique().size() > 1 }
    def twice = repeated ? ["${sheet.name}: sample ${repeated.join(', ')} is there more than once: samples need names of their own".toString()] : []
    return twice + alike.collect { id, its -> "${sheet.name}: samples ${its.collect { sample -> "'${sample.meta.sample}'" }.join(', ')} would share the folder ${id}; rename one".toString() }
}

/** Studies whose folder would be another's, or whose samples disagree on what their labels are. */
def studyFaults(sheet, samples) {
    def studies = samples.groupBy { sample -> sample.study }
    def alone = studies[''] ? studies[''].collect { sample -> sample.meta.id } : []
    def folders = studies.keySet().findAll { study -> study }.groupBy { study -> fileName(study) }
    def shared = folders.findAll { id, names -> names.size() > 1 || id in alone }
        .collect { id, names -> "${sheet.name}: study ${names.join(', ')} would share the folder ${id} with another study or sample; rename one".toString() }
    def labels = studies.findAll { study, its -> study && its.collect { sample -> sample.meta.label }.unique().size() > 1 }
        .collect { study, its -> "${sheet.name}: samples of study ${study} have different labels (${its.collect { sample -> sample.meta.label ?: 'none' }.unique().join(', ')}); give them one".toString() }
    return shared + labels
}

/** Columns that are named but that no sample of a study has, where all columns are known before a file is read. */
def columnFaults(samples, named) {
    def units = samples.groupBy { sample -> sample.study ? "study ${sample.study}".toString() : "sample ${sample.meta.sample}".toString() }
        .findAll { _unit, its -> its.every { sample -> sample.columns != null } }
    return units.collectMany { unit, its ->
        def there = its.collectMany { sample -> sample.columns }.unique()
        named.findAll { one -> !(one.column in there) }
            .collect { one -> "${one.from}: nothing in ${unit} has a column '${one.column}' (${there.join(', ')})".toString() }
    }
}

/** The cells of a line as RFC 4180 has them: commas within quotes do not part, two quotes are one. */
def cellsOf(line) {
    return line.split(',(?=(?:[^"]*"[^"]*")*[^"]*$)', -1).collect { cell ->
        def text = cell.trim()
        text.size() > 1 && text.startsWith('"') && text.endsWith('"') ? text[1..-2].replace('""', '"') : text
    }
}

/** A name as files and folders can have it. */
def fileName(name) {
    return name.replaceAll('[^A-Za-z0-9_.-]+', '_').replaceAll('^[.-]', '_')
}

/** [sample, faults]; no sample where the line has more or fewer values than columns. */
def sampleOf(sheet, header, line, number) {
    def where = "${sheet.name}, line ${number}"
    if (line.count('"') % 2) {
        return [sample: null, faults: ["${where}: a quote is not closed: write a value with commas or quotes as \"a, b\", and a quote in it twice".toString()]]
    }
    def cells = cellsOf(line)
    if (cells.size() != header.size()) {
        return [sample: null, faults: ["${where}: ${cells.size()} values for ${header.size()} columns: quote those with commas".toString()]]
    }
    def row = [header, cells].transpose().collectEntries { name, value -> [name, value] }
    def input = located(sheet, row.input)
    def metadata = row.metadata ? located(sheet, row.metadata) : []
    def about = row.findAll { name, _value -> name && !(name in ownColumns()) }
    def study = row.study ?: (about ? row.sample : '')
    def sample = [
        meta: [id: fileName(row.sample), sample: row.sample, study: study ? fileName(study) : '', label: row.label ?: ''],
        study: study,
        input: input,
        metadata: metadata,
        format: row.format ?: 'auto',
        about: about,
        columns: columnsOf(input, metadata, about),
    ]
    return [sample: sample, faults: rowFaults(sample, row).collect { fault -> "${where}: ${fault}".toString() }]
}

def rowFaults(sample, row) {
    def faults = []
    if (!row.sample || row.sample.contains('=')) {
        faults << "sample '${row.sample}' needs a name without '='"
    }
    if (!(sample.format in formats())) {
        faults << "format '${sample.format}' is none of ${formats().join(', ')}"
    }
    [input: sample.input, metadata: sample.metadata].each { what, path ->
        if (path ? !path.exists() : what == 'input') {
            faults << "${what} '${row[what]}' does not exist"
        }
        else if (path && path.name =~ /[$;\n\r\t]/) {
            faults << "${what} '${row[what]}' has a name that Nextflow cannot hand on: rename it, without \$, ; and tabs"
        }
    }
    if (row.label && sample.columns != null && !(row.label in sample.columns)) {
        faults << "label '${row.label}' is no column of the sample's cells (${sample.columns.join(', ')})"
    }
    return faults
}

/** Columns of the sample's cells after import and preprocess; null where the input may hold further ones. */
def columnsOf(input, metadata, about) {
    def isPlain = input && (input.isDirectory() || input.name ==~ /.*\.(h5|csv|tsv|txt)(\.gz)?/)
    def isText = !metadata || metadata.name ==~ /.*\.(tsv|csv)(\.gz)?/
    if (!isPlain || !isText || (metadata && !metadata.exists())) {
        return null
    }
    return (headerOf(metadata).drop(1) + about.keySet() + ['sample', 'n_counts', 'n_genes', 'mito_percent']).unique()
}

/** The columns of a table as text. */
def headerOf(table) {
    if (!table) {
        return []
    }
    def stream = table.name.endsWith('.gz') ? new java.util.zip.GZIPInputStream(table.newInputStream()) : table.newInputStream()
    def line = stream.withReader('UTF-8') { reader -> reader.readLine() } ?: ''
    return table.name.contains('.csv') ? cellsOf(line) : line.split('\t', -1).toList()
}

def located(sheet, path) {
    return !path ? null : path =~ /^(\/|[a-z0-9]+:\/\/)/ ? file(path) : sheet.parent.resolve(path).normalize()
}

/**
 * What the sheet says of the samples of each study, as a table in a folder: [meta of the study, names of its samples, table].
 * A table that is there already stays, so that -resume finds it unchanged.
 */
def studyTables(samples, folder) {
    return samples.findAll { sample -> sample.study }.groupBy { sample -> sample.study }.collect { study, its ->
        def columns = ['sample'] + its.collectMany { sample -> sample.about.keySet().toList() }.unique()
        def rows = its.collect { sample -> [sample.meta.sample] + columns.tail().collect { name -> sample.about[name] ?: '' } }
        def text = ([columns] + rows).collect { row -> row.collect { cell -> '"' + cell.replace('"', '""') + '"' }.join(',') }.join('\n') + '\n'
        def table = folder.resolve("${fileName(study)}.samples.csv")
        if (!table.exists() || table.text != text) {
            folder.mkdirs()
            table.text = text
        }
        [[id: fileName(study), sample: study, study: '', label: its[0].meta.label, merged: true], its.collect { sample -> sample.meta.sample }, table]
    }
}
