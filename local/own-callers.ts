import type { RequestListener, Server } from "node:http";
import { type Answer, gatewayAnswer, type Received } from "./http-server.ts";

const loopback = /^(localhost|([\w-]+\.)+localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * DNS rebinding: a page of another site gives its own name the address of this machine and then reads what is here, codes included.
 * Its browser still sends that name (RFC 9110 section 7.2), so only the names of this machine and `others` are answered.
 */
export const underOwnNames =
  (others: readonly string[], answer: (request: Received) => Promise<Answer>) =>
  async (request: Received): Promise<Answer> => {
    const [host = ""] = request.headers["host"] ?? [];
    return loopback.test(host) || others.includes(host.toLowerCase())
      ? answer(request)
      : gatewayAnswer(421, "The local run answers as localhost and 127.0.0.1 only; SERVICE_ISSUER adds a name.");
  };

/** Lets programs through and refuses every page: a browser says where a request comes from, an SDK does not. */
export function refusePages(server: Server): Server {
  const answers = server.listeners("request") as RequestListener[];
  return server.removeAllListeners("request").on("request", (request, response) => {
    const { origin, host = "", "sec-fetch-site": site } = request.headers;
    if (origin === undefined && site === undefined && loopback.test(host))
      for (const answer of answers) answer(request, response);
    else response.writeHead(403).end();
  });
}
