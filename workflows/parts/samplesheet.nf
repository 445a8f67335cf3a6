/*
 * Reads the samplesheet: sample,input,format,metadata,label. Paths that are not absolute are seen from the folder that
 * holds the sheet.
 */

def columns() {
    return ['sample', 'input', 'format', 'metadata', 'label']
}

/** One map for each sample: meta (id, label), input, metadata ([] if none), format; fails with one line. */
def readSamplesheet(sheet) {
    def lines = sheet.readLines().findAll { line -> line.trim() }
    def header = lines ? cellsOf(lines[0]) : []
    def unknown = header - columns()
    def absent = ['sample', 'input'] - header
    if (absent || unknown) {
        error("${sheet.name}: " + (absent ? "no column ${absent.join(', ')}" : "unknown column ${unknown.join(', ')}") + "; the header is ${columns().join(',')}")
    }
    if (lines.size() < 2) {
        error("${sheet.name}: no samples: give one line for each")
    }
    def samples = lines.tail().withIndex(2).collect { line, number -> sampleOf(sheet, header, line, number) }
    def repeated = samples.countBy { sample -> sample.meta.id }.findAll { _name, times -> times > 1 }.keySet()
    if (repeated) {
        error("${sheet.name}: sample ${repeated.join(', ')} is there more than once: samples need names of their own")
    }
    return samples
}

def cellsOf(line) {
    return line.split(',', -1).collect { cell -> cell.trim().replaceAll(/^"(.*)"$/, '$1') }
}

def sampleOf(sheet, header, line, number) {
    def where = "${sheet.name}, line ${number}"
    def cells = cellsOf(line)
    if (cells.size() != header.size()) {
        error("${where}: ${cells.size()} values for ${header.size()} columns")
    }
    def row = [header, cells].transpose().collectEntries { name, value -> [name, value] }
    if (!(row.sample ==~ /[A-Za-z0-9][A-Za-z0-9_.-]*/)) {
        error("${where}: sample '${row.sample}' may have letters, digits, '_', '.' and '-' only")
    }
    return [
        meta: [id: row.sample, label: row.label ?: ''],
        input: existing(sheet, row.input, "${where}: input"),
        metadata: row.metadata ? existing(sheet, row.metadata, "${where}: metadata") : [],
        format: row.format ?: 'auto',
    ]
}

def existing(sheet, path, what) {
    def found = path =~ /^(\/|[a-z0-9]+:\/\/)/ ? file(path) : sheet.parent.resolve(path).normalize()
    if (!path || !found.exists()) {
        error("${what} '${path}' does not exist")
    }
    return found
}
