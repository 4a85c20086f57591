import { describe, expect, it, vi } from "vitest";
import type { Problem } from "../../web/elements/api.ts";
import {
  updateImport,
  type ImportMessage,
  type ImportState,
  noImport,
  rowsLeft,
} from "../../web/elements/admin/import/update.ts";
import { callImport } from "../../web/elements/admin/import/effects.ts";
import { reportOf } from "../../web/elements/admin/import/report.ts";
import { isFileFault, type PhoneRow, phoneRows } from "../../client/src/phone-rows.ts";
import { loadLanguage } from "../../web/elements/language/packs.ts";
import { translatorOf } from "../../web/elements/language/translator.ts";
import { problem } from "./problem.ts";

await loadLanguage("en");

const now = 1_700_000_000_000;
const rowsIn = (csv: string): readonly PhoneRow[] => {
  const rows = phoneRows(csv);
  if (isFileFault(rows)) throw new Error(`Not read: ${JSON.stringify(rows)}`);
  return rows;
};
const rows = rowsIn("userId,phoneNumber\nann,+41791\nbert,\ncarl,+41793\n=dora,+41794\n");
const [ann, , carl] = rows as [PhoneRow, PhoneRow, PhoneRow];
const read: ImportMessage = { type: "read", fileName: "phones.csv", rows };
const after = (...messages: readonly ImportMessage[]): ImportState =>
  messages.reduce<ImportState>(updateImport, noImport);
const result = (row: PhoneRow, code: "invalid_phone_number" | null = null): ImportMessage => ({
  type: "row",
  result: { row, code },
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
    const done = after(
      read,
      { type: "run" },
      result(ann),
      result(carl, "invalid_phone_number"),
      result(rows[3] as PhoneRow),
      ended(),
    );
    expect(done).toMatchObject({ view: "done" });
    expect(updateImport(done, { type: "again" })).toMatchObject({ request: { rows: [carl] } });
  });

  it("does not lose its place to another file while it runs", () => {
    const running = after(read, { type: "run" });
    expect(updateImport(running, { type: "picked", file: new File([], "x") })).toBe(running);
  });

  it("that is begun anew forgets its rows: they may be of another organization", () => {
    const anew = after(read, { type: "run" }, result(ann), { type: "start" }, result(carl));
    expect(anew).toEqual(noImport);
  });
});

/** Answers each user as told; whoever is not named is registered. */
function service(answers: Readonly<Record<string, readonly Problem[]>> = {}) {
  const asked: string[] = [];
  let most = 0;
  let under = 0;
  return {
    asked,
    most: () => most,
    client: {
      adminPreRegisterPhone: async ({ userId }: { userId: string }) => {
        const refusal = answers[userId]?.[asked.filter((one) => one === userId).length];
        asked.push(userId);
        under += 1;
        most = Math.max(most, under);
        await Promise.resolve();
        under -= 1;
        return refusal === undefined
          ? { data: { userId, known: true, preRegisteredPhone: "+41" } }
          : { problem: refusal };
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
      onRow: ({ row, code }) => void results.push(code === null ? row.userId : `${row.userId}: ${code}`),
    },
    { call: "run", rows: many },
  );
  return { results, end };
}
const many = rowsIn(["userId,phoneNumber", ...Array.from({ length: 30 }, (_, nth) => `u${nth},+41${nth}`)].join("\n"));

describe("sending the rows", () => {
  it("goes a few at a time, through all of them, in order", async () => {
    const busy = service();
    const { results, end } = await run(many, busy);
    expect(results).toEqual(many.map(({ userId }) => userId));
    expect(busy.most()).toBe(4);
    expect(end).toMatchObject({ type: "ended", problem: null });
  });

  it("goes on after a row that is itself to blame", async () => {
    const { results, end } = await run(many, service({ u3: [problem("invalid_phone_number")] }));
    expect(results).toHaveLength(30);
    expect(results).toContain("u3: invalid_phone_number");
    expect(end).toMatchObject({ problem: null });
  });

  it.each([problem("unauthenticated"), problem("forbidden")])(
    "ends at what would stop all ($code), and the row is still to be done",
    async (refusal) => {
      const stopping = service({ u5: [refusal] });
      const { results, end } = await run(many, stopping);
      expect(end).toMatchObject({ problem: refusal });
      expect(results).not.toContainEqual(expect.stringContaining("u5"));
      expect(stopping.asked.length).toBeLessThan(12);
    },
  );

  it("ends when nobody answers for long, and the row is still to be done", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const going = run(many, service({ u5: Array.from({ length: 6 }, () => ({ code: "offline" }) as const) }));
    await vi.runAllTimersAsync();
    const { results, end } = await going;
    vi.useRealTimers();
    expect(end).toMatchObject({ problem: { code: "offline" } });
    expect(results).not.toContainEqual(expect.stringContaining("u5"));
  });

  it("begins nothing new once it is stopped", async () => {
    const { results } = await run(many, service(), (done) => done >= 8);
    expect(results.length).toBeLessThan(13);
  });
});

it("the report says what became of every row, without a number, and holds no formula", () => {
  const state = after(read, { type: "run" }, result(ann), result(carl, "invalid_phone_number"), ended());
  if (state.view === "choose") throw new Error("There are no rows");
  const report = reportOf(translatorOf({ language: "en", tag: "en" }), state);
  for (const { phoneNumber } of rows.filter((row) => row.phoneNumber !== "")) expect(report).not.toContain(phoneNumber);
  expect(report.split("\r\n").slice(1, 5)).toEqual([
    '"2","ann","registered",""',
    '"3","bert","not sent","The number is missing."',
    expect.stringMatching(/^"4","carl","failed","Enter a mobile number/),
    '"5","\'=dora","not sent",""',
  ]);
});
