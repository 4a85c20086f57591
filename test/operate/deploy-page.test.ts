/** @module-tag processes */
import { readFile, readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { chosenSettings, readStage } from "../../infra/settings.ts";
import { rulesSchema } from "../../shared/account/rules.ts";

const top = new URL("../../", import.meta.url);
const read = (path: string): Promise<string> => readFile(new URL(path, top), "utf8");

describe("docs/deploy.md", () => {
  it("names every permission that the doctor asks for, and no other", async () => {
    const folder = "operate/doctor";
    const files = (await readdir(new URL(folder, top), { recursive: true })).filter((name) => name.endsWith(".ts"));
    const sources = await Promise.all([...files.map((name) => `${folder}/${name}`), "operate/stage.ts"].map(read));
    const asked = new Set(sources.join("\n").match(/(?<=")[a-z-]+:[A-Z][A-Za-z]+(?=")/g));
    // Everybody may ask who they are.
    asked.delete("sts:GetCallerIdentity");
    // Asked by the deployment.
    asked.delete("cloudformation:UpdateTerminationProtection");
    const [, named = ""] = (await read("docs/deploy.md")).split("<!-- doctor-permissions -->");
    expect(
      named
        .split("\n\n")[0]
        ?.match(/[a-z-]+:[A-Z][A-Za-z]+/g)
        ?.toSorted(),
    ).toEqual([...asked].toSorted());
  });

  it("explains every field of a stage but the numbers of the rules", async () => {
    const page = await read("docs/deploy.md");
    const domain = {
      name: "2fa.example.com",
      certificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/1",
    };
    const { name: _, ...stage } = readStage(
      {
        prod: {
          trustedIssuers: [{ id: "main", issuer: "https://a.example", audience: "a", jwksUri: "https://a.example/k" }],
          account: "123456789012",
          region: "eu-central-1",
          monthlySmsBudgetUsd: 1,
          domain,
          alarmEmail: "a@example.com",
          provisionedConcurrency: 1,
        },
      },
      "prod",
    );
    const fields = [...Object.keys(stage), ...Object.keys(chosenSettings.shape)];
    const explained = fields.filter((field) => !(field in rulesSchema.shape));
    expect(explained.length).toBeGreaterThan(20);
    expect(explained.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
  });
});
