import { createClient } from "../../client/src/client.ts";
import { AssertionRefused } from "../../client/src/assertion-claims.ts";
import { verifyAssertion } from "../../client/src/verify-assertion.ts";
import type {
  CreateAuthChallengeEvent,
  DefineAuthChallengeEvent,
  PreTokenGenerationEvent,
  SessionStep,
  VerifyAuthChallengeEvent,
} from "./events.ts";
import { firstFactorToken, type PublicJwk, type Signer } from "./first-factor.ts";

export type * from "./events.ts";
export { jwkSigner, type PublicJwk, type Signer } from "./first-factor.ts";

/** How the second step of a login was done. */
export interface Proof {
  readonly acr: string;
  readonly amr: readonly string[];
}

/** A table of your own (`dynamoProofs`): an assertion signs in once, and its proof goes into the tokens of that sign-in. */
export interface Proofs {
  /** Keeps the id until then in one atomic step. False: it was there already. */
  remember(jti: string, expiresAt: Date): Promise<boolean>;
  /** Keeps a user's newest proof until then. */
  keep(sub: string, proof: Proof, until: Date): Promise<void>;
  /** Takes it away, so that it counts for one sign-in. */
  take(sub: string, now: Date): Promise<Proof | null>;
}

export interface CognitoOptions {
  /** The service's own URL, exactly as its assertions name it. */
  readonly baseUrl: string;
  /** The user pool's id. */
  readonly userPoolId: string;
  /** Your app, as its assertions shall name it. */
  readonly audience: string;
  readonly signer: Signer;
  readonly proofs: Proofs;
  /** The organisation of a user. Never from an attribute that users can write themselves. */
  readonly tenantOf?: (attributes: Readonly<Record<string, string | undefined>>) => string;
  /** Seconds since the password, at most, when the assertion comes back; 300 by default. */
  readonly maxAge?: number;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds for a call of the service; Cognito waits five seconds for a trigger. */
  readonly patienceMillis?: number;
  readonly now?: () => Date;
}

/** The service cannot be asked. Cognito passes the message on to the app, and lets nobody in. */
export class SecondStepUnavailable extends Error {
  override readonly name = "SecondStepUnavailable";
}

/** Wrong answers after which the password has to be entered again. */
const mostRounds = 3;
/** Seconds in which the app asks for the code; an authenticator app may have to be fetched first. */
const tokenSeconds = 600;
/** Seconds between the right answer and Cognito's own tokens. */
const proofSeconds = 60;

const entryId = (userPoolId: string): string => `cognito-${userPoolId}`;
const issuerOf = (userPoolId: string): string => `urn:countersign:cognito:${userPoolId}`;

/**
 * Triggers that give a user pool this second factor.
 *
 * @example
 * const triggers = cognitoTriggers({ baseUrl, userPoolId, audience: "shop", signer: kmsSigner(kms, keyId), proofs: dynamoProofs(db, table) });
 * export const { define, create, verify, preTokenGeneration } = triggers;
 */
