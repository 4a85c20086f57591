"""Starts MiniStack with what it lacks, and with failures on demand."""

import additions
import conditions
import failures
from ministack.app import main

additions.add()
conditions.add()
failures.add()
main()
