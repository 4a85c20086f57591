import { expect } from "vitest";
import type { DeployedService } from "../deployed-service.ts";

/** The page of an e-mail's link is served to anybody, and a token that is none of ours acts on nothing. */
export async function aLinkOfNobody(service: DeployedService): Promise<void> {
  for (const kind of ["changed", "reopen", "cancel-recovery"]) {
    const page = await service.call("GET", `/links/${kind}`);
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  }
  for (const path of ["/v1/links", "/v1/freeze", "/v1/reopen", "/v1/recovery/cancel"])
    expect((await service.call("POST", path, { body: { token: "lnk_nothing" } })).status).toBe(404);
}
