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
    def text = "${value}".toString()
    def isType = [
        string: value instanceof CharSequence || (!property['enum'] && value instanceof Number),
        integer: text ==~ /-?[0-9]+/,
        number: text.isNumber(),
        boolean: text in ['true', 'false'],
    ]
    def types = [property.type].flatten()
    def number = (isType.integer || isType.number) && types.any { type -> type in ['integer', 'number'] } ? text.toBigDecimal() : null
    if (!types.any { type -> isType[type] }) {
        return "must be of type ${types.join(' or ')}"
    }
    if (property['enum'] && !(value in property['enum'])) {
        return "must be one of ${property['enum'].join(', ')}"
    }
    if (number != null && property.minimum != null && number < property.minimum) {
        return "must be at least ${property.minimum}"
    }
    if (number != null && property.exclusiveMinimum != null && number <= property.exclusiveMinimum) {
        return "must be above ${property.exclusiveMinimum}"
    }
    if (number != null && property.maximum != null && number > property.maximum) {
        return "must be at most ${property.maximum}"
    }
    if (number != null && property.exclusiveMaximum != null && number >= property.exclusiveMaximum) {
        return "must be below ${property.exclusiveMaximum}"
    }
    if (property.pattern && !("${value}" ==~ property.pattern)) {
        return "must match ${property.pattern}"
    }
    if (property.format == 'file-path' && property.exists && !file(value).exists()) {
        return 'must be a file that exists'
    }
    return null
}

/** Whether a switch is on: Nextflow 26 hands over the word, and any word would be true. */
def isOn(value) {
    return "${value}" == 'true'
}

/** Columns of cell types, groups and subjects for --by; what is not given is taken from the model of coexpression. */
def typesOf(params, model) {
    def terms = model ? modelColumns(model) : [:]
    def clusters = params.by == 'clusters'
    def own = params.cluster_method == 'kmeans' ? 'kmeans' : "leiden_${"${params.resolution ?: '1.0'}".tokenize(',')[0].trim().toDouble()}".toString()
    return [
        types: clusters ? own : params.by, clusters: clusters,
        groups: params.marker_groups ?: terms.test, subjects: params.marker_subjects ?: terms.subject,
    ]
}

/** Columns of the cells' metadata that parameters and the model name, and where from. */
def namedColumns(params, model) {
    def options = [
        by: params.by == 'clusters' ? null : params.by, marker_groups: params.marker_groups, marker_subjects: params.marker_subjects,
        qc_sample_column: params.qc_sample_column, doublet_column: params.doublet_column,
    ]
        .findAll { _name, column -> column }
        .collect { name, column -> [from: "--${name}".toString(), column: "${column}".toString()] }
    return options + (model ? modelColumns(model).all.collect { column -> [from: model.name, column: column] } : [])
}

/** What a model's formulas name: all columns, the tested one, and that of the subjects, the last word of a (1 | group:subject). */
def modelColumns(model) {
    def lines = model.readLines().collect { line -> line.replaceAll(/\s#.*|^#.*/, '').trim() }
    def entries = lines.findAll { line -> line ==~ /\w+:.*/ }.collectEntries { line -> [line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).trim()] }
    def formulas = entries.findAll { name, _text -> name ==~ /offset|(mu|sigma|zi)[12]?|rho|test|subject/ }.values().join(' ')
    def all = (formulas =~ /`([^`]+)`|\b([A-Za-z_][\w.]*)\b(?!\s*\()/).collect { found -> found[1] ?: found[2] }.unique()
    def subjects = (formulas =~ /\|\|?\s*(?:[\w.]+\s*:\s*)*([\w.]+)\s*\)/).collect { found -> found[1] }
    return [all: all, test: entries.test, subject: entries.subject ?: (subjects ? subjects.last() : null)]
}
