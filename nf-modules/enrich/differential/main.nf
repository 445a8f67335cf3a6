process SCRELATE_ENRICH_DIFFERENTIAL {
    tag "${meta.id}"
    label 'process_medium'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(cells), path(groups), val(group_column), val(subject_column)

    output:
    tuple val(meta), path("${prefix}.tsv"), emit: tests
    tuple val(meta), path("${prefix}.arrow"), emit: arrow
    tuple val("${task.process}"), val('screlate'), eval("screlate-enrich --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def quoted = { text -> "'" + "${text}".replace("'", "'\\''") + "'" }
    prefix = task.ext.prefix ?: "${meta.id}.differential"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-enrich differential \\
        --cells ${cells} \\
        ${groups ? "--groups ${groups}" : ''} \\
        ${group_column ? "--group-column ${quoted.call(group_column)}" : ''} \\
        ${subject_column ? "--subject-column ${quoted.call(subject_column)}" : ''} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.arrow \\
        --tsv-output ${prefix}.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.differential"
    """
    printf 'group\\tset\\tgene\\tscore\\tnes\\tp_value\\tq_value\\n' > ${prefix}.tsv
    touch ${prefix}.arrow
    """
}
