process SCRELATE_SIMULATE_COEXPRESSION {
    tag "${meta.id}"
    label 'process_single'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    val(meta)

    output:
    tuple val(meta), path("${prefix}.arrow"), emit: cells
    tuple val(meta), path("${prefix}.truth.arrow"), emit: truth
    tuple val("${task.process}"), val('screlate'), eval("screlate-simulate --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.pairs"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-simulate coexpression \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.arrow \\
        --truth-output ${prefix}.truth.arrow
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.pairs"
    """
    touch ${prefix}.arrow ${prefix}.truth.arrow
    """
}
