process SCRELATE_IMPORT {
    tag "${meta.id}"
    label 'process_medium'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(counts), path(metadata), val(format)

    output:
    tuple val(meta), path("${prefix}.arrow"), emit: counts
    tuple val("${task.process}"), val('screlate'), eval("screlate-import --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def quoted = { text -> "'" + "${text}".replace("'", "'\\''") + "'" }
    def metadata_option = metadata ? "--metadata ${metadata}" : ''
    prefix = task.ext.prefix ?: "${meta.id}"
    if ("${counts}" == "${prefix}.arrow") {
        error("Input and output names are the same: set prefix in the module's configuration")
    }
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-import \\
        --input ${counts} \\
        ${metadata_option} \\
        --format ${quoted.call(format ?: 'auto')} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.arrow
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    touch ${prefix}.arrow
    """
}
