import type { Outbox } from "../../local/sent-messages.ts";
import { CalledService } from "../harness/called-service.ts";
import { Issuer } from "../harness/issuer.ts";
import { type DeployedStage, startDeployedStage } from "./cloud/deployed-stage.ts";

/** The service as most stories need it: they are played to an emulator too (test/cloud). */
export interface StoryService extends CalledService {
  readonly issuer: Issuer;
}

/** The synthesized example stage as clients call it; it trusts a login of the tests, and an organisation's SMS are soon spent. */
export class DeployedService extends CalledService {
  readonly issuer = new Issuer("main");
  #stage: DeployedStage | undefined;

  get stage(): DeployedStage {
    if (!this.#stage) throw new Error("The stage has not started");
    return this.#stage;
  }

  get url(): string {
    return this.stage.url;
  }

  get outbox(): Outbox {
    return this.stage.aws.outbox;
  }

  async start(): Promise<void> {
    this.#stage = await startDeployedStage({
      settings: { trustedIssuers: [this.issuer.settings], smsSetUpsPerTenantDay: 10 },
      clock: this.clock,
    });
  }

  async stop(): Promise<void> {
    await this.#stage?.stop();
  }

  async signIn(email = "user@example.com"): Promise<string> {
    return this.issuer.token(this.clock, { sub: email, email });
  }
}
