import { Duration, type RemovalPolicy, Validations } from "aws-cdk-lib";
import {
  ApiMapping,
  CfnStage,
  CorsHttpMethod,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpIntegrationType,
  HttpRoute,
  HttpRouteIntegration,
  type HttpRouteIntegrationConfig,
  HttpRouteKey,
  HttpStage,
  IntegrationCredentials,
  PayloadFormatVersion,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { cors, routes } from "../shared/contract/routes.ts";
import type { Route } from "../shared/contract/route.ts";
import { accessLogGroup, accessLogTo } from "./logs.ts";
import { gatewayTimeout, isThrottledAsSms, type ServiceFunction } from "./service-function.ts";
import type { Stage } from "./settings.ts";

const allRoutes: readonly Route[] = Object.values(routes);

/** The HTTP API without its routes, and the domain before it. */
export class ServiceAddress extends Construct {
  readonly api: HttpApi;
  readonly domain: DomainName | undefined;
  /** The service's URL; also the `iss` of its assertions. */
  readonly url: string;

  constructor(scope: Construct, id: string, stage: Stage, removalPolicy: RemovalPolicy) {
    super(scope, id);
    const { corsOrigins, domain, edge } = stage;
    /** At the edge CloudFront has the domain, and calls the API by AWS's own name. */
    const own = edge === undefined ? domain : undefined;
    this.api = new HttpApi(this, "Api", {
      apiName: `countersign-${stage.name}`,
      createDefaultStage: false,
      disableExecuteApiEndpoint: own !== undefined,
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
    this.api.applyRemovalPolicy(removalPolicy);
    this.domain =
      own &&
      new DomainName(this, "Domain", {
        domainName: own.name,
        certificate: Certificate.fromCertificateArn(this, "Certificate", own.certificateArn),
        securityPolicy: SecurityPolicy.TLS_1_2,
      });
    this.domain?.applyRemovalPolicy(removalPolicy);
    this.url = domain === undefined ? this.api.apiEndpoint : `https://${domain.name}`;
  }
}

/** The gateway: exactly the routes of the table, throttled and logged. Only web apps of the listed origins can read its answers. */
export class ServiceApi extends Construct {
  readonly accessLog: LogGroup;
  private readonly stage: Stage;
  private readonly api: HttpApi;
  private readonly domain: DomainName | undefined;

  constructor(
    scope: Construct,
    id: string,
    { stage, address, logKey }: { stage: Stage; address: ServiceAddress; logKey: IKey | undefined },
  ) {
    super(scope, id);
    this.stage = stage;
    this.api = address.api;
    this.domain = address.domain;
    this.accessLog = accessLogGroup(this, stage, logKey);
  }

  /** Connects each route to its function, and everything else to the one that answers 404. */
  connect(steps: Readonly<Record<string, ServiceFunction>>, fallback: ServiceFunction): void {
    const called = [...new Set([...Object.values(steps), fallback])].map(({ target }) => target.functionArn);
    const role = new Role(this, "CallRole", {
      assumedBy: new ServicePrincipal("apigateway.amazonaws.com"),
      inlinePolicies: {
        call: new PolicyDocument({
          statements: [new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: called })],
        }),
      },
    });
    const connected = allRoutes.map((route) => {
      const step = steps[route.function];
      if (step === undefined) throw new Error(`There is no function ${route.function}`);
      return this.route(HttpRouteKey.with(route.path, HttpMethod[route.method]), step, role);
    });
    this.route(HttpRouteKey.DEFAULT, fallback, role);
    this.publish(connected);
  }

  private route(routeKey: HttpRouteKey, target: ServiceFunction, role: Role): HttpRoute {
    const integration = new RoleIntegration(`${target.node.id}Call`, target, role);
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
      accessLogSettings: accessLogTo(this.accessLog),
    });
    const resource = stage.node.defaultChild;
    if (!(resource instanceof CfnStage)) throw new Error("The stage of the HTTP API is no CfnStage");
    resource.routeSettings = Object.fromEntries(allRoutes.map((route) => [keyOf(route), this.throttleOf(route)]));
    // CloudFormation must create a route before its settings.
    resource.node.addDependency(...connected);
    if (this.domain) new ApiMapping(this, "Mapping", { api: this.api, domainName: this.domain, stage });
  }

  private throttleOf(route: Route): object {
    const { rate, burst } = isThrottledAsSms(route) ? this.stage.throttles.sms : this.stage.throttles.default;
    return { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst };
  }
}

/** Calls a function by the role of the gateway. The usual permission for each function would be a sixth of what CloudFormation lets a stack have. */
class RoleIntegration extends HttpRouteIntegration {
  readonly #config: HttpRouteIntegrationConfig;

  constructor(id: string, { target }: ServiceFunction, role: Role) {
    super(id);
    this.#config = {
      type: HttpIntegrationType.AWS_PROXY,
      uri: target.functionArn,
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
      credentials: IntegrationCredentials.fromRole(role),
      timeout: gatewayTimeout,
    };
  }

  override bind(): HttpRouteIntegrationConfig {
    return this.#config;
  }
}

const keyOf = ({ method, path }: Route): string => `${method} ${path}`;
