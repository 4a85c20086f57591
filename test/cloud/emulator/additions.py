"""Gaps of MiniStack 1.5.33 in what a stage is made of, and how each is filled. Each function names one."""

import json
import os

from ministack import app
from ministack.services import cloudwatch_logs, dynamodb, eventbridge, kms
from ministack.services.cloudformation import provisioners

_handlers = provisioners._RESOURCE_HANDLERS


def add():
    archives()
    metric_math_alarms()
    insight_rules()
    settings_of_tables()
    protected_tables()
    own_health_address()
    transport()
    events_in_log_groups()
    re_encryption()


def archives():
    """EventBridge has archives, but CloudFormation does not know them."""

    def create(logical_id, props, stack_name):
        name = props.get("ArchiveName") or provisioners._physical_name(stack_name, logical_id, max_len=48)
        request = {
            "ArchiveName": name,
            "EventSourceArn": props["SourceArn"],
            "Description": props.get("Description", ""),
            "RetentionDays": int(props.get("RetentionDays", 0)),
            "EventPattern": json.dumps(props["EventPattern"]) if "EventPattern" in props else "",
        }
        made = _answer(eventbridge._create_archive(request))
        return name, {"ArchiveName": name, "Arn": made["ArchiveArn"]}

    def delete(physical_id, props):
        eventbridge._delete_archive({"ArchiveName": physical_id})

    _handlers["AWS::Events::Archive"] = {"create": create, "delete": delete}


def metric_math_alarms():
    """Alarms on metric math are refused. They become alarms on their first metric: they exist, and never ring."""
    alarm = _handlers["AWS::CloudWatch::Alarm"]
    create, update = alarm["create"], alarm["update"]

    def of_one_metric(props):
        if not props.get("Metrics"):
            return props
        first = next(metric["MetricStat"] for metric in props["Metrics"] if "MetricStat" in metric)
        known = ("Sum", "Average", "Minimum", "Maximum", "SampleCount")
        return {
            **{key: value for key, value in props.items() if key != "Metrics"},
            "MetricName": first["Metric"]["MetricName"],
            "Namespace": first["Metric"]["Namespace"],
            "Period": first["Period"],
            "Statistic": first["Stat"] if first["Stat"] in known else "Sum",
        }

    alarm["create"] = lambda logical_id, props, stack: create(logical_id, of_one_metric(props), stack)
    alarm["update"] = lambda physical_id, old, new, stack, logical_id=None: update(
        physical_id, of_one_metric(old), of_one_metric(new), stack, logical_id
    )


def insight_rules():
    """Contributor Insights are not known: their rules are made in name only."""

    def create(_logical_id, props, _stack_name):
        name = props["RuleName"]
        return name, {"Arn": f"arn:aws:cloudwatch:::insight-rule/{name}", "RuleName": name}

    _handlers["AWS::CloudWatch::InsightRule"] = {"create": create, "delete": lambda _physical_id, _props: None}


def settings_of_tables():
    """A table made by CloudFormation loses its key, its expiry and its point-in-time recovery: the template's are set."""
    table = _handlers["AWS::DynamoDB::Table"]
    create = table["create"]

    def with_settings(logical_id, props, stack_name):
        name, attributes = create(logical_id, props, stack_name)
        if sse := props.get("SSESpecification"):
            sse = {"Enabled": sse["SSEEnabled"], "SSEType": sse["SSEType"], "KMSMasterKeyId": sse["KMSMasterKeyId"]}
            dynamodb._tables[name]["SSEDescription"] = dynamodb._sse_description_from_spec(sse)
        if expiry := props.get("TimeToLiveSpecification"):
            _answer(dynamodb._update_ttl({"TableName": name, "TimeToLiveSpecification": expiry}))
        if recovery := props.get("PointInTimeRecoverySpecification"):
            request = {"TableName": name, "PointInTimeRecoverySpecification": recovery}
            _answer(dynamodb._update_continuous_backups(request))
        return name, attributes

    table["create"] = with_settings


def protected_tables():
    """CloudFormation deletes a table whose deletion protection is on; AWS refuses, and the stack fails."""
    table = _handlers["AWS::DynamoDB::Table"]
    delete = table["delete"]

    def unless_protected(physical_id, props):
        if dynamodb._tables.get(physical_id, {}).get("DeletionProtectionEnabled"):
            raise ValueError(f"Table {physical_id} can't be deleted while DeletionProtectionEnabled is set to True")
        delete(physical_id, props)

    table["delete"] = unless_protected


def own_health_address():
    """MiniStack answers /health itself, whatever the host: here it belongs to the API that is called."""
    app._HEALTH_PATHS = tuple(path for path in app._HEALTH_PATHS if path != "/health")


def transport():
    """On this machine calls come without TLS; policies that ask for it are judged as if it were there, as on AWS."""
    pin = app.pin_request_origin
    app.pin_request_origin = lambda source_ip, _secure: pin(source_ip, True)


def events_in_log_groups():
    """EventBridge does not know log groups as targets. Lines bear the time of the stories; the log group's policy is not judged."""
    invoke = eventbridge._invoke_target

    def or_log(target, event, rule, view=None):
        if not target.get("Arn", "").startswith("arn:aws:logs:"):
            return invoke(target, event, rule, view)
        group = target["Arn"].split(":log-group:")[1].removesuffix(":*")
        stream = {"logGroupName": group, "logStreamName": "events"}
        cloudwatch_logs._create_log_stream(stream)
        message = json.dumps((view or eventbridge._pattern_event_view(event)).event_with_detail())
        with open(os.environ["CLOCK_FILE"], encoding="utf-8") as clock:
            line = {"timestamp": int(clock.read()), "message": message}
        _answer(cloudwatch_logs._put_log_events({**stream, "logEvents": [line]}))

    eventbridge._invoke_target = or_log


def re_encryption():
    """KMS does not know ReEncrypt, by which data keys are wrapped anew."""
    handle = kms.handle_request

    async def with_re_encryption(method, path, headers, body, query_params):
        if not headers.get("x-amz-target", "").endswith(".ReEncrypt"):
            return await handle(method, path, headers, body, query_params)
        asked = json.loads(body)
        source = {"KeyId": asked.get("SourceKeyId", ""), "CiphertextBlob": asked["CiphertextBlob"]}
        opened = kms._decrypt({**source, "EncryptionContext": asked.get("SourceEncryptionContext", {})})
        if opened[0] >= 400:
            return opened
        plain = _answer(opened)
        target = {"KeyId": asked["DestinationKeyId"], "Plaintext": plain["Plaintext"]}
        sealed = kms._encrypt({**target, "EncryptionContext": asked.get("DestinationEncryptionContext", {})})
        if sealed[0] >= 400:
            return sealed
        status, answered, _body = sealed
        return status, answered, json.dumps({**_answer(sealed), "SourceKeyId": plain["KeyId"]}).encode()

    kms.handle_request = with_re_encryption


def _answer(response):
    status, _headers, body = response
    if status >= 400:
        raise ValueError(f"{status}: {body!r}")
    return json.loads(body or "{}")
