import { expect } from "vitest";
import type { Issuer } from "./issuer.ts";
import { Person } from "./person.ts";
import type { Answer, CalledService } from "./called-service.ts";

/** A customer's organisation: any number of people of one issuer and one tenant, and an admin with a second factor. */
export class Organisation {
  readonly service: CalledService;
  readonly issuer: Issuer;
  readonly tenant: string;
  #admin: Promise<Person> | undefined;
  #second: Promise<Person> | undefined;

  constructor(service: CalledService, issuer: Issuer, tenant: string) {
    this.service = service;
    this.issuer = issuer;
    this.tenant = tenant;
  }

  person(sub: string, claims: object = {}): Person {
    return new Person(this.service, sub, async () =>
      this.issuer.token(this.service.clock, { sub, org: this.tenant, ...claims }),
    );
  }

  /** A call about a person: the user and the issuer are in the query. */
  userPath(
    { email }: Person,
    call:
      | ""
      | "reset"
      | "reopen"
      | "requirement"
      | "phone"
      | "events"
      | "devices"
      | "bypass-code"
      | "caller-check"
      | "caller-check/confirm"
      | "recovery" = "",
  ): string {
    const query = new URLSearchParams({ userId: email, issuer: this.issuer.settings.id });
    return `/v1/admin/user${call && `/${call}`}?${query.toString()}`;
  }

  async admin(): Promise<Person> {
    this.#admin ??= this.#newAdmin();
    return this.#admin;
  }

  /** Calls with a fresh access token of the admin. */
  async asAdmin(method: string, path: string, body?: unknown): Promise<Answer> {
    const admin = await this.admin();
    await admin.loginWithTotp();
    return admin.withAccess(method, path, { body });
  }

  /** Calls with a fresh access token of another admin. */
  async asSecondAdmin(method: string, path: string, body?: unknown): Promise<Answer> {
    this.#second ??= this.#newAdmin("the-second-admin");
    const admin = await this.#second;
    await admin.loginWithTotp();
    return admin.withAccess(method, path, { body });
  }

  async setPolicy(change: object): Promise<void> {
    const { body } = await this.asAdmin("GET", "/v1/admin/policy");
    const { status } = await this.asAdmin("PUT", "/v1/admin/policy", { ...change, version: body["version"] });
    expect(status).toBe(200);
  }

  async #newAdmin(name = "the-admin"): Promise<Person> {
    const admin = this.person(name, { roles: ["2fa-admin"] });
    await admin.hasTotp();
    return admin;
  }
}
