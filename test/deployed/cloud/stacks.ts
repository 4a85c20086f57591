import { place, type Template } from "./cdk-out.ts";
import { type Made, makersOf } from "./made-resources.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- templates are JSON; whoever asks knows the type of the resource
export type Properties = Readonly<Record<string, any>>;

export interface Resource {
  readonly id: string;
  /** With every reference resolved. */
  readonly properties: Properties;
}

const pseudo: Readonly<Record<string, (stack: string) => string>> = {
  "AWS::Partition": () => place.partition,
  "AWS::Region": () => place.region,
  "AWS::AccountId": () => place.account,
  "AWS::URLSuffix": () => "amazonaws.com",
  "AWS::StackId": (stack) =>
    `arn:${place.partition}:cloudformation:${place.region}:${place.account}:stack/${stack}/0b0c0d0e`,
};
/** The stacks of a stage, as if they were deployed. An intrinsic function or an attribute that is not known here throws. */
export class Stacks {
  readonly #templates: readonly Template[];
  readonly #makers: ReturnType<typeof makersOf>;

  constructor(templates: readonly Template[], apiEndpoint: string) {
    this.#templates = templates;
    this.#makers = makersOf(apiEndpoint);
  }

  all(type: string): readonly Resource[] {
    return this.#templates.flatMap((template) =>
      Object.entries(template.Resources)
        .filter(([, { Type }]) => Type === type)
        .map(([id, { Properties }]) => ({ id, properties: this.#resolve(template, Properties ?? {}) as Properties })),
    );
  }

  only(type: string): Resource {
    const [one, ...others] = this.all(type);
    if (one === undefined || others.length > 0) throw new Error(`Not exactly one resource is an ${type}`);
    return one;
  }

  /** Created form of a resource: its `Ref` and its attributes. */
  made({ id }: Resource): Made {
    const template = this.#templates.find(({ Resources }) => id in Resources);
    if (template === undefined) throw new Error(`There is no resource ${id}`);
    return this.#made(template, id);
  }

  #made(template: Template, id: string): Made {
    const resource = template.Resources[id];
    const make = resource && this.#makers[resource.Type];
    if (make === undefined) throw new Error(`${id} (${resource?.Type ?? "no resource"}) cannot be referred to here`);
    const given = (resource?.Properties ?? {}) as Properties;
    return make(`${template.stack}-${id}`, (name) =>
      name in given ? text(this.#resolve(template, given[name])) : undefined,
    );
  }

  #resolve(template: Template, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#resolve(template, one));
    if (typeof value !== "object" || value === null) return value;
    const [[name, given] = ["", undefined], ...others] = Object.entries(value);
    if (others.length === 0 && (name === "Ref" || name.startsWith("Fn::"))) return this.#call(template, name, given);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.#resolve(template, one)]));
  }

  #call(template: Template, name: string, given: unknown): string | readonly string[] {
    const resolved = (one: unknown) => this.#resolve(template, one);
    switch (name) {
      case "Ref":
        return pseudo[String(given)]?.(template.stack) ?? attribute(this.#made(template, String(given)), "Ref");
      case "Fn::GetAtt": {
        const [id = "", wanted = ""] = given as readonly string[];
        return attribute(this.#made(template, id), wanted);
      }
      case "Fn::Join": {
        const [separator, parts] = given as [string, readonly unknown[]];
        return parts.map((part) => text(resolved(part))).join(separator);
      }
      case "Fn::Split": {
        const [separator, whole] = given as [string, unknown];
        return text(resolved(whole)).split(separator);
      }
      case "Fn::Select": {
        const [at, list] = given as [number, unknown];
        return text((resolved(list) as readonly unknown[])[at]);
      }
      case "Fn::ImportValue":
        return this.#exported(text(resolved(given)));
      default:
        throw new Error(`${name} is not resolved here`);
    }
  }

  #exported(name: string): string {
    for (const template of this.#templates)
      for (const { Export, Value } of Object.values(template.Outputs))
        if (Export?.Name === name) return text(this.#resolve(template, Value));
    throw new Error(`No stack exports ${name}`);
  }
}

function attribute(made: Made, name: string): string {
  const value = made[name];
  if (value === undefined) throw new Error(`The attribute ${name} is not known here`);
  return value;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new Error("Only texts are joined, split and imported here");
  return value;
}
