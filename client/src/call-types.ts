import type { calls } from "./contract.ts";
import type { Problem } from "./problem.ts";
import type { operations } from "./schema.ts";

export type CallName = keyof typeof calls;

/** Nothing is needed where the contract has nothing. */
type Given<T> = [Exclude<T, undefined>] extends [never] ? unknown : Exclude<T, undefined>;
type BodyOf<Operation> = Operation extends { requestBody?: { content: { "application/json": infer Body } } }
  ? Body
  : unknown;
type ParametersOf<Operation> = Operation extends { parameters: { path?: infer Path; query?: infer Query } }
  ? Given<Path> & Given<Query>
  : unknown;

type Fields<Operation> = ParametersOf<Operation> & BodyOf<Operation>;

/** One object with its own fields, so that an editor shows these and not how they came together. */
type Plain<T> = { [Field in keyof T]: T[Field] } & {};

/**
 * Path, query and body of a call in one object.
 *
 * @example
 * const body: Input<"verify"> = { code: "123456" };
 */
export type Input<Name extends CallName> =
  unknown extends Fields<operations[Name]> ? Readonly<Record<string, never>> : Plain<Fields<operations[Name]>>;

type BodyIn<Response> = Response extends { content: { "application/json": infer Json } } ? Plain<Json> : undefined;
type Answer<Responses, Status> = { [S in keyof Responses & Status]: BodyIn<Responses[S]> }[keyof Responses & Status];

/** Where a call is done at once, the 202 beside it says that it is not: a problem named `approval_needed`. */
type Done<Responses> = [keyof Responses & (200 | 201 | 204)] extends [never] ? 202 : 200 | 201 | 204;

/**
 * Answer of a call; `undefined` if it has no body.
 *
 * @example
 * const finish = ({ assertion }: Data<"verify">) => sendToMyServer(assertion);
 */
export type Data<Name extends CallName> = Plain<
  Answer<operations[Name]["responses"], Done<operations[Name]["responses"]>>
>;

export type Result<T> =
  | { readonly data: T; readonly problem?: never }
  | { readonly data?: never; readonly problem: Problem };

export interface CallOptions {
  /** Aborting rejects the call with the signal's reason. */
  readonly signal?: AbortSignal;
}

type MayBeLeftOut<T> = Record<string, never> extends T ? true : false;

/** One call of the API. It rejects only if it is aborted or the host's `token` rejects; all else is a problem. */
export type Call<Name extends CallName> =
  MayBeLeftOut<Input<Name>> extends true
    ? (input?: Input<Name>, options?: CallOptions) => Promise<Result<Data<Name>>>
    : (input: Input<Name>, options?: CallOptions) => Promise<Result<Data<Name>>>;

/** A method for every call of the API, by the names of the contract. */
export type Client = { readonly [Name in CallName]: Call<Name> };
