process SCRELATE_SIMULATE_RESAMPLE {
    tag "${meta.id}"
    label 'process_single'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(cells)

    output:
    tuple val(meta), path("${prefix}.arrow"), emit: cells
    tuple val("${task.process}"), val('screlate'), eval("screlate-simulate --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.resampled"
    if ("${cells}" == "${prefix}.arrow") {
        error("Input and output names are the same: set prefix in the module's configuration")
    }
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-simulate resample \\
        --cells ${cells} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.arrow
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.resampled"
    """
    touch ${prefix}.arrow
    """
}
