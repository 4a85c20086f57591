"""Makes the creation of one resource fail, once, when a test asks for it."""

import os
import re

from ministack.services.cloudformation import provisioners


def add():
    for handler in provisioners._RESOURCE_HANDLERS.values():
        if "create" in handler:
            handler["create"] = _failing(handler["create"])


def _failing(create):
    def run(logical_id, props, stack_name):
        stack, resource = _asked()
        # The CDK ends each logical id with a hash.
        if stack == stack_name and re.fullmatch(f"{resource}[0-9A-F]{{8}}", logical_id):
            os.remove(os.environ["FAILURE_FILE"])
            raise ValueError("The test asked for this failure")
        return create(logical_id, props, stack_name)

    return run


def _asked():
    """The file names a stack, and one of its resources."""
    try:
        with open(os.environ["FAILURE_FILE"], encoding="utf-8") as file:
            stack, resource = file.read().split()
            return stack, resource
    except FileNotFoundError:
        return "", ""
