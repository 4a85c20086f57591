import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "../../../local/http-server.ts";
import { type AwsCall, askedOf, readCall } from "./asked-of-request.ts";
import type { Asked } from "./policy.ts";

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const denial = "AccessDeniedException";
/** As each protocol says it. */
function refusal(service: string, { action, resource }: Asked): Reply {
  const message = `not authorized to perform ${action} on ${resource}`;
  if (service === "sns") {
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>${message}</Message></Error></ErrorResponse>`;
    return { status: 403, headers: { "content-type": "text/xml" }, body };
  }
  return {
    status: service === "ses" ? 403 : 400,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": denial },
    body: JSON.stringify({ __type: denial, message }),
  };
}

export interface AwsFront {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Stands where AWS does: knows who calls by the key of the signature, asks whether that role may do it, and hands on only what it may.
 * Signatures are not checked.
 */
export async function startAwsFront({
  endpointOf,
  allows,
  around,
  onTrouble,
}: {
  readonly endpointOf: (service: string) => string;
  readonly allows: (accessKeyId: string, asked: Asked) => boolean;
  /** Runs the call, and looks at what it changed. */
  readonly around: <T>(call: AwsCall, run: () => Promise<T>) => Promise<T>;
  readonly onTrouble: (error: unknown) => void;
}): Promise<AwsFront> {
  async function answer(request: IncomingMessage): Promise<Reply> {
    const { host: _host, connection: _connection, ...headers } = request.headers;
    const call = readCall(`${request.method ?? ""} ${request.url ?? ""}`, headers, await text(request));
    const asked = askedOf(call);
    if (!allows(call.accessKeyId, asked)) return refusal(call.service, asked);
    return around(call, async () => {
      const response = await fetch(endpointOf(call.service) + (request.url ?? ""), {
        method: request.method ?? "",
        headers: headers as Record<string, string>,
        body: call.body,
      });
      return { status: response.status, headers: kept(response.headers), body: await response.text() };
    });
  }

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, headers, body } = await answer(request);
    response.writeHead(status, headers).end(body);
  };
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      onTrouble(error);
      response.writeHead(500).end();
    });
  });
  const port = await listen(server, 0);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const kept = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    [...headers].filter(([name]) => /^(content-type|x-amz-crc32|x-amzn-(requestid|errortype))$/.test(name)),
  );
