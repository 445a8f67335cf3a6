process SCRELATE_COMBINE {
    tag "${meta.id}"
    label 'process_single'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), val(names), path(tests, stageAs: 'tests/*')

    output:
    tuple val(meta), path("${prefix}.tsv"), emit: table
    tuple val(meta), path("${prefix}.arrow"), emit: arrow
    tuple val("${task.process}"), val('screlate'), eval("screlate-combine --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def quoted = { text -> "'" + "${text}".replace("'", "'\\''") + "'" }
    def tables = names ? [names, [tests].flatten()].transpose().collect { name, file -> "${quoted.call(name + '=')}${file}" } : []
    prefix = task.ext.prefix ?: "${meta.id}.coexpression"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-combine \\
        ${names ? '--tables ' + tables.join(' ') : '--tests tests/*'} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.arrow \\
        --tsv-output ${prefix}.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.coexpression"
    """
    touch ${prefix}.tsv ${prefix}.arrow
    """
}
