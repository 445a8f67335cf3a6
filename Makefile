MVN = ./mvnw -B -ntp

.PHONY: demo test slow-test image bench galaxy-test format

test: ## builds, checks and tests everything that needs only a JDK
	$(MVN) verify

format: ## lays the code out as the checks want it
	$(MVN) -q spotless:apply
