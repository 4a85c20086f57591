import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { SettingProps } from "./setting-props.ts";

/** A public key as a JSON Web Key. */
export interface PublicJwk {
  readonly kty: string;
  readonly kid?: string;
  readonly [member: string]: unknown;
}

/** The domain and the pages whose passkeys the users of an issuer may have. */
export interface WebauthnProps {
  readonly rpId: string;
  readonly rpName?: string;
  readonly origins: string[];
  readonly topOrigins?: string[];
  readonly relatedOrigins?: boolean;
}

/** A login that is trusted to have checked the password. */
export interface TrustedIssuerProps {
  /** Never change it: users belong to it. */
  readonly id: string;
  /** The `iss` of its tokens, or a list of spellings. */
  readonly issuer: string | string[];
  /** The `aud` of its tokens: an app, or a list of apps. */
  readonly audience: string | string[];
  /** https address of its public keys; or give `jwks`. */
  readonly jwksUri?: string;
  readonly jwks?: { readonly keys: PublicJwk[] };
  /** ["RS256", "ES256"] by default. */
  readonly algorithms?: string[];
  readonly tenant?: string;
  readonly tenantClaim?: string;
  readonly tenants?: string[];
  readonly sharesTenants?: string[];
  readonly admins?: boolean;
  readonly operatorTenants?: string[];
  readonly rolesClaim?: string;
  readonly adminRole?: string;
  readonly operatorRole?: string;
  readonly subjectClaim?: string;
  readonly authTimeClaim?: string;
  readonly authTimeFromIat?: boolean;
  readonly firstEnrollmentFromIat?: boolean;
  readonly audienceClaim?: string;
  readonly passwordChangedClaim?: string;
  readonly maxTokenSeconds?: number;
  readonly assertionRoles?: boolean;
  readonly accessTokenFor?: string[];
  readonly adminFor?: string[];
  readonly webauthn?: WebauthnProps;
}

/** Calls per second, and at once. */
export interface ThrottleProps {
  readonly rate: number;
  readonly burst: number;
}

/** Settings of a stage, under the names that docs/deploy.md explains. */
export interface CountersignProps extends SettingProps {
  /** Names stacks, functions, logs and alarms: lower-case letters, digits and dashes, at most 20. Made of the construct's id if left out. */
  readonly stageName?: string;
  readonly trustedIssuers: TrustedIssuerProps[];
  /** Policy fields that every organisation's policy is at least as strict as. */
  readonly policyFloor?: { readonly [field: string]: unknown };
  /** USD. An alarm rings before it is spent. */
  readonly monthlySmsBudgetUsd: number;
  /** Address that gets the alarms; or give `alarmTopic`. */
  readonly alarmEmail?: string;
  /** A topic of your own for the alarms. Its policy must let CloudWatch and EventBridge publish. */
  readonly alarmTopic?: ITopic;
  /** Defaults: those of the stack around it, or of the AWS CLI. */
  readonly account?: string;
  readonly region?: string;
  readonly domain?: { readonly name: string; readonly certificateArn: string };
  /** Users that the stage is for: the throttles are made for it. */
  readonly users?: number;
  readonly throttles?: { readonly default?: ThrottleProps; readonly sms?: ThrottleProps };
  readonly logRetentionDays?: number;
  readonly auditRetentionDays?: number;
  readonly reservedConcurrency?: { readonly login: number; readonly sms: number };
  readonly provisionedConcurrency?: number;
  /** CloudFront and WAF before the gateway; needs `domain`. */
  readonly edge?: {
    readonly callsPerAddress?: number;
    readonly servers?: string[];
    readonly secretGeneration?: number;
  };
  readonly tracing?: boolean;
  readonly logKey?: boolean;
  readonly backup?: { readonly keepDays?: number; readonly copyTo?: string };
  readonly parallelizationFactor?: number;
  readonly restoredTable?: { readonly name: string; readonly streamArn: string };
  /** "destroy" for throw-away stages: table, keys and audit log go with the stack. */
  readonly removalPolicy?: "retain" | "destroy";
  /** A table of your own: keys `pk` and `sk`, both texts, time to live `ttl`, a stream with new and old images. */
  readonly table?: ITable;
  readonly keys?: OwnKeys;
}

/** Keys of your own. The roles of the functions say what they may do with them; the key policy has to leave it to them. */
export interface OwnKeys {
  /** Wraps the data keys. */
  readonly vault?: IKey;
  /** Encrypts the table, and is watched if the table is yours. */
  readonly table?: IKey;
}

/** Resources that the app around the construct brings, in the place of those that it would make. */
export interface OwnResources {
  readonly table?: ITable | undefined;
  readonly keys?: OwnKeys | undefined;
  readonly alarmTopic?: ITopic | undefined;
}
