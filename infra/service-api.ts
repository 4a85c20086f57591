import { Duration, Validations } from "aws-cdk-lib";
import {
  ApiMapping,
  CfnStage,
  CorsHttpMethod,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { Construct } from "constructs";
import { cors } from "../shared/contract/cors.ts";
import { type Route, routes } from "../shared/contract/routes.ts";
import { accessLog } from "./access-log.ts";
import { gatewayTimeout, type ServiceFunction } from "./service-function.ts";
import type { Stage } from "./settings.ts";
import { onlySendsSms } from "./service-functions.ts";

const allRoutes: readonly Route[] = Object.values(routes);

/** The gateway: exactly the routes of the table, throttled and logged. Only web apps of the listed origins can read its answers. */
export class ServiceApi extends Construct {
  readonly api: HttpApi;
  /** The service's URL; also the `iss` of its assertions. */
  readonly url: string;
  /** Target of the domain's DNS record. */
  readonly domainTarget: string | null;
  private readonly stage: Stage;
  private readonly domain: DomainName | undefined;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.stage = stage;
    const { corsOrigins, domain } = stage;
    this.api = new HttpApi(this, "Api", {
      apiName: `countersign-${stage.name}`,
      createDefaultStage: false,
      disableExecuteApiEndpoint: domain !== undefined,
      ...(corsOrigins.length > 0 && {
        corsPreflight: {
          allowOrigins: corsOrigins,
          allowMethods: cors.methods.map((method) => CorsHttpMethod[method]),
          allowHeaders: [...cors.requestHeaders],
          exposeHeaders: [...cors.exposedHeaders],
          maxAge: Duration.seconds(cors.maxAgeSeconds),
        },
      }),
    });
    this.domain =
      domain &&
      new DomainName(this, "Domain", {
        domainName: domain.name,
        certificate: Certificate.fromCertificateArn(this, "Certificate", domain.certificateArn),
        securityPolicy: SecurityPolicy.TLS_1_2,
      });
    this.domainTarget = this.domain?.regionalDomainName ?? null;
    this.url = domain === undefined ? this.api.apiEndpoint : `https://${domain.name}`;
  }

  /** Connects each route to its function, and everything else to the one that answers 404. */
  connect(steps: Readonly<Record<string, ServiceFunction>>, fallback: ServiceFunction): void {
    const connected = allRoutes.map((route) => {
      const step = steps[route.function];
      if (step === undefined) throw new Error(`There is no function ${route.function}`);
      return this.route(HttpRouteKey.with(route.path, HttpMethod[route.method]), step);
    });
    this.route(HttpRouteKey.DEFAULT, fallback);
    this.publish(connected);
  }

  private route(routeKey: HttpRouteKey, target: ServiceFunction): HttpRoute {
    const integration = new HttpLambdaIntegration(`${target.node.id}Call`, target.target, { timeout: gatewayTimeout });
    const route = new HttpRoute(this, `${target.node.id}Route`, { httpApi: this.api, routeKey, integration });
    Validations.of(route).acknowledge({
      id: "AwsSolutions-APIG4",
      reason:
        "The function itself checks the bearer token against its route's access level: it needs the tenant's keys and the user's account for it",
    });
    return route;
  }

  private publish(connected: readonly HttpRoute[]): void {
    const { throttles } = this.stage;
    const stage = new HttpStage(this, "Stage", {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: throttles.default.rate, burstLimit: throttles.default.burst },
      accessLogSettings: accessLog(this, this.stage),
    });
    const resource = stage.node.defaultChild;
    if (!(resource instanceof CfnStage)) throw new Error("The stage of the HTTP API is no CfnStage");
    resource.routeSettings = Object.fromEntries(allRoutes.map((route) => [keyOf(route), this.throttleOf(route)]));
    // CloudFormation must create a route before its settings.
    resource.node.addDependency(...connected);
    if (this.domain) new ApiMapping(this, "Mapping", { api: this.api, domainName: this.domain, stage });
  }

  private throttleOf(route: Route): object {
    const { rate, burst } = onlySendsSms(route) ? this.stage.throttles.sms : this.stage.throttles.default;
    return { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst };
  }
}

const keyOf = ({ method, path }: Route): string => `${method} ${path}`;
