import { describe, expect, it, vi } from "vitest";
import type { Problem } from "../../client/src/index.ts";
import {
  updateImport,
  type ImportMessage,
  type ImportState,
  noImport,
  rowsLeft,
} from "../../web/elements/admin/import/update.ts";
import { callImport } from "../../web/elements/admin/import/effects.ts";
import { reportOf } from "../../web/elements/admin/import/view-rows.ts";
import { isFileFault, type PhoneRow, phoneRows } from "../../client/src/phone-rows.ts";
import { loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";
import { problem } from "./problem.ts";

await loadLanguage("en", "admin");

const now = 1_700_000_000_000;
const rowsIn = (csv: string): readonly PhoneRow[] => {
  const rows = phoneRows(csv);
  if (isFileFault(rows)) throw new Error(`Not read: ${JSON.stringify(rows)}`);
  return rows;
};
const rows = rowsIn("userId,phoneNumber\nann,+41791\nbert,\ncarl,+41793\n=dora,+41794\n");
const [ann, , carl, dora] = rows as [PhoneRow, PhoneRow, PhoneRow, PhoneRow];
const read: ImportMessage = { type: "read", fileName: "phones.csv", rows };
const after = (...messages: readonly ImportMessage[]): ImportState =>
  messages.reduce<ImportState>(updateImport, noImport);
const result = (row: PhoneRow, code: "invalid_phone_number" | null = null): ImportMessage => ({
  type: "row",
  result: { row, code, known: row.userId !== "=dora" },
});
const ended = (trouble: Problem | null = null): ImportMessage => ({ type: "ended", problem: trouble, now });
const names = (state: ImportState) => (state.view === "choose" ? [] : rowsLeft(state).map(({ userId }) => userId));

describe("an import", () => {
  it("shows the rows first and sends nothing by itself", () => {
    expect(after(read)).toMatchObject({ view: "preview", request: null });
  });

  it("leaves wrong rows out", () => {
    expect(after(read, { type: "run" })).toMatchObject({ view: "running", request: { rows: [ann, carl, {}] } });
  });

  it("that was stopped goes on where it was", () => {
    const stopped = after(read, { type: "run" }, result(carl), { type: "stop" }, ended());
    expect(stopped).toMatchObject({ view: "stopped", stopping: false, trouble: null });
    expect(names(stopped)).toEqual(["ann", "=dora"]);
    expect(updateImport(stopped, { type: "run" })).toMatchObject({ view: "running", results: [{ row: carl }] });
  });

  it("tries only the failed ones again", () => {
    const done = after(read, { type: "run" }, result(ann), result(carl, "invalid_phone_number"), result(dora), ended());
    expect(done).toMatchObject({ view: "done" });
    expect(updateImport(done, { type: "again" })).toMatchObject({ request: { rows: [carl] } });
  });

  it("does not lose its place to another file while it runs", () => {
    const running = after(read, { type: "run" });
    expect(updateImport(running, { type: "picked", file: new File([], "x") })).toBe(running);
  });

  it("that is begun anew forgets its rows: they may be of another organisation", () => {
    const anew = after(read, { type: "run" }, result(ann), { type: "start" }, result(carl));
    expect(anew).toEqual(noImport);
  });
});

/** Answers each call as told, and each user; whoever is not named is registered. */
function service(calls: readonly (Problem | undefined)[] = [], users: Readonly<Record<string, object>> = {}) {
  const asked: string[][] = [];
  return {
    asked,
    client: {
      adminPreRegisterPhones: async ({ phones }: { phones: { userId: string }[] }) => {
        const refusal = calls[asked.length];
        asked.push(phones.map(({ userId }) => userId));
        await Promise.resolve();
        if (refusal !== undefined) return { problem: refusal };
        return { data: { results: phones.map(({ userId }) => ({ userId, ok: true, known: true, ...users[userId] })) } };
      },
    },
  };
}

async function run(
  many: readonly PhoneRow[],
  { client }: ReturnType<typeof service>,
  isStopped = (_done: number) => false,
) {
  const results: string[] = [];
  const end = await callImport(
    {
      client,
      tenant: {},
      isStopped: () => isStopped(results.length),
      onRow: ({ row, code, known }) =>
        void results.push(code === null && known ? row.userId : `${row.userId}: ${code ?? "unknown"}`),
    },
    { call: "run", rows: many },
  );
  return { results, end };
}
const many = rowsIn(["userId,phoneNumber", ...Array.from({ length: 230 }, (_, nth) => `u${nth},+41${nth}`)].join("\n"));

describe("sending the rows", () => {
  it("goes through all of them in order, as many at a time as one call takes", async () => {
    const busy = service();
    const { results, end } = await run(many, busy);
    expect(results).toEqual(many.map(({ userId }) => userId));
    expect(busy.asked.map(({ length }) => length)).toEqual([100, 100, 30]);
    expect(end).toMatchObject({ type: "ended", problem: null });
  });

  it("keeps each call within 8 KiB, whatever the ids are made of", async () => {
    const wide = many.map((row) => ({ ...row, userId: `${row.userId}${"界".repeat(60)}`, issuer: "shop" }));
    const busy = service();
    await run(wide, busy);
    const sizes = busy.asked.map((ids) => {
      const phones = wide.filter(({ userId }) => ids.includes(userId));
      const body = phones.map(({ userId, phoneNumber, issuer }) => ({ userId, phoneNumber, issuer }));
      return Buffer.byteLength(JSON.stringify({ phones: body }));
    });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(8192);
    expect(Math.max(...sizes)).toBeGreaterThan(7500);
    expect(busy.asked.flat()).toHaveLength(230);
  });

  it("goes on after rows that are themselves to blame, and tells who was never seen", async () => {
    const users = {
      u3: { ok: false, known: false, code: "invalid_phone_number" },
      u4: { known: false },
      u5: { ok: false, known: false, code: "of_a_newer_service" },
    };
    const { results, end } = await run(many, service([], users));
    expect(results).toHaveLength(230);
    expect(results.slice(3, 6)).toEqual(["u3: invalid_phone_number", "u4: unknown", "u5: unexpected"]);
    expect(end).toMatchObject({ problem: null });
  });

  it("sends the others again where the service cannot read a row", async () => {
    const errors = [{ path: "phones.1.phoneNumber", message: "Too long" }];
    const strict = service([{ ...problem("invalid_request"), errors } as Problem]);
    const { results } = await run(many.slice(0, 3), strict);
    expect(strict.asked).toEqual([
      ["u0", "u1", "u2"],
      ["u0", "u2"],
    ]);
    expect(results).toEqual(["u1: invalid_request", "u0", "u2"]);
  });

  it("goes on past rows that wait for a second person, who can repeat each call, and never asks for them twice", async () => {
    const approval = { id: "apr_1", action: "phones", parameters: {}, expiresAt: "2026-11-22T10:00:00Z" } as const;
    const waits = { code: "approval_needed", detail: "", status: 202, approval } as const;
    for (let width = 40; width < 120; width += 7) {
      const wide = many.map((row) => ({ ...row, userId: `${row.userId}${"x".repeat(width)}` }));
      const two = service(Array.from({ length: 9 }, () => waits));
      const { results, end } = await run(wide, two);
      expect(results).toEqual(wide.map(({ userId }) => `${userId}: approval_needed`));
      expect(end).toMatchObject({ problem: null });
      for (const ids of two.asked) {
        const asked = wide.filter(({ userId }) => ids.includes(userId));
        const phones = asked.map(({ userId, phoneNumber }) => ({ userId, phoneNumber }));
        expect(Buffer.byteLength(JSON.stringify({ action: "phones", parameters: { phones } }))).toBeLessThan(8193);
      }
    }
    const waiting: ImportMessage = { type: "row", result: { row: ann, code: "approval_needed", known: true } };
    const done = after(read, { type: "run" }, waiting, result(carl, "invalid_phone_number"), result(dora), ended());
    expect(updateImport(done, { type: "again" })).toMatchObject({ request: { rows: [carl] } });
  });

  it.each([problem("unauthenticated"), problem("forbidden"), problem("invalid_request")])(
    "ends at what would stop all ($code), and the rows are still to be done",
    async (refusal) => {
      const stopping = service([undefined, refusal]);
      const { results, end } = await run(many, stopping);
      expect(end).toMatchObject({ problem: refusal });
      expect(results).toHaveLength(100);
      expect(stopping.asked).toHaveLength(2);
    },
  );

  it("ends when nobody answers for long, and the rows are still to be done", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const going = run(many, service(Array.from({ length: 6 }, () => ({ code: "offline", detail: "" }) as const)));
    await vi.runAllTimersAsync();
    const { results, end } = await going;
    vi.useRealTimers();
    expect(end).toMatchObject({ problem: { code: "offline" } });
    expect(results).toEqual([]);
  });

  it("begins nothing new once it is stopped", async () => {
    const { results } = await run(many, service(), (done) => done >= 8);
    expect(results).toHaveLength(100);
  });
});

it("the report says what became of every row, without a number, and holds no formula", () => {
  const state = after(read, { type: "run" }, result(ann), result(carl, "invalid_phone_number"), result(dora), ended());
  if (state.view === "choose") throw new Error("There are no rows");
  const report = reportOf(translatorOf({ language: "en", tag: "en" }), state);
  for (const { phoneNumber } of rows.filter((row) => row.phoneNumber !== "")) expect(report).not.toContain(phoneNumber);
  expect(report.split("\r\n").slice(1, 5)).toEqual([
    '"2","ann","registered",""',
    '"3","bert","not sent","The number is missing."',
    expect.stringMatching(/^"4","carl","failed","Enter a mobile number/),
    '"5","\'=dora","registered, never seen here",""',
  ]);
});
