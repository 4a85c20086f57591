import { Duration, Validations } from "aws-cdk-lib";
import { type EventBus, type EventPattern, Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { EventType } from "../shared/account/events.ts";
import { failureQueue } from "./failure-queue.ts";
import { ruleNames } from "./outputs.ts";
import { countSms, feedBack, noteDeliveries, type Resources } from "./permissions.ts";
import { tellsOfDelivery } from "./sms-permissions.ts";
import { type FunctionContext, ServiceFunction } from "./service-function.ts";

const ofSms = (...types: readonly EventType[]): EventPattern => ({
  detailType: [...types],
  // Only phones have a country.
  detail: { data: { country: [{ exists: true }] } },
});
const codesBack = ["login.succeeded", "factor.activated"] as const satisfies readonly EventType[];

/** Watches what users' SMS do: on the bus of the stage, and what the provider says on the account's own. */
export class SmsConsumers extends Construct {
  readonly functions: readonly ServiceFunction[];
  readonly failures: Readonly<Record<string, Queue>>;
  /** Names of the stage's bus's rules. */
  readonly rules: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    {
      context,
      bus,
      resources,
    }: { readonly context: FunctionContext; readonly bus: EventBus; readonly resources: Resources },
  ) {
    super(scope, id);
    const countSmsFunction = new ServiceFunction(this, context, {
      name: "events/count-sms",
      description: "Counts SMS: the month's bill, and the watch on pumping",
      permissions: countSms(resources),
    });
    const counted = this.consume(countSmsFunction, "Count", {
      bus,
      ruleName: ruleNames.sms,
      eventPattern: ofSms("sms.requested", "sms.failed", "factor.activated"),
    });
    if (!tellsOfDelivery(resources.sms)) {
      this.functions = [countSmsFunction];
      this.failures = { countSms: counted };
      this.rules = [ruleNames.sms];
      return;
    }
    const feedback = new ServiceFunction(this, context, {
      name: "events/sms-feedback",
      description: "Tells the provider of SMS which codes came back",
      permissions: feedBack(resources),
    });
    const delivery = new ServiceFunction(this, context, {
      name: "events/sms-delivery",
      description: "Notes what the provider says became of an SMS",
      permissions: noteDeliveries(resources),
    });
    Validations.of(feedback.role ?? this).acknowledge({
      id: "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:sms-voice:<AWS::Region>:<AWS::AccountId>:message/*]",
      reason: "The provider makes up the ids of messages",
    });
    this.functions = [countSmsFunction, feedback, delivery];
    this.failures = {
      countSms: counted,
      smsFeedback: this.consume(feedback, "Feedback", {
        bus,
        ruleName: ruleNames.smsFeedback,
        eventPattern: ofSms(...codesBack),
      }),
      smsDelivery: this.consume(delivery, "Delivery", {
        ruleName: `${bus.eventBusName}-sms-delivery`,
        eventPattern: {
          source: ["aws.sms-voice"],
          detailType: ["Text Message Delivery Status Updated", "Voice Message Delivery Status Updated"],
        },
      }),
    };
    this.rules = [ruleNames.sms, ruleNames.smsFeedback];
  }

  private consume(
    consumer: ServiceFunction,
    id: string,
    rule: { readonly bus?: EventBus; readonly ruleName: string; readonly eventPattern: EventPattern },
  ): Queue {
    const failures = failureQueue(this, `${id}Failures`);
    // Both the rule, when it cannot deliver, and the function, when it throws, use this queue.
    consumer.configureAsyncInvoke({
      maxEventAge: Duration.hours(6),
      retryAttempts: 2,
      onFailure: new SqsDestination(failures),
    });
    const { bus, ...named } = rule;
    new Rule(this, `${id}Rule`, {
      ...named,
      ...(bus && { eventBus: bus }),
      targets: [
        new LambdaFunction(consumer, {
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
          deadLetterQueue: failures,
        }),
      ],
    });
    return failures;
  }
}
