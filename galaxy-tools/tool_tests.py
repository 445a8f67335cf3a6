"""Runs the tests of some wrappers by Galaxy's own runner, whose command takes one wrapper or all of Galaxy: tool_tests.py IDS OPTION...

Meant for the Python that has Galaxy. IDS are parted by commas, the options are those of galaxy-tool-test.
"""

import sys

from galaxy.tool_util.verify.script import arg_parser, run_tests

wanted = set(sys.argv[1].split(","))
run_tests(arg_parser().parse_args(sys.argv[2:]), [lambda test: test.tool_id not in wanted])
