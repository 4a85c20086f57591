import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { accountStore } from "../../shared/aws/dynamodb/account-store.ts";
import { dataKeyStore, signingKeyStore } from "../../shared/aws/dynamodb/key-stores.ts";
import { limitStore } from "../../shared/aws/dynamodb/counter-stores.ts";
import { noticeStore } from "../../shared/aws/dynamodb/notice-store.ts";
import { policyStore } from "../../shared/aws/dynamodb/policy-store.ts";
import { emptyAccount } from "../../shared/account/account.ts";
import { OutcomeUnknown } from "../../shared/ports/stores.ts";
import { bytesOf, handClock, now, policy, policyUpdated, user } from "./examples.ts";
import { mockTable, throttled, pk } from "./mock-table.ts";

describe("a table that fails", () => {
  it("is no lost race: every write rejects", async () => {
    const { table, mock } = mockTable();
    mock.on(PutCommand).rejects(throttled()).on(UpdateCommand).rejects(throttled());
    const writes = [
      accountStore(table).write(user, emptyAccount),
      policyStore(table, handClock()).replace("acme", policy, policyUpdated()),
      limitStore(table).claim({ by: { kind: "deployment" }, hour: null, day: 1 }, "token", now),
      noticeStore(table).claim({ eventId: "evt_1", to: "known" }, { holder: "one", now, until: now }),
      noticeStore(table).settle({ eventId: "evt_1", to: "known" }, now),
      signingKeyStore(table).add({ kid: "k1", publicJwk: {}, proof: bytesOf(32), sealedPrivateJwk: bytesOf(1) }, now),
    ];
    for (const write of await Promise.allSettled(writes)) {
      const { reason } = write as PromiseRejectedResult;
      expect([reason.message, reason.cause?.message]).toContain("Slow down");
    }
  });

  it("does not make a replaced policy look written", async () => {
    const { table, mock } = mockTable();
    mock.on(PutCommand).rejects(throttled());
    const store = policyStore(table, handClock());
    await expect(store.replace("acme", policy, policyUpdated())).rejects.toThrow(OutcomeUnknown);
    await expect(store.recent("acme")).resolves.toBeNull();
  });

  it("is asked again for a policy that it could not give", async () => {
    const { table, mock } = mockTable();
    mock.on(GetCommand).rejectsOnce(throttled()).resolves({});
    const store = policyStore(table, handClock());
    await expect(store.recent("acme")).rejects.toThrow("Slow down");
    await expect(store.recent("acme")).resolves.toBeNull();
  });

  it.each([
    ["account", (table: ReturnType<typeof mockTable>["table"]) => accountStore(table).read(user)],
    ["policy", (table: ReturnType<typeof mockTable>["table"]) => policyStore(table, handClock()).current("acme")],
    ["data key", (table: ReturnType<typeof mockTable>["table"]) => dataKeyStore(table).read("acme", "totp", 1)],
  ])("and gives an item of an unknown shape: the %s is refused", async (kind, read) => {
    const { table, mock } = mockTable();
    mock.on(GetCommand).resolves({ Item: { pk, sk: "ACCOUNT", s: 99 } });
    await expect(read(table)).rejects.toThrow(`${kind}: unknown schema version`);
  });
});
