import { CfnOutput, Duration, Fn, Stack, type StackProps, Validations } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HttpVersion,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { CfnIPSet, CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import { originSecretHeader, type Route } from "../shared/contract/route.ts";
import { routes } from "../shared/contract/routes.ts";
import { stackNames } from "./outputs.ts";
import { edgeRegion, type Stage } from "./settings.ts";
import recommended from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" };

/** The CDK's current behaviour, with strong references: the data stack keeps exporting what the service stack uses. */
export const behaviour: Readonly<Record<string, unknown>> = {
  ...recommended,
  "@aws-cdk/core:defaultCrossStackReferences": "strong",
};

/** Sets the flags for one stack, whatever those of the app around it are. To be called before the stack has any child. */
export function useOwnBehaviour({ node }: Stack): void {
  for (const [flag, value] of Object.entries(behaviour)) node.setContext(flag, value);
}

type EdgeOptions = NonNullable<Stage["edge"]>;

const output = "WebAclArn";

/** WAF's rules for CloudFront: they have to be in one certain Region, wherever the stage is. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, stage: Stage, edge: EdgeOptions, props: StackProps) {
    super(scope, id, props);
    useOwnBehaviour(this);
    const servers = [4, 6].flatMap((version) => {
      const addresses = edge.servers.filter((address) => address.includes(":") === (version === 6));
      if (addresses.length === 0) return [];
      const name = `Servers${String(version)}`;
      return new CfnIPSet(this, name, { scope: "CLOUDFRONT", ipAddressVersion: `IPV${String(version)}`, addresses });
    });
    const counted = (name: string) => ({
      cloudWatchMetricsEnabled: true,
      metricName: `countersign-${stage.name}-${name}`,
      // Samples show whole addresses of calls, queries too, in which users are named.
      sampledRequestsEnabled: false,
    });
    const rules = new CfnWebACL(this, "Rules", {
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      visibilityConfig: counted("edge"),
      rules: [
        ...servers.map((addresses, nth) => ({
          name: `OwnServers${String(nth)}`,
          priority: nth,
          action: { allow: {} },
          statement: { ipSetReferenceStatement: { arn: addresses.attrArn } },
          visibilityConfig: counted(`own-servers-${String(nth)}`),
        })),
        {
          name: "CallsPerAddress",
          priority: servers.length,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: {
            rateBasedStatement: { aggregateKeyType: "IP", limit: edge.callsPerAddress, evaluationWindowSec: 300 },
          },
          visibilityConfig: counted("calls-per-address"),
        },
      ],
    });
    new CfnOutput(this, output, { value: rules.attrArn });
  }
}

/** Statuses that CloudFront would keep for ten seconds and give to the next caller too. */
const failures = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

interface EdgeProps {
  readonly stage: Stage;
  readonly domain: NonNullable<Stage["domain"]>;
  readonly api: HttpApi;
  readonly secret: Secret;
}

/**
 * CloudFront with WAF before the gateway. It keeps what all may read, since answering it each time is what a flood would make dear, and
 * passes everything else on as it is. It writes no access log: its lines have queries, in which users are named, and the gateway has one.
 */
export class Edge extends Construct {
  /** Target of the domain's DNS record. */
  readonly target: string;

  constructor(scope: Construct, id: string, { stage, domain, api, secret }: EdgeProps) {
    super(scope, id);
    const { region, urlSuffix } = Stack.of(this);
    const origin = new HttpOrigin(`${api.apiId}.execute-api.${region}.${urlSuffix}`, {
      readTimeout: Duration.seconds(30),
      // Without it the functions refuse the call: WAF cannot be walked around.
      customHeaders: { [originSecretHeader]: secret.secretValue.unsafeUnwrap() },
    });
    const https = { origin, compress: true, viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY };
    const cached: BehaviorOptions = {
      ...https,
      cachePolicy: new CachePolicy(this, "Public", {
        comment: "As long as the answer says; by its path alone",
        minTtl: Duration.seconds(0),
        defaultTtl: Duration.seconds(0),
        maxTtl: Duration.hours(1),
        queryStringBehavior: CacheQueryStringBehavior.none(),
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
      }),
      // Every page may read these: a copy for each origin would be a way around the cache.
      responseHeadersPolicy: ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS,
    };
    const distribution = new Distribution(this, "Distribution", {
      comment: `Countersign ${stage.name}`,
      domainNames: [domain.name],
      certificate: Certificate.fromCertificateArn(this, "Certificate", domain.certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      webAclId: Fn.getStackOutput(stackNames(stage.name).edge, output, edgeRegion),
      defaultBehavior: {
        ...https,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
      additionalBehaviors: Object.fromEntries(cachedPaths.map((path) => [path, cached])),
      errorResponses: failures.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
    });
    Validations.of(distribution).acknowledge(
      { id: "AwsSolutions-CFR1", reason: "Users travel; who may log in is the login's affair" },
      { id: "AwsSolutions-CFR3", reason: "Its lines would name users, in queries; the gateway logs each call without" },
    );
    this.target = distribution.distributionDomainName;
  }
}

/** Routes whose answers CloudFront may keep: they say for how long. */
const cachedPaths: readonly string[] = (Object.values(routes) as readonly Route[])
  .filter(({ cacheSeconds }) => cacheSeconds !== undefined)
  .map(({ path }) => path);

/** The secret that CloudFront adds to each call and the functions ask for. The next generation is another one. */
export function originSecret(scope: Construct, id: string): Secret {
  const secret = new Secret(scope, id, {
    description: "Countersign: shows that a call came through CloudFront",
    generateSecretString: { excludePunctuation: true, passwordLength: 43 },
  });
  Validations.of(secret).acknowledge({
    id: "AwsSolutions-SMG4",
    reason:
      "Functions and CloudFront read it when they are deployed: a rotation without a deployment would shut the service",
  });
  return secret;
}
