import { type EngineName, startEngine } from "../../local/dynamodb-engine.ts";

/** A DynamoDB engine in a process of its own, so that it does not share its thread with what is measured. */
process.once(
  "message",
  (what: { readonly engine: EngineName; readonly path: string | null; readonly tables: readonly string[] }) => {
    void (async () => {
      const engine = await startEngine(what);
      for (const table of what.tables) await engine.createTable(table);
      process.once("disconnect", () => void engine.stop());
      process.send?.({ endpoint: engine.endpoint });
    })();
  },
);
