/** Cognito's events, as far as the triggers read and answer them. */
type Attributes = Readonly<Record<string, string | undefined>>;

export interface SessionStep {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata?: string | undefined;
}

interface Trigger<Request, Response> {
  readonly request: Request;
  response: Response;
}

interface Asked {
  readonly userAttributes: Attributes;
  readonly userNotFound?: boolean | undefined;
}

export type DefineAuthChallengeEvent = Trigger<
  Asked & { readonly session: readonly SessionStep[] },
  { challengeName?: string | undefined; issueTokens: boolean; failAuthentication: boolean }
>;

export type CreateAuthChallengeEvent = Trigger<
  Asked & { readonly challengeName: string; readonly session: readonly SessionStep[] },
  {
    publicChallengeParameters: Record<string, string>;
    privateChallengeParameters: Record<string, string>;
    challengeMetadata: string;
  }
>;

export type VerifyAuthChallengeEvent = Trigger<
  Asked & { readonly challengeAnswer: string },
  { answerCorrect: boolean }
>;

/** Version 2 or 3 of the event: of the ID token and the access token. */
export type PreTokenGenerationEvent = Trigger<
  { readonly userAttributes: Attributes },
  {
    claimsAndScopeOverrideDetails: {
      idTokenGeneration?: { claimsToAddOrOverride?: Record<string, unknown> | undefined } | undefined;
      accessTokenGeneration?: { claimsToAddOrOverride?: Record<string, unknown> | undefined } | undefined;
    } | null;
  }
> & { readonly triggerSource: string };
