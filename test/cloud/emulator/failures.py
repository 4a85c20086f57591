"""Makes the creation of one resource fail, once, when a test asks for it."""

import os

from ministack.services.cloudformation import provisioners


def add():
    for handler in provisioners._RESOURCE_HANDLERS.values():
        if "create" in handler:
            handler["create"] = _failing(handler["create"])


def _failing(create):
    def run(logical_id, props, stack_name):
        if [stack_name, True] == [_asked()[0], logical_id.startswith(_asked()[1])]:
            os.remove(os.environ["FAILURE_FILE"])
            raise ValueError("The test asked for this failure")
        return create(logical_id, props, stack_name)

    return run


def _asked():
    """The file names a stack, and how the logical id of one of its resources begins."""
    try:
        with open(os.environ["FAILURE_FILE"], encoding="utf-8") as file:
            stack, resource = file.read().split()
            return stack, resource
    except FileNotFoundError:
        return "", ""
