export interface DemoUser {
  readonly email: string;
  readonly password: string;
  readonly tenant: string;
  readonly roles: readonly string[];
}

export const adminRole = "admin";
const password = "correct horse battery staple";

/** The people of the local run. Their password is public; nothing but the local sign-in knows it. */
export const demoUsers: readonly DemoUser[] = [
  { email: "user@example.com", password, tenant: "acme", roles: [] },
  { email: "second@example.com", password, tenant: "acme", roles: [] },
  { email: "admin@example.com", password, tenant: "acme", roles: [adminRole] },
  { email: "user@umbrella.example", password, tenant: "umbrella", roles: [] },
];
