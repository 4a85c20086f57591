import { generateKeyPairSync } from "node:crypto";
import type { Proof, Proofs } from "../../packages/cognito/index.ts";
import type {
  CreateAuthChallengeEvent,
  DefineAuthChallengeEvent,
  PreTokenGenerationEvent,
  SessionStep,
  VerifyAuthChallengeEvent,
} from "../../packages/cognito/events.ts";

interface Triggers {
  define(event: DefineAuthChallengeEvent): Promise<DefineAuthChallengeEvent>;
  create(event: CreateAuthChallengeEvent): Promise<CreateAuthChallengeEvent>;
  verify(event: VerifyAuthChallengeEvent): Promise<VerifyAuthChallengeEvent>;
  preTokenGeneration(event: PreTokenGenerationEvent): Promise<PreTokenGenerationEvent>;
}

export interface Asked {
  readonly baseUrl: string;
  readonly token: string;
  readonly decision: string;
}

/** What Cognito answers to the app: a question, tokens, or no. */
export type Outcome =
  | { readonly asks: Asked; readonly respond: (answer: string) => Promise<Outcome> }
  | { readonly claims: Readonly<Record<string, unknown>> }
  | "NotAuthorizedException";

/** Fields that each event has (Cognito's developer guide, *Lambda trigger event*). */
const common = (triggerSource: string, sub: string) => ({
  version: "2",
  region: "eu-central-1",
  userPoolId: "eu-central-1_AbC",
  userName: sub,
  callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "7lhlkkfbfb4q5" },
  triggerSource,
});

/** Calls the triggers as Cognito does in the flow `CUSTOM_AUTH` with SRP. */
export class UserPool {
  readonly #triggers: Triggers;
  constructor(triggers: Triggers) {
    this.#triggers = triggers;
  }

  async signIn(attributes: Readonly<Record<string, string>>, rightPassword = true): Promise<Outcome> {
    const first: SessionStep = { challengeName: "SRP_A", challengeResult: true };
    const { response } = await this.define(attributes, [first]);
    if (response.challengeName !== "PASSWORD_VERIFIER") return "NotAuthorizedException";
    return this.#next(attributes, [first, { challengeName: "PASSWORD_VERIFIER", challengeResult: rightPassword }]);
  }

  define = async (userAttributes: Readonly<Record<string, string>>, session: readonly SessionStep[]) =>
    this.#triggers.define({
      ...common("DefineAuthChallenge_Authentication", userAttributes["sub"] ?? ""),
      request: { userAttributes, session },
      response: { issueTokens: false, failAuthentication: false },
    });

  renewal = async (userAttributes: Readonly<Record<string, string>>): Promise<Outcome> =>
    this.#tokens(userAttributes, "TokenGeneration_RefreshTokens");

  async #next(userAttributes: Readonly<Record<string, string>>, session: readonly SessionStep[]): Promise<Outcome> {
    const { response } = await this.define(userAttributes, session);
    if (response.issueTokens) return this.#tokens(userAttributes, "TokenGeneration_Authentication");
    if (response.failAuthentication) return "NotAuthorizedException";
    const created = await this.#triggers.create({
      ...common("CreateAuthChallenge_Authentication", userAttributes["sub"] ?? ""),
      request: { userAttributes, challengeName: "CUSTOM_CHALLENGE", session },
      response: { publicChallengeParameters: {}, privateChallengeParameters: {}, challengeMetadata: "" },
    });
    const { publicChallengeParameters, challengeMetadata } = created.response;
    const { baseUrl = "", token = "", decision = "" } = publicChallengeParameters;
    return {
      asks: { baseUrl, token, decision },
      respond: async (challengeAnswer) => {
        const verified = await this.#triggers.verify({
          ...common("VerifyAuthChallengeResponse_Authentication", userAttributes["sub"] ?? ""),
          request: { userAttributes, challengeAnswer },
          response: { answerCorrect: false },
        });
        const step = {
          challengeName: "CUSTOM_CHALLENGE",
          challengeResult: verified.response.answerCorrect,
          challengeMetadata,
        };
        return this.#next(userAttributes, [...session, step]);
      },
    };
  }

  async #tokens(userAttributes: Readonly<Record<string, string>>, triggerSource: string): Promise<Outcome> {
    const { response } = await this.#triggers.preTokenGeneration({
      ...common(triggerSource, userAttributes["sub"] ?? ""),
      request: { userAttributes },
      response: { claimsAndScopeOverrideDetails: null },
    });
    return { claims: response.claimsAndScopeOverrideDetails?.idTokenGeneration?.claimsToAddOrOverride ?? {} };
  }
}

/** A private key of P-256, as Secrets Manager would keep it. */
export const secretKey = (): string =>
  JSON.stringify(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }));

/** The customer's table, in memory. */
export function proofsInMemory(): Proofs {
  const ids = new Set<string>();
  const proofs = new Map<string, { readonly proof: Proof; readonly until: Date }>();
  return {
    remember: async (jti) => {
      const isNew = !ids.has(jti);
      ids.add(jti);
      return isNew;
    },
    keep: async (sub, proof, until) => void proofs.set(sub, { proof, until }),
    take: async (sub, now) => {
      const kept = proofs.get(sub);
      proofs.delete(sub);
      return kept && kept.until > now ? kept.proof : null;
    },
  };
}
