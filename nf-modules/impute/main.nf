process SCRELATE_IMPUTE {
    tag "${meta.id}"
    label 'process_high'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(cells)

    output:
    tuple val(meta), path("${prefix}.arrow"), emit: cells
    tuple val(meta), path("*.detection.arrow"), optional: true, emit: detection
    tuple val(meta), path("*.conditional.arrow"), optional: true, emit: conditional
    tuple val(meta), path("*.gene_relations.tsv"), optional: true, emit: gene_relations
    tuple val("${task.process}"), val('screlate'), eval("screlate-impute --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.imputed"
    if ("${cells}" == "${prefix}.arrow") {
        error("Input and output names are the same: set prefix in the module's configuration")
    }
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-impute \\
        --cells ${cells} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.arrow
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.imputed"
    def asked = ((task.ext.args ?: '') =~ /--(?:detection|conditional|gene-relations)-output (\S+)/).collect { found -> found[1] }
    """
    touch ${prefix}.arrow ${asked.join(' ')}
    """
}
