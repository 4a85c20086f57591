import type { BusEvent } from "../../../local/event-bridge.ts";
import { type Delivery, orderedDelivery } from "../../../local/ordered-delivery.ts";
import { place } from "./cdk-out.ts";
import { matches } from "./event-pattern.ts";
import type { Lambda } from "./lambda.ts";
import { isAllowed, statementsOf } from "./policy.ts";
import type { Stacks } from "./stacks.ts";

const service = "events.amazonaws.com";

interface Sent {
  readonly event: BusEvent;
  readonly rule: string;
  readonly target: string;
}

/** The rules of the template: each hands the events of its pattern to its targets. */
export class BusRules {
  /** Events written to log groups. */
  readonly audited: BusEvent[] = [];
  readonly #rules: readonly { readonly pattern: unknown; readonly arn: string; readonly targets: readonly string[] }[];
  readonly #world: { readonly stacks: Stacks; readonly lambda: Lambda };
  readonly #delivery: Delivery<Sent>;

  constructor(world: { readonly stacks: Stacks; readonly lambda: Lambda }) {
    const { stacks } = world;
    this.#world = world;
    this.#rules = stacks.all("AWS::Events::Rule").map((rule) => ({
      pattern: rule.properties["EventPattern"] as unknown,
      arn: stacks.made(rule)["Arn"] ?? "",
      targets: (rule.properties["Targets"] as { Arn: string }[]).map(({ Arn }) => Arn),
    }));
    this.#delivery = orderedDelivery<Sent>({
      batchSize: 1,
      attempts: 2,
      deliver: async (batch) => {
        for (const one of batch) await this.#hand(one);
        return batch.length;
      },
      onGivenUp: ({ target }) => world.lambda.giveUp(world.lambda.find(target)),
    });
  }

  add(event: BusEvent): void {
    for (const { pattern, arn: rule, targets } of this.#rules)
      if (matches(pattern, event)) for (const target of targets) this.#delivery.add({ event, rule, target });
  }

  async drained(): Promise<void> {
    return this.#delivery.drained();
  }

  async #hand({ event, rule, target }: Sent): Promise<void> {
    const { lambda } = this.#world;
    if (target.includes(":function:")) await lambda.callFor({ service, sourceArn: rule }, target, event);
    else if (target.includes(":log-group:")) this.#write(event, rule, target);
    else throw new Error(`Nobody knows the target ${target}`);
  }

  /** EventBridge asks the policy of CloudWatch Logs; it names its rule only when it writes. */
  #write(event: BusEvent, rule: string, target: string): void {
    const { stacks } = this.#world;
    const statements = stacks
      .all("AWS::Logs::LogGroup")
      .flatMap(({ properties }) => properties["ResourcePolicyDocument"] ?? [])
      .flatMap((document) => statementsOf(document))
      .filter(({ Principal }) => Principal?.Service?.includes(service));
    const resource = `${target}:log-stream:1`;
    for (const [action, keys] of [
      ["logs:CreateLogStream", {}],
      ["logs:PutLogEvents", { "aws:SourceArn": [rule] }],
    ] as const)
      if (!isAllowed(statements, { action, resource, keys })) throw new Error(`EventBridge may not ${action}`);
    if (!target.startsWith(`arn:aws:logs:${place.region}:${place.account}:log-group:/aws/events/`))
      throw new Error("EventBridge writes under /aws/events only");
    this.audited.push(event);
  }
}
