import { gateway } from "../../local/gateway.ts";
import { startHttpServer } from "../../local/http-server.ts";
import { prepareLogins } from "../world/logins.ts";
import { startBenchService } from "../world/service.ts";
import { serveParent } from "./server-child.ts";

/** The service behind the local run's HTTP server, without what consumes its stream: deployed, that runs elsewhere. */
serveParent(async ({ endpoint, users }) => {
  const service = await startBenchService(String(endpoint));
  const http = await startHttpServer({ port: 0 });
  const logins = await prepareLogins(
    service,
    Array.from({ length: Number(users) }, (_, index) => index),
  );
  http.serve(
    gateway({
      functions: logins.functions,
      clock: service.clock,
      onFailure: (name, error) => console.error(name, error),
    }),
  );
  return {
    url: http.url,
    prepare: () =>
      logins.nextStep().map(({ path, token, body }) => ({
        path,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      })),
    stop: async () => {
      await http.stop();
      await service.stop();
    },
  };
});
