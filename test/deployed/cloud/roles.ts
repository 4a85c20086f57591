import { place } from "./cdk-out.ts";
import { type Asked, isAllowed, type Statement, statementsOf } from "./policy.ts";
import type { Stacks } from "./stacks.ts";

/** One decision about something that a role asked for. */
export interface Decision extends Asked {
  readonly role: string;
  readonly allowed: boolean;
}

/** The roles of the stage with their policies, asked before everything that somebody does; remembers each answer. */
export class Roles {
  readonly decisions: Decision[] = [];
  readonly #trusted: ReadonlyMap<string, readonly string[]>;
  readonly #statements: ReadonlyMap<string, Statement[]>;
  readonly #keyPolicies: ReadonlyMap<string, readonly Statement[]>;

  constructor(stacks: Stacks) {
    const roles = stacks.all("AWS::IAM::Role");
    const policies = stacks.all("AWS::IAM::Policy");
    this.#trusted = new Map(
      roles.map((role) => {
        const trust = statementsOf(role.properties["AssumeRolePolicyDocument"]);
        return [stacks.made(role)["Arn"] ?? "", trust.flatMap(({ Principal }) => Principal?.Service ?? [])];
      }),
    );
    this.#statements = new Map(
      roles.map((role) => {
        const { Ref, Arn = "" } = stacks.made(role);
        const own = policies.filter(({ properties }) => properties["Roles"].includes(Ref));
        const inline: readonly { readonly PolicyDocument: object }[] = role.properties["Policies"] ?? [];
        const documents = [...inline, ...own.map(({ properties }) => properties)];
        return [Arn, documents.flatMap((one) => statementsOf(one["PolicyDocument"]))];
      }),
    );
    this.#keyPolicies = new Map(
      stacks
        .all("AWS::KMS::Key")
        .map((key) => [stacks.made(key)["Arn"] ?? "", statementsOf(key.properties["KeyPolicy"])]),
    );
  }

  statementsOf(role: string): readonly Statement[] {
    return this.#own(role);
  }

  /** Whether AWS would do it for the role. */
  allows(role: string, asked: Asked): boolean {
    const allowed = isAllowed(this.#own(role), asked) && this.#keyAgrees(asked);
    this.decisions.push({ ...asked, role, allowed });
    return allowed;
  }

  /** A service can only act in the name of a role that trusts it. */
  trusts(role: string, service: string): boolean {
    return this.#trusted.get(role)?.includes(service) ?? false;
  }

  /** Takes the action out of the role's policy while `work` runs. */
  async without<T>(role: string, action: string, work: () => Promise<T>): Promise<T> {
    const statements = this.#own(role);
    const before = [...statements];
    const left = before.map((one) => ({ ...one, Action: one.Action.filter((name) => name !== action) }));
    statements.splice(0, statements.length, ...left);
    try {
      return await work();
    } finally {
      statements.splice(0, statements.length, ...before);
    }
  }

  #own(role: string): Statement[] {
    const statements = this.#statements.get(role);
    if (statements === undefined) throw new Error(`There is no role ${role}`);
    return statements;
  }

  /** A key obeys its own policy: here it leaves the account's roles to IAM, under conditions. */
  #keyAgrees(asked: Asked): boolean {
    const policy = this.#keyPolicies.get(asked.resource);
    if (policy === undefined) return !asked.action.startsWith("kms:");
    const root = `arn:${place.partition}:iam::${place.account}:root`;
    const ours = policy.filter(({ Principal }) => Principal?.AWS?.includes(root));
    return isAllowed(
      ours.map((statement) => ({ ...statement, Resource: ["*"] })),
      asked,
    );
  }
}
