import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { listen, refusePages } from "./http-server.ts";

/** An operation with JSON in and out: of AWS JSON (KMS, EventBridge) by its `X-Amz-Target`, of REST JSON (SES) by method and path. */
export type JsonOperation = (input: Readonly<Record<string, unknown>>) => object | Promise<object>;
/** An operation that speaks the Query protocol (SNS), by its `Action`: form fields in, elements of the result out. */
export type QueryOperation = (input: URLSearchParams) => Readonly<Record<string, string>>;

export interface AwsOperations {
  readonly json: Readonly<Record<string, JsonOperation>>;
  readonly query: Readonly<Record<string, QueryOperation>>;
  readonly rest: Readonly<Record<string, JsonOperation>>;
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const jsonType = "application/x-amz-json-1.1";
const jsonReply = (status: number, body: object): Reply => ({ status, type: jsonType, body: JSON.stringify(body) });
const xmlReply = (status: number, body: string): Reply => ({ status, type: "text/xml", body });
const escapeXml = (value: string): string =>
  value.replace(/[<>&]/g, (char) => ({ "<": "&lt;", ">": "&gt;" })[char] ?? "&amp;");
const elements = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join("");

const asRefusal = (error: unknown): AwsRefusal =>
  error instanceof AwsRefusal
    ? error
    : new AwsRefusal("ValidationException", error instanceof Error ? error.message : "not readable");

const notEmulated = (operation: string): AwsRefusal =>
  new AwsRefusal(
    "UnknownOperationException",
    `The local run does not emulate ${operation}; set AWS_ENDPOINT_URL to use another endpoint.`,
  );

async function answerJson(target: string, body: string, { json }: AwsOperations): Promise<Reply> {
  try {
    const operation = json[target];
    if (operation === undefined) throw notEmulated(target);
    return jsonReply(200, await operation(JSON.parse(body) as Record<string, unknown>));
  } catch (error) {
    const { code, message } = asRefusal(error);
    return jsonReply(400, { __type: code, message });
  }
}

const isRest = (operation: string, { rest }: AwsOperations): boolean => Object.hasOwn(rest, operation);

async function answerRest(operation: string, body: string, { rest }: AwsOperations): Promise<Reply> {
  try {
    return jsonReply(200, (await rest[operation]?.(JSON.parse(body) as Record<string, unknown>)) ?? {});
  } catch (error) {
    const { code, message } = asRefusal(error);
    return jsonReply(400, { __type: code, message });
  }
}

function answerQuery(body: string, { query }: AwsOperations): Reply {
  const fields = new URLSearchParams(body);
  const action = fields.get("Action") ?? "a call without an Action";
  try {
    const operation = query[action];
    if (operation === undefined) throw notEmulated(action);
    const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
    return xmlReply(
      200,
      `<${action}Response><${action}Result>${elements(operation(fields))}</${action}Result>${metadata}</${action}Response>`,
    );
  } catch (error) {
    const { code, message } = asRefusal(error);
    const fault = `<Error>${elements({ Type: "Sender", Code: code, Message: message })}</Error>`;
    return xmlReply(400, `<ErrorResponse>${fault}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`);
  }
}

async function respond(request: IncomingMessage, response: ServerResponse, operations: AwsOperations): Promise<void> {
  const body = await text(request);
  const target = request.headers["x-amz-target"];
  const call = `${request.method ?? ""} ${request.url ?? ""}`;
  const reply =
    typeof target === "string"
      ? await answerJson(target, body, operations)
      : isRest(call, operations)
        ? await answerRest(call, body, operations)
        : answerQuery(body, operations);
  response.writeHead(reply.status, { "content-type": reply.type, "x-amzn-requestid": randomUUID() }).end(reply.body);
}

export interface AwsEndpoint {
  readonly url: string;
  readonly server: Server;
  stop(): Promise<void>;
}

/** The few AWS calls that the service makes, on a free port of this machine. Signatures are not checked. */
export async function startAwsEndpoint(operations: AwsOperations): Promise<AwsEndpoint> {
  const server = refusePages(
    createServer((request, response) => {
      respond(request, response, operations).catch(() => response.destroy());
    }),
  );
  const port = await listen(server, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A call that the emulated AWS service refuses: the SDK rejects with `code` as the error's name. */
export class AwsRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