export function cognitoTriggers(options: CognitoOptions) {
  const {
    baseUrl,
    userPoolId,
    audience,
    signer,
    proofs,
    tenantOf,
    maxAge = 300,
    fetch,
    patienceMillis = 3_500,
  } = options;
  const now = options.now ?? (() => new Date());
  type Attributes = Readonly<Record<string, string | undefined>>;

  const token = async (attributes: Attributes, passwordAt: number): Promise<string> => {
    const { sub, email } = attributes;
    if (sub === undefined || sub === "") throw new TypeError("The event names no user");
    const iat = seconds(now());
    return firstFactorToken(signer, {
      iss: issuerOf(userPoolId),
      aud: audience,
      sub,
      iat,
      exp: iat + tokenSeconds,
      auth_time: passwordAt,
      ...(email !== undefined && attributes["email_verified"] === "true" && { email }),
      ...(tenantOf && { tenant: tenantOf(attributes) }),
    });
  };

  /** Asks the service in Cognito's time. Without its word nobody gets in. */
  async function answerOf<T>(
    jwt: string,
    ask: (
      client: ReturnType<typeof createClient>,
      signal: AbortSignal,
    ) => Promise<{ data?: T; problem?: { code: string } }>,
  ): Promise<T> {
    const client = createClient({ baseUrl, token: () => jwt, ...(fetch && { fetch }) });
    const { data, problem } = await ask(client, AbortSignal.timeout(patienceMillis)).catch((cause: unknown) => {
      throw unavailable("no_answer", cause);
    });
    if (data === undefined) throw unavailable(problem?.code ?? "no_answer");
    return data;
  }

  return {
    /** *Define auth challenge*: what comes next. */
    define: async (event: DefineAuthChallengeEvent): Promise<DefineAuthChallengeEvent> => {
      const { session, userAttributes, userNotFound } = event.request;
      const [, password, ...rounds] = session;
      const next = async (): Promise<"PASSWORD_VERIFIER" | "CUSTOM_CHALLENGE" | "tokens" | "failure"> => {
        if (!isPasswordFlow(session)) return "failure";
        if (password === undefined) return "PASSWORD_VERIFIER";
        if (!password.challengeResult || userNotFound === true) return "failure";
        const last = rounds.at(-1);
        if (last?.challengeResult === true) return "tokens";
        if (last) return rounds.length < mostRounds ? "CUSTOM_CHALLENGE" : "failure";
        const jwt = await token(userAttributes, seconds(now()));
        const { decision } = await answerOf(jwt, (client, signal) => client.login({}, { signal }));
        return decision === "allow" ? "tokens" : "CUSTOM_CHALLENGE";
      };
      const outcome = await next();
      const isChallenge = outcome === "PASSWORD_VERIFIER" || outcome === "CUSTOM_CHALLENGE";
      event.response = {
        ...(isChallenge && { challengeName: outcome }),
        issueTokens: outcome === "tokens",
        failAuthentication: outcome === "failure",
      };
      return event;
    },

    /** *Create auth challenge*: what the app gives to `<countersign-challenge>`. */
    create: async (event: CreateAuthChallengeEvent): Promise<CreateAuthChallengeEvent> => {
      const { session, userAttributes, challengeName } = event.request;
      if (challengeName !== "CUSTOM_CHALLENGE") return event;
      const before = session.find((step) => step.challengeName === "CUSTOM_CHALLENGE")?.challengeMetadata;
      // A wrong answer makes the password no younger.
      const passwordAt = /^password_at:(\d+)$/.exec(before ?? "")?.[1] ?? String(seconds(now()));
      const jwt = await token(userAttributes, Number(passwordAt));
      const { enabled } = await answerOf(jwt, (client, signal) => client.listFactors({}, { signal }));
      event.response = {
        publicChallengeParameters: { baseUrl, token: jwt, decision: enabled ? "challenge" : "enroll" },
        privateChallengeParameters: {},
        challengeMetadata: `password_at:${passwordAt}`,
      };
      return event;
    },

    /** *Verify auth challenge response*: the answer is the assertion. */
    verify: async (event: VerifyAuthChallengeEvent): Promise<VerifyAuthChallengeEvent> => {
      const { challengeAnswer, userAttributes } = event.request;
      const { sub = "" } = userAttributes;
      try {
        const user = { subject: sub, tenant: tenantOf?.(userAttributes) ?? "default", idp: entryId(userPoolId) };
        const at = now();
        const jwks = new URL(`${baseUrl.replace(/\/$/, "")}/.well-known/jwks.json`);
        const { acr, amr } = await verifyAssertion(challengeAnswer, {
          issuer: baseUrl,
          audience,
          user,
          maxAge,
          replay: proofs,
          jwks,
          now: at,
        });
        await proofs.keep(sub, { acr, amr }, new Date(at.getTime() + proofSeconds * 1000));
        event.response = { answerCorrect: true };
      } catch (error) {
        if (!(error instanceof AssertionRefused)) throw error;
        if (error.reason === "keys_unavailable") throw unavailable(error.reason, error);
        event.response = { answerCorrect: false };
      }
      return event;
    },

    /** *Pre token generation*, version 2 or 3: how the second step was done. Cognito reserves `acr` and `amr`, so the claims have names of their own. */
    preTokenGeneration: async (event: PreTokenGenerationEvent): Promise<PreTokenGenerationEvent> => {
      // Tokens that are renewed later are of another moment, and perhaps of another session of the user: they say nothing.
      if (event.triggerSource !== "TokenGeneration_Authentication") return event;
      const proof = await proofs.take(event.request.userAttributes["sub"] ?? "", now());
      if (proof === null) return event;
      const added = { second_factor_acr: proof.acr, second_factor_amr: proof.amr.join(" ") };
      const { idTokenGeneration, accessTokenGeneration, ...others } =
        event.response.claimsAndScopeOverrideDetails ?? {};
      const withProof = (tokens?: { claimsToAddOrOverride?: Record<string, unknown> | undefined }) => ({
        ...tokens,
        claimsToAddOrOverride: { ...tokens?.claimsToAddOrOverride, ...added },
      });
      event.response.claimsAndScopeOverrideDetails = {
        ...others,
        idTokenGeneration: withProof(idTokenGeneration),
        accessTokenGeneration: withProof(accessTokenGeneration),
      };
      return event;
    },

    /** The entry for the service's `trustedIssuers`. */
    trustedIssuer: async (): Promise<TrustedIssuerEntry> => ({
      id: entryId(userPoolId),
      issuer: issuerOf(userPoolId),
      audience,
      algorithms: ["ES256"],
      ...(tenantOf && { tenantClaim: "tenant" }),
      jwks: { keys: [await signer.publicJwk()] },
    }),
  };
}

export interface TrustedIssuerEntry {
  readonly id: string;
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: string[];
  readonly tenantClaim?: string;
  readonly jwks: { readonly keys: PublicJwk[] };
}

/** Whether the flow began with the password, and nothing but our challenge came after it. */
const isPasswordFlow = ([first, second, ...others]: readonly SessionStep[]): boolean =>
  first?.challengeName === "SRP_A" &&
  first.challengeResult &&
  (second === undefined || second.challengeName === "PASSWORD_VERIFIER") &&
  others.every(({ challengeName }) => challengeName === "CUSTOM_CHALLENGE");

const unavailable = (code: string, cause?: unknown): SecondStepUnavailable =>
  new SecondStepUnavailable(`The second step is not available (${code}). Try again in a moment.`, { cause });

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
