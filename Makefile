MVN = ./mvnw -B -ntp
NEXTFLOW = workflows/launcher/nextflow

.PHONY: multiqc-test conda-test image-archive sbom outdated reproducible memory-test report-test which-layer report-libraries torture imputation-tables build demo test slow-test calibration pipeline-test lint image podman-test galaxy-test galaxy-screenshots bench test-data format

build: ## the programs in target/dist/bin
	@echo "building (the first time, Maven fetches the libraries)"
	$(MVN) -q -Dquick -Dmaven.test.skip=true package

demo: build ## a study of twelve samples to what differs within each cell type, by real Nextflow; leaves results/
	$(NEXTFLOW) run workflows -profile study,local --outdir results

test: ## builds, checks and tests everything that needs only a JDK
	$(MVN) verify

slow-test: ## the tests that take longer
	$(MVN) test -Dgroups=slow -Dexcluded.groups=pipeline

TORTURE = ArrowDamageTest,ReadersDamageTest,OutputsTest,StopTest,InputFilesTest,KillsIT,DisturbancesIT

torture: build ## damages files, kills and disturbs every tool; MUTATIONS, KILLS, DISTURBANCES, SEED; prints what passed and failed
	rm -rf target/torture
	$(MVN) -Dquick test -Dtest=$(TORTURE) -Dtorture.mutations=$(or $(MUTATIONS),5000) -Dtorture.kills=$(or $(KILLS),300) \
	    -Dtorture.disturbances=$(or $(DISTURBANCES),60) -Dtorture.seed=$(or $(SEED),1); code=$$?; \
	    cat target/torture/*.txt | awk '{ passed += $$(NF - 3); failed += $$(NF - 1) } END { print passed + 0 " passed, " failed + 0 " failed" }'; exit $$code

machines: build ## the bytes of all examples by number of threads, width of vectors and Java must be the same; FEW=true for fewer ways
	$(MVN) -Dquick test -Dtest=MachinesIT -Dmachines.few=$(or $(FEW),false)

outdated: ## libraries and plugins of which Maven Central has a newer version; docs/reliability.md says why some stay
	$(MVN) org.codehaus.mojo:versions-maven-plugin:2.25.1:display-dependency-updates org.codehaus.mojo:versions-maven-plugin:2.25.1:display-plugin-updates \
	    '-Dmaven.version.ignore=(?i).*[-.](alpha|beta|rc|cr|m|pr|ea|preview)[-.]?[0-9]*.*' -DprocessDependencyManagementTransitive=false | grep -v '^\[INFO\] *$$'

reproducible: ## builds the jar twice and compares its bytes
	mkdir -p .cache
	$(MVN) -q -Dquick -Dmaven.test.skip=true clean package && sha256sum target/screlate-*.jar > .cache/jar.sha256
	$(MVN) -q -Dquick -Dmaven.test.skip=true clean package && sha256sum --check .cache/jar.sha256

memory-test: build ## the memory that each tool announces beside its measured peak; fails where a line is below it or 25 % above; MEMORY for options: needs Python
	python3 benchmarks/memory/memory.py $(COUNTS) $(MEMORY)

calibration: ## type I error, coverage and power of coexpress on simulated and real nulls: two hours of CPU, most of them for UBRE; leaves target/calibration
	$(MVN) -Dquick test -Dtest=org.screlate.coexpress.test.CalibrationTest,org.screlate.coexpress.test.DepthCalibrationTest -Dexcluded.groups=slow,pipeline -Dcalibration.repeats=$(or $(REPEATS),1000) -Dcalibration.pairs=$(or $(PAIRS),40)

pipeline-test: build lint ## the pipeline in real Nextflow: results, -resume, -stub-run, wrong input
	$(MVN) -Dquick test -Dtest=PipelineIT -Dexcluded.groups=slow

lint: ## the pipeline's files, as strictly as Nextflow 25 reads them
	$(MVN) -q -f workflows/lint/pom.xml dependency:copy-dependencies
	java -cp '.cache/nflint/*' workflows/lint/NfLint.java workflows nf-modules

.PHONY: nf-core-lint
nf-core-lint: ## the modules in nf-core's form and the schema of parameters, by nf-core tools from PyPI; skipped without Python
	nf-modules/nf-core-lint.sh

sbom: ## target/screlate-sbom.json: every library with version and licence, in CycloneDX
	$(MVN) -q org.cyclonedx:cyclonedx-maven-plugin:2.9.1:makeAggregateBom -DoutputFormat=json -DoutputName=screlate-sbom -DincludeTestScope=false

image: sbom ## target/jib-image.tar for docker or podman load; JIB_BASE=tar:///absolute/path for another base
	mkdir -p target/image/usr/local/share/screlate && cp target/screlate-sbom.json target/image/usr/local/share/screlate/sbom.cdx.json
	$(MVN) -q -Dquick -Dmaven.test.skip=true package jib:buildTar $(if $(JIB_BASE),-Djib.base=$(JIB_BASE))

image-archive: image ## the same with the class archive in it, made by the image's own Java: needs podman or docker
	containers/class-archive.sh target/jib-image.tar target/image/usr/local/lib/screlate.jsa
	$(MVN) -q -Dquick -Dmaven.test.skip=true package jib:buildTar $(if $(JIB_BASE),-Djib.base=$(JIB_BASE))

.PHONY: slurm-test
slurm-test: build ## coexpression as jobs of a real Slurm of one node, one of them killed: needs root, slurm-wlm and munge
	src/test/slurm/slurm-test.sh

podman-test: ## the image, and the pipeline in it, by podman; PODMAN_TESTS for some of its tests only
	PODMAN_TESTS='$(PODMAN_TESTS)' containers/podman-test.sh

galaxy-test: build ## the Galaxy wrappers: lint, and their tests in a real Galaxy from PyPI
	@if command -v python3 > /dev/null; then galaxy-tools/run-tests.py; else echo "galaxy-test skipped: no python3"; fi

galaxy-screenshots: build ## goes through docs/galaxy-tutorial.md in a real Galaxy, checks what each step says, and takes docs/galaxy/*.png: needs Node and Chromium
	galaxy-tools/screenshots.py

report-test: build ## pages of report in a real Chromium, headless: installs Node and Chromium where it may
	src/test/browser/run.sh

multiqc-test: build ## the tables that report writes for MultiQC, in the real one from PyPI; skipped without Python
	src/test/multiqc/run.sh

conda-test: build ## the conda package of conda/: built, installed without network and run; skipped without Python
	src/test/conda/run.sh

report-libraries: ## the libraries in the pages of report, anew from npm, in the versions named here
	src/test/browser/libraries.sh vega@6.4.0 vega-lite@6.5.0 vega-embed@7.3.0 cytoscape@3.35.0 tabulator-tables@6.5.3 @resvg/resvg-wasm@2.6.2 dejavu-fonts-ttf@2.37.3

test-data: build ## test-data/tiny and test-data/tiny-study, anew
	test-data/make.sh
	test-data/make-study.sh

format: ## lays the code out as the checks want it
	$(MVN) -q spotless:apply

imputation-tables: build ## the tables of docs/methods/impute.md: needs Python with scikit-learn and pyarrow, and the data in DATA
	PATH=$$PWD/target/dist/bin:$$PATH $${PYTHON:-python3} benchmarks/impute/tables.py $${DATA:-../shared} baron_mouse_1 worm_neuron

which-layer: build ## the nulls of docs/methods/which-layer.md: needs Python with anndata and pyarrow, and the data in DATA; MAGIC where it is installed
	PATH=$$PWD/target/dist/bin:$$PATH $${PYTHON:-python3} benchmarks/impute/nulls.py $${DATA:-../shared} baron_mouse_1 worm_neuron

bench: build ## every benchmark, beside the other programs: needs Python with scanpy and anndata, and GNU time
	benchmarks/run.sh
