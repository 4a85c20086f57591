import { describe, expect, it } from "vitest";
import { deployedWith } from "../../infra/outputs.ts";
import { readStage } from "../../infra/settings.ts";
import { Mistake } from "../../client/command-line/command-line.ts";
import { readDeployedSettings } from "../../operate/stage.ts";
import { settings } from "./stage-outputs.ts";

describe("the settings that a stage tells of itself", () => {
  it("are read back as the app wrote them", () => {
    const { domainName: name, certificateArn, domainTarget, monthlySmsBudget, ...rest } = settings;
    const given = { ...rest, monthlySmsBudgetUsd: monthlySmsBudget, domain: { name, certificateArn } };
    const read = readDeployedSettings(JSON.stringify(deployedWith(readStage({ prod: given }, "prod"), domainTarget)));
    expect(read).toMatchObject({ ...settings, trustedIssuers: [{ id: "shop", audience: ["app"] }] });
  });

  it("of another version are a mistake", () => {
    expect(() => readDeployedSettings("{}")).toThrow(Mistake);
    expect(() => readDeployedSettings("not JSON")).toThrow(Mistake);
  });
});
