.DEFAULT_GOAL := help
.PHONY: run test check bench env stop reset lock help

run test check env stop reset lock help:
	@devstack/start $@ $(ARGS)

bench:
	@devstack/start bench $(ONLY)
