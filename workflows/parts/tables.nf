/*
 * Tables as text, read for the summary.
 */

/** The rows of a table with tabs between, as maps; none where there is no table. */
def rowsOf(table) {
    def lines = table && table.exists() ? table.readLines().collect { line -> line.split('\t', -1).collect { cell -> unquoted(cell) } } : []
    return lines.drop(1).collect { cells -> [lines[0], cells].transpose().collectEntries { name, value -> [name, value] } }
}

def unquoted(cell) {
    return cell.size() > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell[1..-2].replace('""', '"') : cell
}

def quotedCell(text) {
    return text.contains('"') ? '"' + text.replace('"', '""') + '"' : text
}
