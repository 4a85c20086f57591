import { randomBytes } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { LocalRun } from "../operate/local-run.ts";
import { localRunFile } from "../operate/local-run.ts";
import { listen, refusePages } from "./http-server.ts";
import type { Image, WriteRecorder } from "./stream.ts";

const putItem = "DynamoDB_20120810.PutItem";

interface Put {
  readonly TableName?: string;
  readonly Item?: Image;
  readonly ReturnValues?: string;
}

/**
 * The table as the operator's commands reach it: each call goes on to the engine, and a put also to the run's stream, so that what a
 * command wrote shows as events and activity at once.
 */
export async function startTableRelay({
  engine,
  tableName,
  recordImages,
}: {
  readonly engine: string;
  readonly tableName: string;
  readonly recordImages: WriteRecorder["recordImages"];
}): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const relay = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const put = request.headers["x-amz-target"] === putItem ? (JSON.parse(body) as Put) : null;
    const isCaptured = put !== null && put.TableName === tableName;
    const answer = await fetch(engine, {
      method: "POST",
      headers: passedOn(request),
      body: isCaptured ? JSON.stringify({ ...put, ReturnValues: "ALL_OLD" }) : body,
    });
    const answered = await answer.text();
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" });
    if (!isCaptured || !answer.ok) return void response.end(answered);
    const { Attributes = null, ...rest } = JSON.parse(answered) as { readonly Attributes?: Image };
    recordImages(put.Item ?? {}, Attributes);
    response.end(put.ReturnValues === "ALL_OLD" ? answered : JSON.stringify(rest));
  };
  const server = refusePages(
    createServer((request, response) => {
      relay(request, response).catch(() => response.destroy());
    }),
  );
  const port = await listen(server, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const passedOn = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    ["content-type", "x-amz-target", "x-amz-date", "authorization"].flatMap((name) => {
      const value = headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );

/** Tells the operator's commands of this account where the run is. Resolves to what takes the file away again. */
export async function announce(run: LocalRun): Promise<() => Promise<void>> {
  const file = localRunFile(run.url);
  const own = `${file}.${randomBytes(6).toString("hex")}`;
  // A new file, and its name only afterwards: nobody reads it half written, and no link of another account's is followed.
  await writeFile(own, JSON.stringify(run), { mode: 0o600, flag: "wx" });
  await rename(own, file).catch(async (error: unknown) => {
    await rm(own, { force: true });
    throw error;
  });
  return async () => rm(file, { force: true });
}
