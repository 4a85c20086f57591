/** Another organization than the admin's own: for operators. */
export interface Tenant {
  readonly tenant?: string;
}

export const tenantOf = (name: string | null): Tenant => (name === null || name === "" ? {} : { tenant: name });
