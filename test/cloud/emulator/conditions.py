"""Condition keys of KMS, DynamoDB and SES, and log streams, which the roles and the key policies are made of and MiniStack 1.5.33 does not know.

Without them it would refuse each use of a key and each e-mail, and would let each role read every partition of the table.
"""

import contextvars
import json
import logging
import re

from ministack.core import iam_actions, iam_evaluator, sigv4

logger = logging.getLogger("ministack")


def add():
    known = iam_actions.request_tag_context
    keys_of = {"kms": _of_kms, "dynamodb": _of_dynamodb}

    def with_more(service, iam_action, body, params):
        more = keys_of[service](json.loads(body or b"{}")) if service in keys_of else {}
        return {**known(service, iam_action, body, params), **more}

    # Read from its module at each request.
    iam_actions.request_tag_context = with_more
    _resources_of_ses_and_logs()
    _time_of_the_stories()
    _tell_of_refusals()


def _of_kms(request):
    context = request.get("EncryptionContext") or request.get("SourceEncryptionContext") or {}
    keys = {f"kms:EncryptionContext:{name}": value for name, value in context.items()}
    return {**keys, **({"kms:EncryptionContextKeys": list(context)} if context else {})}


def _of_dynamodb(request):
    tables = request.get("RequestItems", {}).values()
    items = [key for table in tables if isinstance(table, dict) for key in table.get("Keys", [])]
    items += [request[name] for name in ("Key", "Item") if name in request]
    leading = [item["pk"]["S"] for item in items if "pk" in item]
    if queried := re.match(r"pk = (:\w+)", request.get("KeyConditionExpression", "")):
        leading.append(request["ExpressionAttributeValues"][queried.group(1)]["S"])
    return {
        **({"dynamodb:LeadingKeys": sorted(set(leading))} if leading else {}),
        **({"dynamodb:Attributes": sorted(request["Item"])} if "Item" in request else {}),
    }


_sender = contextvars.ContextVar("sender", default=None)


def _resources_of_ses_and_logs():
    """An e-mail is sent in the name of the sender's domain, and a line is written to a stream of its log group."""
    known = iam_actions.extract_resource_arn

    def with_identity(service, method, path, headers, body, params, region, account):
        _sender.set(None)
        if service == "logs" and headers.get("x-amz-target", "").endswith(".PutLogEvents"):
            group = known(service, method, path, headers, body, params, region, account)
            return f"{group}:log-stream:{json.loads(body)['logStreamName']}"
        if service != "ses" or not path.endswith("/outbound-emails"):
            return known(service, method, path, headers, body, params, region, account)
        sender = json.loads(body)["FromEmailAddress"]
        _sender.set(sender)
        return f"arn:aws:ses:{region}:{account}:identity/{sender.split('@')[1]}"

    iam_actions.extract_resource_arn = with_identity


def _time_of_the_stories():
    """Functions sign at the time of the stories, which runs ahead: no signature is refused for its age."""
    sigv4.request_time_failure = lambda _signature: None


def _tell_of_refusals():
    enforce = iam_evaluator.enforce

    def telling(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        if iam_action == "ses:SendEmail":
            service_context = {**(service_context or {}), "ses:FromAddress": _sender.get()}
        refusal = enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
        if refusal is not None:
            who = getattr(refusal, "principal_arn", "") or f"{access_key_id} ({refusal})"
            logger.warning("REFUSED %s", json.dumps([who, iam_action, resource_arn, service_context]))
        return refusal

    iam_evaluator.enforce = telling
