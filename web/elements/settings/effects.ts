import type { Client, Problem } from "../api.ts";
import { outcomeOf } from "../base/outcome.ts";
import type { SettingsMessage, SettingsRequest, Unfinished } from "./state.ts";

/** Makes a call of the settings. */
export async function callSettings(
  client: Pick<Client, "listFactors" | "updateFactor" | "removeFactor" | "disable" | "regenerateBackupCodes">,
  request: SettingsRequest,
  unfinished: () => Unfinished | null,
): Promise<SettingsMessage> {
  const refused = (problem: Problem): SettingsMessage => ({ type: "refused", problem, now: Date.now() });
  switch (request.call) {
    case "list":
      return outcomeOf(client.listFactors(), (data) => ({ type: "listed", data, unfinished: unfinished() }), refused);
    case "update": {
      const { factorId, change } = request;
      return outcomeOf(
        client.updateFactor({ factorId, ...change }),
        ({ factor }) => ({ type: "updated", factor }),
        refused,
      );
    }
    case "remove":
      return outcomeOf(
        client.removeFactor({ factorId: request.factorId }),
        () => ({ type: "removed" }),
        // Gone is gone: the answer to an earlier try may have been lost.
        (problem) => (problem.code === "factor_not_found" ? { type: "removed" } : refused(problem)),
      );
    case "disable":
      return outcomeOf(client.disable(), () => ({ type: "disabled" }), refused);
    case "regenerate":
      return outcomeOf(client.regenerateBackupCodes(), (data) => ({ type: "regenerated", data }), refused);
  }
}
