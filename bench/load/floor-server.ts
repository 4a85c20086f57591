import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "../../local/http-server.ts";
import { preparePairs } from "../world/bare-pair.ts";
import { startBenchService } from "../world/service.ts";
import { serveParent } from "./server-child.ts";

/** A bare node:http server that does the bare pair and nothing else. */
serveParent(async ({ endpoint, users }) => {
  const service = await startBenchService(String(endpoint));
  const pair = await preparePairs(service, Number(users));
  const server = createServer((request, response) => {
    text(request)
      .then((index) => pair.run(Number(index)))
      .then(
        () => response.writeHead(200, { "content-type": "application/json" }).end("{}"),
        () => response.writeHead(500).end(),
      );
  });
  const port = await listen(server, 0);
  return {
    url: `http://127.0.0.1:${String(port)}`,
    prepare: () =>
      Array.from({ length: Number(users) }, (_, index) => ({
        path: "/",
        headers: { "content-type": "text/plain" },
        body: String(index),
      })),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await service.stop();
    },
  };
});
