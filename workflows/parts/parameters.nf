/*
 * Help and checks of parameters from nextflow_schema.json, without a plugin: type, enum, minimum, maximum, pattern,
 * required, and that files exist.
 */

def schemaGroups(schemaFile) {
    return new groovy.json.JsonSlurper().parseText(schemaFile.text)['$defs'].values().toList()
}

/** What --help shows: the visible parameters by group, with choices and defaults. */
def parameterHelp(schemaFile) {
    def lines = ['Usage: nextflow run workflows/main.nf -profile PROFILE --input SAMPLESHEET --outdir FOLDER', '']
    schemaGroups(schemaFile).each { group ->
        lines << group.title
        group.properties.each { name, property ->
            def choices = property['enum'] ? " (${property['enum'].join(', ')})" : ''
            def given = property.containsKey('default') ? " [${property.default}]" : ''
            lines << "  --${name.padRight(20)} ${property.description}${choices}${given}".toString()
        }
        lines << ''
    }
    return lines.join('\n')
}

/** One line for each parameter that is missing, unknown or out of its bounds. */
def parameterErrors(schemaFile, given) {
    def groups = schemaGroups(schemaFile)
    def known = groups.collectMany { group -> group.properties.entrySet().toList() }.collectEntries { entry -> [entry.key, entry.value] }
    def missing = groups
        .collectMany { group -> group.required ?: [] }
        .findAll { name -> given[name] == null || "${given[name]}" == '' }
        .collect { name -> "--${name} is required: ${known[name].description}".toString() }
    def unknown = given.keySet()
        .findAll { name -> !known.containsKey(name) }
        .collect { name -> "--${name} is not a parameter of this pipeline (see --help)".toString() }
    def wrong = given
        .findAll { name, value -> value != null && known.containsKey(name) && valueError(known[name], value) }
        .collect { name, value -> "--${name} ${valueError(known[name], value)}, not '${value}'".toString() }
    return missing + unknown + wrong
}

/** What is wrong with a value, or null. */
def valueError(property, value) {
    def isType = [
        string: value instanceof CharSequence,
        integer: value instanceof Integer || value instanceof Long,
        number: value instanceof Number,
        boolean: value instanceof Boolean,
    ]
    def types = [property.type].flatten()
    if (!types.any { type -> isType[type] }) {
        return "must be of type ${types.join(' or ')}"
    }
    if (property['enum'] && !(value in property['enum'])) {
        return "must be one of ${property['enum'].join(', ')}"
    }
    if (value instanceof Number && property.minimum != null && value < property.minimum) {
        return "must be at least ${property.minimum}"
    }
    if (value instanceof Number && property.maximum != null && value > property.maximum) {
        return "must be at most ${property.maximum}"
    }
    if (property.pattern && !("${value}" ==~ property.pattern)) {
        return "must match ${property.pattern}"
    }
    if (property.format == 'file-path' && property.exists && !file(value).exists()) {
        return 'must be a file that exists'
    }
    return null
}
