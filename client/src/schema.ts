// Made of docs/openapi.json by npm run docs.
export interface paths {
    "/v1/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide what this login needs, right after the password; sends the SMS if a phone is preferred
         * @description Needs a first-factor token.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/login/sms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The fate of an SMS, as far as its provider tells
         * @description Needs a first-factor token or an access token.
         */
        get: operations["smsDelivery"];
        put?: never;
        /**
         * Send a login code by SMS, or a new one in the place of the last
         * @description Needs a first-factor token.
         */
        post: operations["sendSms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/login/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a code of any kind or a passkey's answer for an assertion, and an access token
         * @description Needs a first-factor token.
         */
        post: operations["verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One's own second factor: state, factors, backup codes left
         * @description Needs a first-factor token or an access token.
         */
        get: operations["listFactors"];
        put?: never;
        /**
         * Set up an authenticator app, a phone or a passkey; it works once confirmed
         * @description Needs a password entered a moment ago (`auth_time`); an access token if the user has an active factor.
         */
        post: operations["enrollFactor"];
        /**
         * Switch 2FA off: all factors and backup codes go
         * @description Needs a password entered a moment ago (`auth_time`); an access token if the user has an active factor.
         */
        delete: operations["disable"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/factors/{factorId}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a pending factor with its first code or the passkey that was made; the first factor brings ten backup codes
         * @description Needs a first-factor token; an access token if the user has an active factor.
         */
        post: operations["confirmFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/factors/{factorId}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a new code to a pending phone
         * @description Needs a first-factor token; an access token if the user has an active factor.
         */
        post: operations["resendEnrollmentSms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/factors/{factorId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a factor; removing the last one switches 2FA off
         * @description Needs a password entered a moment ago (`auth_time`); an access token if the user has an active factor.
         */
        delete: operations["removeFactor"];
        options?: never;
        head?: never;
        /**
         * Rename a factor or make it the preferred one
         * @description Needs a first-factor token; an access token if the user has an active factor.
         */
        patch: operations["updateFactor"];
        trace?: never;
    };
    "/v1/backup-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ten new backup codes, as JSON or as a text file; the old ones stop working
         * @description Needs a password entered a moment ago (`auth_time`); an access token if the user has an active factor.
         */
        post: operations["regenerateBackupCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a removed factor back, with the link of the notice and a code or assertion of that factor; factors set up shortly before or since, codes and devices go
         * @description Needs a first-factor token with a password entered a moment ago (`auth_time`); no factor is asked for.
         */
        post: operations["undoChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One's own devices that are not asked for a code
         * @description Needs a first-factor token; an access token if the user has an active factor.
         */
        get: operations["listDevices"];
        put?: never;
        post?: never;
        /**
         * Ask all devices for codes again
         * @description Needs a first-factor token; an access token if the user has an active factor.
         */
        delete: operations["endDevices"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{deviceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ask one device for codes again
         * @description Needs a first-factor token; an access token if the user has an active factor.
         */
        delete: operations["endDevice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The recovery under way
         * @description Needs a first-factor token with a password entered a moment ago (`auth_time`); no factor is asked for.
         */
        get: operations["getRecovery"];
        put?: never;
        /**
         * Ask to set up afresh when everything is lost; mails a code to the known address
         * @description Needs a first-factor token with a password entered a moment ago (`auth_time`); no factor is asked for.
         */
        post: operations["askRecovery"];
        /**
         * End the recovery under way
         * @description Needs a first-factor token; an access token if the user has an active factor.
         */
        delete: operations["cancelOwnRecovery"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the request with the mailed code; the delay begins, and everybody who can reach the user is told
         * @description Needs a first-factor token with a password entered a moment ago (`auth_time`); no factor is asked for.
         */
        post: operations["confirmRecovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new factor up with the second mailed code; its confirmation replaces all factors, codes and devices
         * @description Needs a first-factor token with a password entered a moment ago (`auth_time`); no factor is asked for.
         */
        post: operations["completeRecovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One's own events, newest first
         * @description Needs a first-factor token; an access token if the user has an active factor.
         */
        get: operations["listActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/user": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A user's factors, backup codes, pre-registered phone and locks
         * @description Needs an access token with the admin or operator role.
         */
        get: operations["adminGetUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/user/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove a user's factors, codes and locks; the pre-registered phone stays
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        post: operations["adminResetUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/user/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen a method that wrong codes have closed, for five tries
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        post: operations["adminReopenMethod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/user/bypass-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a code that stands in for the user's factor in one login; it brings no access token
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        post: operations["adminIssueBypassCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/user/caller-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send two words to the user who is on the phone, by SMS or e-mail
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        post: operations["adminCheckCaller"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/user/caller-check/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compare the two words that the caller says
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        post: operations["adminConfirmCaller"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/user/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a user's recovery
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        post: operations["adminApproveRecovery"];
        /**
         * Refuse a user's recovery
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        delete: operations["adminRefuseRecovery"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/user/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ask all of a user's devices for codes again
         * @description Needs an access token with the admin or operator role.
         */
        delete: operations["adminEndUserDevices"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ask all devices of the organisation for codes again
         * @description Needs an access token with the admin or operator role.
         */
        delete: operations["adminEndDevices"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/user/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Define the number that the user may register
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        put: operations["adminPreRegisterPhone"];
        post?: never;
        /**
         * Remove the pre-registered number
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        delete: operations["adminRemovePhone"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/phones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Define the numbers that many users may register
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        put: operations["adminPreRegisterPhones"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/user/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A user's events, newest first
         * @description Needs an access token with the admin or operator role.
         */
        get: operations["adminListEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The organisation's policy
         * @description Needs an access token with the admin or operator role.
         */
        get: operations["adminGetPolicy"];
        /**
         * Replace the policy; names the version that it replaces
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        put: operations["adminPutPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The acts that wait for a second person
         * @description Needs an access token with the admin or operator role.
         */
        get: operations["adminListApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/approvals/{approvalId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve what another admin asked for, by repeating it; answers what that call would have
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        post: operations["adminApprove"];
        /**
         * Give up what waits for a second person
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        delete: operations["adminDropApproval"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/policy/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The policy's versions, newest first; one is restored by a PUT of it
         * @description Needs an access token with the admin or operator role.
         */
        get: operations["adminPolicyHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The organisation's changes and admins' acts, newest first
         * @description Needs an access token with the admin or operator role.
         */
        get: operations["adminListActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/user/requirement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say that this user must use a second factor, or that it is as the policy says
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        put: operations["adminSetRequirement"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/rehearse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * How the logins of up to a hundred users would go under another policy; writes nothing
         * @description Needs an access token with the admin or operator role.
         */
        post: operations["adminRehearse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/posture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Facts of the organisation and, for operators, of the service, and the requirements that they meet
         * @description Needs an access token with the admin or operator role.
         */
        get: operations["adminGetPosture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/sms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The cost of the organisation's SMS in a month by the ledger's prices, and where none are sent at the moment
         * @description Needs an access token with the admin or operator role.
         */
        get: operations["adminGetSms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/sms/breakers/{range}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Let a range or country that was stopped get SMS again; operators only
         * @description Needs an access token with the admin or operator role, and a password entered a moment ago (`auth_time`).
         */
        delete: operations["adminLiftSmsBreaker"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys that assertions and access tokens are signed with */
        get: operations["jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the service is up */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/links/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page that an e-mail's link opens; a GET acts on nothing */
        get: operations["linkPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The subject of an e-mail's link; changes nothing */
        post: operations["readLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** By the link of a removal's notice: end the devices and stop changes for a day, once */
        post: operations["freeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** By the link of the notice: reopen a method that wrong codes have disabled, for five tries */
        post: operations["reopenMethod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** By the link of a notice: end the recovery under way */
        post: operations["cancelRecovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This contract as OpenAPI 3.1 */
        get: operations["openApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        PasskeyAssertion: {
            id: string;
            rawId: string;
            type: string;
            response: {
                clientDataJSON: string;
                authenticatorData: string;
                signature: string;
                userHandle?: string | null;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        PasskeyRegistration: {
            id: string;
            rawId: string;
            type: string;
            response: {
                clientDataJSON: string;
                attestationObject: string;
                transports?: string[];
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        LoginDecision: {
            /** @constant */
            decision: "allow";
            /** @description A JWT */
            assertion: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            expiresAt: string;
            /** @description Places in `devices` of tokens that will never count again: drop them */
            forget?: number[];
            /** @description Put this token in the place of that one */
            remembered?: {
                index: number;
                /** @example dvc_J8s0bCq3Ug4AAAHkWm2v1ZC5nT7yB0fXr9eL */
                token: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                expiresAt: string;
            };
            /** @description With `remembered`: wrong codes of any method since the last right one */
            failedSinceLastLogin?: number;
            /** @description With `remembered`: a recovery under way. Ask the user: was it you? */
            recovery?: {
                state: ("asked" | "waiting" | "ready") | (string & {});
                /**
                 * Format: date-time
                 * @description The earliest time; it may move back while notices go out
                 */
                readyAt?: string;
                /** @description An admin has to approve first */
                needsApproval?: boolean;
                /** @description For `POST /v1/recovery/cancel` */
                cancelToken?: string;
            } | null;
            /**
             * Format: date-time
             * @description Offer a set-up: logins from then on answer `enroll`
             */
            enrollBy?: string;
            /** @description With enforcement `report`: how `on` would decide */
            rehearsal?: {
                decision: ("enroll" | "shut_out") | (string & {});
            };
            /**
             * Format: date-time
             * @description With `rehearsal`: the day that the policy names
             */
            enforcementFrom?: string;
        } | {
            /** @constant */
            decision: "challenge";
            /** @description Places in `devices` of tokens that will never count again: drop them */
            forget?: number[];
            factors: components["schemas"]["OfferedFactor"][];
            backupCodes: {
                remaining: number;
            };
            recoveryHelp: string | null;
            /** @description Under way; a right code ends it */
            recovery: components["schemas"]["Recovery"] | null;
            /** @description Whether the user may ask for a recovery */
            recoveryOffered: boolean;
            challenge: components["schemas"]["Challenge"] | null;
            /** @description Where the user has passkeys that are usable here */
            publicKey?: components["schemas"]["PasskeyRequestOptions"];
            sms?: {
                unavailable: string;
            };
            /** @description Where `POST /v1/login/sms` may bring `channel`: its values */
            channels?: (("sms" | "voice") | (string & {}))[];
            /** @description Where the right code may bring `rememberDevice`: for how long */
            trustedDevices?: {
                days: number;
            };
        } | {
            /** @constant */
            decision: "enroll";
            /** @description Places in `devices` of tokens that will never count again: drop them */
            forget?: number[];
            enrollment: {
                factorTypes: (("totp" | "sms" | "passkey") | (string & {}))[];
                phoneRegistration: ("self" | "pre-registered") | (string & {});
                preRegisteredPhone: string | null;
                /** @description Countries of the phones that can get an SMS; absent: every country */
                smsCountries?: string[];
            };
        };
        OfferedFactor: {
            /** @example fac_Zt0cV5b2mQkq3mZ8n1x7Yw */
            id: string;
            type: ("totp" | "sms" | "passkey" | "unknown") | (string & {});
            label: string;
            /** @example +41 ••• •• •• 12 */
            phoneNumber?: string;
            preferred: boolean;
        };
        Recovery: {
            state: ("asked" | "waiting" | "ready") | (string & {});
            /**
             * Format: date-time
             * @description The earliest time; it may move back while notices go out
             */
            readyAt?: string;
            /** @description An admin has to approve first */
            needsApproval?: boolean;
        };
        Challenge: {
            id: string;
            /** @example fac_Zt0cV5b2mQkq3mZ8n1x7Yw */
            factorId: string;
            /** @example +41 ••• •• •• 12 */
            sentTo: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            expiresAt: string;
            /** @description Seconds between this SMS and the earliest next one */
            resendAfter: number;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            resendAt: string;
            channel?: ("sms" | "voice") | (string & {});
        };
        PasskeyRequestOptions: {
            /**
             * @description Base64url without padding
             * @example dGhlIGlkIG9mIGEga2V5
             */
            challenge: string;
            rpId: string;
            allowCredentials: {
                /** @constant */
                type: "public-key";
                /**
                 * @description Base64url without padding
                 * @example dGhlIGlkIG9mIGEga2V5
                 */
                id: string;
                transports?: string[];
            }[];
            userVerification: ("required" | "preferred" | "discouraged") | (string & {});
            /** @description Milliseconds */
            timeout: number;
        };
        /** @description RFC 9457; switch on `code` */
        Problem: {
            /** @example urn:countersign:problem:invalid_code */
            type: string;
            title: string;
            status: number;
            /** @enum {string} */
            code: "invalid_request" | "unauthenticated" | "insufficient_user_authentication" | "password_time_unknown" | "forbidden" | "two_factor_required" | "factor_type_not_allowed" | "phone_not_pre_registered" | "method_disabled" | "method_not_allowed_here" | "not_found" | "approval_not_found" | "factor_not_found" | "method_not_allowed" | "payload_too_large" | "unsupported_media_type" | "not_enrolled" | "no_channel" | "recovery_not_offered" | "recovery_not_ready" | "no_sms_factor" | "too_many_factors" | "passkey_already_registered" | "version_conflict" | "busy" | "challenge_expired" | "enrollment_expired" | "invalid_code" | "code_already_used" | "passkey_refused" | "unknown_passkey" | "invalid_phone_number" | "country_not_allowed" | "account_frozen" | "too_many_attempts" | "sms_limit_reached" | "sms_delivery_failed" | "temporarily_unavailable";
            detail: string;
            requestId: string;
            /** @description Wrong codes left before the next wait */
            attemptsRemaining?: number;
            /** @description Of invalid_code at the set-up of an app: the phone's clock is so many minutes fast; negative: slow */
            clockMinutes?: number;
            /** @description Seconds to wait, as in Retry-After */
            retryAfter?: number;
            /**
             * Format: date-time
             * @description Of recovery_not_ready: the earliest time
             */
            readyAt?: string;
            /** @description What would help, for whoever runs the login */
            hint?: string;
            /** @description Of insufficient_user_authentication: only these methods prove enough */
            methods?: string[];
            /**
             * @description Of passkey_refused
             * @enum {string}
             */
            reason?: "origin" | "rp_id" | "user_presence" | "user_verification" | "signature" | "algorithm" | "synced" | "cross_origin" | "malformed" | "counter";
            /** @description Of unknown_passkey: for the browser's signalUnknownCredential */
            rpId?: string;
            credentialId?: string;
            errors?: {
                path: string;
                message: string;
            }[];
        };
        Factor: {
            /** @example fac_Zt0cV5b2mQkq3mZ8n1x7Yw */
            id: string;
            type: ("totp" | "sms" | "passkey" | "unknown") | (string & {});
            label: string;
            status: ("pending" | "active") | (string & {});
            preferred: boolean;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /** @example +41 ••• •• •• 12 */
            phoneNumber?: string;
            /** @description Of a passkey: copies may be on other devices */
            synced?: boolean;
            /** @description Of a passkey: who keeps it; null: nobody knows. Left out of the answer to a change of its name, and of an admin's view */
            provider?: string | null;
            /**
             * Format: date-time
             * @description Only while pending
             */
            expiresAt?: string;
        };
        PasskeyCreationOptions: {
            rp: {
                id: string;
                name: string;
            };
            user: {
                /**
                 * @description Base64url without padding
                 * @example dGhlIGlkIG9mIGEga2V5
                 */
                id: string;
                name: string;
                displayName: string;
            };
            /**
             * @description Base64url without padding
             * @example dGhlIGlkIG9mIGEga2V5
             */
            challenge: string;
            pubKeyCredParams: {
                /** @constant */
                type: "public-key";
                alg: number;
            }[];
            /** @description Milliseconds */
            timeout: number;
            /** @constant */
            attestation: "none";
            excludeCredentials: {
                /** @constant */
                type: "public-key";
                /**
                 * @description Base64url without padding
                 * @example dGhlIGlkIG9mIGEga2V5
                 */
                id: string;
                transports?: string[];
            }[];
            authenticatorSelection: {
                residentKey: ("preferred" | "discouraged") | (string & {});
                userVerification: ("required" | "preferred" | "discouraged") | (string & {});
                authenticatorAttachment?: ("platform" | "cross-platform") | (string & {});
            };
            hints: (("client-device" | "security-key") | (string & {}))[];
        };
        Device: {
            /** @example dev_J8s0bCq3Ug4 */
            id: string;
            label: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            lastUsedAt: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            expiresAt: string;
        };
        ActivityEvent: {
            id: string;
            /** @description One of factor.enrollment_started, factor.activated, factor.updated, factor.removed, two_factor.disabled, backup_codes.regenerated, login.succeeded, code.rejected, method.locked, method.disabled, method.reopened, contact.changed, passkey.counter_fell, sms.requested, sms.failed, sms.undelivered, sms.paused, account.reset, account.frozen, change.undone, account.restored, account.erased, tenant.erased, phone.pre_registered, phone.pre_registration_removed, device.trusted, login.remembered, device.ended, bypass_code.issued, caller.checked, approval.requested, approval.granted, approval.dropped, recovery.asked, recovery.waiting, recovery.approved, recovery.cancelled, recovery.completed, factor.imported, factors.exported, policy.updated, requirement.changed, grace.started; a newer release may add some */
            type: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            at: string;
            actor: {
                role: ("user" | "admin" | "operator" | "system") | (string & {});
                ref: string;
            };
            data: {
                [key: string]: unknown;
            };
        };
        WaitingForApproval: {
            approval: {
                /** @example apr_9mZbQ0w2T8mJ4sF1c0kZ7Q */
                id: string;
                action: ("reset" | "bypass_code" | "reopen" | "phone" | "phones" | "requirement" | "policy") | (string & {});
                /** @description The fields of the call's query and body, without the tenant */
                parameters: {
                    [key: string]: unknown;
                };
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC
                 */
                expiresAt: string;
            };
        };
        Policy: {
            /** @description Whether `enforcement` is `on`; of the two the one that differs counts */
            required: boolean;
            enforcement: ("off" | "report" | "on") | (string & {});
            requiredFor: {
                /** @description Users with one of these roles must, whatever `enforcement` says */
                roles: string[];
            };
            /** @description `on` binds from then; null: at once */
            enforcementFrom: string | null;
            /** @description Days for which the first set-up can be put off, from the first login that asks; over that many days after `bindsFrom`, whoever comes when */
            graceDays: number;
            factorTypes: (("totp" | "sms") | (string & {}))[];
            passkeys: {
                allowed: ("off" | "any" | "device-bound") | (string & {});
                userVerification: ("preferred" | "required" | "discouraged") | (string & {});
                downgrade: ("allow" | "refuse") | (string & {});
            };
            phoneRegistration: ("self" | "pre-registered") | (string & {});
            smsCountries: string[];
            issuerName: string;
            recoveryHelp: string | null;
            trustedDevices: {
                /** @description Days without a code at a remembered device; 0: none */
                days: number;
            };
            resetApproval: ("one" | "two") | (string & {});
            /** @description Whether users who lost everything may set up afresh by password and mailbox, after a delay */
            recovery: {
                mode: ("off" | "delay" | "delay-and-approval") | (string & {});
                /**
                 * @description At least 168 count where only one channel can be told, as without an active phone
                 * @default 72
                 */
                delayHours: number;
            };
            /** @description Whether a login's code may be read out in a call */
            voice: boolean;
            /** @description USD a month, after which set-ups of phones get no SMS; null: no bound */
            smsBudgetUsd: number | null;
            /** @description Devices remembered until then do not count */
            devicesFrom: string | null;
            /** @description Since or from when the first must, a role at once; null: nobody, or not known */
            bindsFrom: string | null;
            /** @description Null: never written */
            changedAt: string | null;
            changedBy: components["schemas"]["NamedActor"] | null;
            version: number;
            /** @description The loosest that a policy of this deployment may be */
            floor: {
                /** @description Whether `enforcement` is `on`; of the two the one that differs counts */
                required?: boolean;
                enforcement?: ("off" | "report" | "on") | (string & {});
                /** @description `on` binds from then; null: at once */
                enforcementFrom?: string | null;
                /** @description Days for which the first set-up can be put off, from the first login that asks; over that many days after `bindsFrom`, whoever comes when */
                graceDays?: number;
                requiredFor?: {
                    /** @description Users with one of these roles must, whatever `enforcement` says */
                    roles: string[];
                };
                passkeys?: {
                    allowed: ("off" | "any" | "device-bound") | (string & {});
                    userVerification: ("preferred" | "required" | "discouraged") | (string & {});
                    downgrade: ("allow" | "refuse") | (string & {});
                };
                factorTypes?: (("totp" | "sms") | (string & {}))[];
                phoneRegistration?: ("self" | "pre-registered") | (string & {});
                smsCountries?: string[];
                trustedDevices?: {
                    /** @description Days without a code at a remembered device; 0: none */
                    days: number;
                };
                resetApproval?: ("one" | "two") | (string & {});
                /** @description Whether users who lost everything may set up afresh by password and mailbox, after a delay */
                recovery?: {
                    mode: ("off" | "delay" | "delay-and-approval") | (string & {});
                    /**
                     * @description At least 168 count where only one channel can be told, as without an active phone
                     * @default 72
                     */
                    delayHours: number;
                };
                /** @description Whether a login's code may be read out in a call */
                voice?: boolean;
                /** @description USD a month, after which set-ups of phones get no SMS; null: no bound */
                smsBudgetUsd?: number | null;
            };
            /** @description What keeps this policy from working as it should */
            warnings: {
                code: string;
                message: string;
            }[];
        };
        NamedActor: {
            role: ("user" | "admin" | "operator" | "system") | (string & {});
            ref: string;
            /** @description As the token named them; null: not known */
            name: string | null;
        };
        SmsBreaker: {
            /** @description Keyed hash of the numbers' beginning; of a country its two letters */
            range: string;
            kind: ("range" | "country") | (string & {});
            country: string;
            state: ("stopped" | "trial") | (string & {});
            /**
             * Format: date-time
             * @description ISO 8601, UTC
             */
            until: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Names the request in the logs */
        RequestId: string;
        /** @description What the token lacks (RFC 6750; RFC 9470) */
        WwwAuthenticate: string;
        /** @description Seconds to wait */
        RetryAfter: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @example fac_Zt0cV5b2mQkq3mZ8n1x7Yw */
                    factorId?: string;
                    /** @description The app that the login is for, where the token is for several */
                    audience?: string;
                    /** @description Tokens of this browser's remembered devices; not looked at beside `factorId` */
                    devices?: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginDecision"];
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `method_not_allowed_here`: This account has passkeys, and its organisation takes no codes of apps and phones beside them. Use a passkey.
             *
             *     `method_disabled`: Too many wrong codes in a row. Use another method and enrol this one again, or ask an admin to reopen it.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `factor_not_found`: You have no factor with this id. List them with GET /v1/factors. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `sms_limit_reached`: Wait as long as Retry-After says, or use another method.
             *
             *     `too_many_attempts`: Wait as long as Retry-After says, or use another method.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sms_delivery_failed`: The SMS could not be handed over. Try again or use another method. */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    smsDelivery: {
        parameters: {
            query: {
                challengeId: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivery: {
                            state: ("handed_over" | "delivered" | "failed") | (string & {});
                            reason: (("blocked" | "unreachable" | "invalid" | "expired") | (string & {})) | null;
                        };
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `challenge_expired`: The mailed or sent code, or the passkey's challenge, is no longer valid. Ask for a new one. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendSms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @example fac_Zt0cV5b2mQkq3mZ8n1x7Yw */
                    factorId?: string;
                    /**
                     * @description voice: the code is read out in a call, where the organisation allows it; sms by default
                     * @enum {string}
                     */
                    channel?: "sms" | "voice";
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        challenge: components["schemas"]["Challenge"];
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `method_not_allowed_here`: This account has passkeys, and its organisation takes no codes of apps and phones beside them. Use a passkey.
             *
             *     `factor_type_not_allowed`: The organisation's policy, or the login that it uses, does not allow this type of factor.
             *
             *     `method_disabled`: Too many wrong codes in a row. Use another method and enrol this one again, or ask an admin to reopen it.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `factor_not_found`: You have no factor with this id. List them with GET /v1/factors. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `busy`: Too many requests for this user at once. Try again.
             *
             *     `no_sms_factor`: There is no active phone to send a code to.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `sms_limit_reached`: Wait as long as Retry-After says, or use another method.
             *
             *     `too_many_attempts`: Wait as long as Retry-After says, or use another method.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sms_delivery_failed`: The SMS could not be handed over. Try again or use another method. */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    challengeId?: string;
                    /**
                     * @description The app whose code it is; without it the preferred one
                     * @example fac_Zt0cV5b2mQkq3mZ8n1x7Yw
                     */
                    factorId?: string;
                    /** @description The app that the login is for, where the token is for several */
                    audience?: string;
                    /** @description Do not ask this browser for a code for some days, if the policy allows it */
                    rememberDevice?: {
                        /** @example Chrome, macOS */
                        label: string;
                    };
                } | {
                    /** @description A passkey's answer */
                    credential: components["schemas"]["PasskeyAssertion"];
                    /** @description The app that the login is for, where the token is for several */
                    audience?: string;
                    /** @description Do not ask this browser for a code for some days, if the policy allows it */
                    rememberDevice?: {
                        /** @example Chrome, macOS */
                        label: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description For the app: this service never takes it */
                        assertion: string;
                        /** @description For this service; null where this app's logins bring none */
                        accessToken: string | null;
                        /**
                         * Format: date-time
                         * @description The earlier end of the two
                         */
                        expiresAt: string;
                        method: ("totp" | "sms" | "passkey" | "backup_code" | "bypass_code") | (string & {});
                        backupCodes: {
                            remaining: number;
                        };
                        /** @description Wrong codes of any method since the login before */
                        failedSinceLastLogin: number;
                        /** @description Bring the token in `devices` at the next login */
                        device?: {
                            /** @example dvc_J8s0bCq3Ug4AAAHkWm2v1ZC5nT7yB0fXr9eL */
                            token: string;
                            /**
                             * Format: date-time
                             * @description ISO 8601, UTC
                             */
                            expiresAt: string;
                        };
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `method_not_allowed_here`: This account has passkeys, and its organisation takes no codes of apps and phones beside them. Use a passkey.
             *
             *     `factor_type_not_allowed`: The organisation's policy, or the login that it uses, does not allow this type of factor.
             *
             *     `method_disabled`: Too many wrong codes in a row. Use another method and enrol this one again, or ask an admin to reopen it.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `factor_not_found`: You have no factor with this id. List them with GET /v1/factors. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `busy`: Too many requests for this user at once. Try again.
             *
             *     `not_enrolled`: There is no active second factor. Add one with POST /v1/factors.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `challenge_expired`: The mailed or sent code, or the passkey's challenge, is no longer valid. Ask for a new one. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `passkey_refused`: The passkey's answer is not accepted; reason says why. Try again, or use another method.
             *
             *     `unknown_passkey`: This passkey is none of the user's. Use another method; where rpId and credentialId are given, tell the browser.
             *
             *     `invalid_code`: The code is wrong or too old. Type the newest one; attemptsRemaining says how many tries are left.
             *
             *     `code_already_used`: A code works once. Wait for the next one; no attempt was counted.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_attempts`: Wait as long as Retry-After says, or use another method. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFactors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enabled: boolean;
                        required: boolean;
                        canDisable: boolean;
                        factors: components["schemas"]["Factor"][];
                        backupCodes: {
                            remaining: number;
                            /**
                             * Format: date-time
                             * @description ISO 8601, UTC
                             */
                            generatedAt: string;
                        } | null;
                        preRegisteredPhone: string | null;
                        /** @description Where there are any that are usable here */
                        passkeys?: {
                            rpId: string;
                            /**
                             * @description Base64url without padding
                             * @example dGhlIGlkIG9mIGEga2V5
                             */
                            userId: string;
                            credentialIds: string[];
                        };
                        policy: {
                            factorTypes: (("totp" | "sms" | "passkey") | (string & {}))[];
                            phoneRegistration: ("self" | "pre-registered") | (string & {});
                            trustedDevices: {
                                days: number;
                            };
                            /** @description Countries of the phones that can get an SMS; absent: every country */
                            smsCountries?: string[];
                        };
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one. */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enrollFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "totp";
                    label?: string;
                } | {
                    /** @constant */
                    type: "sms";
                    /**
                     * @description With its country code
                     * @example +41791234567
                     */
                    phoneNumber?: string;
                    label?: string;
                } | {
                    /** @constant */
                    type: "passkey";
                    /** @enum {string} */
                    authenticator?: "any" | "this-device" | "security-key";
                    /** @description Without it the provider's name, once it is known */
                    label?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        factor: components["schemas"]["Factor"];
                        /** @description Base 32; never shown again */
                        secret: string;
                        /** @description otpauth:// */
                        uri: string;
                        /** @description The uri as an SVG data URL */
                        qrCode: string;
                    } | {
                        factor: components["schemas"]["Factor"];
                        challenge: components["schemas"]["Challenge"];
                        /**
                         * @description Tell the user that SMS is the weaker choice
                         * @constant
                         */
                        notice: "sms_restricted";
                    } | {
                        factor: components["schemas"]["Factor"];
                        publicKey: components["schemas"]["PasskeyCreationOptions"];
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `factor_type_not_allowed`: The organisation's policy, or the login that it uses, does not allow this type of factor.
             *
             *     `phone_not_pre_registered`: The first factor has to be the phone that the organisation registered. Ask its admin to register or correct the number.
             *
             *     `method_disabled`: Too many wrong codes in a row. Use another method and enrol this one again, or ask an admin to reopen it.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `busy`: Too many requests for this user at once. Try again.
             *
             *     `too_many_factors`: Remove a factor of this type before adding another.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_phone_number`: Give a mobile number with its country code, for example +41 79 123 45 67.
             *
             *     `country_not_allowed`: SMS to this country are not allowed here. Use an authenticator app or another number.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account_frozen`: The link in an e-mail stopped changes of this account's second factor. Undo the change, or wait as long as Retry-After says. */
            423: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `sms_limit_reached`: Wait as long as Retry-After says, or use another method.
             *
             *     `too_many_attempts`: Wait as long as Retry-After says, or use another method.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sms_delivery_failed`: The SMS could not be handed over. Try again or use another method. */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disable: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `two_factor_required`: The organisation requires it, so the last factor can't be removed. Add another factor first.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account_frozen`: The link in an e-mail stopped changes of this account's second factor. Undo the change, or wait as long as Retry-After says. */
            423: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                factorId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    /** @description The app that the login is for, where the token is for several */
                    audience?: string;
                } | {
                    /** @description The passkey that was made */
                    credential: components["schemas"]["PasskeyRegistration"];
                    /** @description Without it the one of the set-up, or the provider's name */
                    label?: string;
                    /** @description The app that the login is for, where the token is for several */
                    audience?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        factor: components["schemas"]["Factor"];
                        /** @description For the app: this service never takes it */
                        assertion: string;
                        /** @description For this service; null where this app's logins bring none */
                        accessToken: string | null;
                        /**
                         * Format: date-time
                         * @description The earlier end of the two
                         */
                        expiresAt: string;
                        /** @description Ten codes */
                        backupCodes: string[];
                    } | {
                        factor: components["schemas"]["Factor"];
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `phone_not_pre_registered`: The first factor has to be the phone that the organisation registered. Ask its admin to register or correct the number.
             *
             *     `factor_type_not_allowed`: The organisation's policy, or the login that it uses, does not allow this type of factor.
             *
             *     `method_disabled`: Too many wrong codes in a row. Use another method and enrol this one again, or ask an admin to reopen it.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `factor_not_found`: You have no factor with this id. List them with GET /v1/factors. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `busy`: Too many requests for this user at once. Try again.
             *
             *     `too_many_factors`: Remove a factor of this type before adding another.
             *
             *     `passkey_already_registered`: This passkey is one of the user's already. Use it, or add another.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `enrollment_expired`: The set-up was not confirmed in time. Start it again.
             *
             *     `challenge_expired`: The mailed or sent code, or the passkey's challenge, is no longer valid. Ask for a new one.
             */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `country_not_allowed`: SMS to this country are not allowed here. Use an authenticator app or another number.
             *
             *     `passkey_refused`: The passkey's answer is not accepted; reason says why. Try again, or use another method.
             *
             *     `invalid_code`: The code is wrong or too old. Type the newest one; attemptsRemaining says how many tries are left.
             *
             *     `code_already_used`: A code works once. Wait for the next one; no attempt was counted.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account_frozen`: The link in an e-mail stopped changes of this account's second factor. Undo the change, or wait as long as Retry-After says. */
            423: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_attempts`: Wait as long as Retry-After says, or use another method. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendEnrollmentSms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                factorId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        challenge: components["schemas"]["Challenge"];
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `factor_type_not_allowed`: The organisation's policy, or the login that it uses, does not allow this type of factor.
             *
             *     `phone_not_pre_registered`: The first factor has to be the phone that the organisation registered. Ask its admin to register or correct the number.
             *
             *     `method_disabled`: Too many wrong codes in a row. Use another method and enrol this one again, or ask an admin to reopen it.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `factor_not_found`: You have no factor with this id. List them with GET /v1/factors. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `busy`: Too many requests for this user at once. Try again.
             *
             *     `too_many_factors`: Remove a factor of this type before adding another.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `enrollment_expired`: The set-up was not confirmed in time. Start it again. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `country_not_allowed`: SMS to this country are not allowed here. Use an authenticator app or another number. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account_frozen`: The link in an e-mail stopped changes of this account's second factor. Undo the change, or wait as long as Retry-After says. */
            423: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `sms_limit_reached`: Wait as long as Retry-After says, or use another method.
             *
             *     `too_many_attempts`: Wait as long as Retry-After says, or use another method.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sms_delivery_failed`: The SMS could not be handed over. Try again or use another method. */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                factorId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `two_factor_required`: The organisation requires it, so the last factor can't be removed. Add another factor first.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `factor_not_found`: You have no factor with this id. List them with GET /v1/factors. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account_frozen`: The link in an e-mail stopped changes of this account's second factor. Undo the change, or wait as long as Retry-After says. */
            423: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                factorId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    label?: string;
                    preferred?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        factor: components["schemas"]["Factor"];
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `factor_not_found`: You have no factor with this id. List them with GET /v1/factors. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account_frozen`: The link in an e-mail stopped changes of this account's second factor. Undo the change, or wait as long as Retry-After says. */
            423: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    regenerateBackupCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        backupCodes: string[];
                        /**
                         * Format: date-time
                         * @description ISO 8601, UTC
                         */
                        generatedAt: string;
                    };
                    "text/plain": string;
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `busy`: Too many requests for this user at once. Try again.
             *
             *     `not_enrolled`: There is no active second factor. Add one with POST /v1/factors.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account_frozen`: The link in an e-mail stopped changes of this account's second factor. Undo the change, or wait as long as Retry-After says. */
            423: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undoChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the link's address has after `#`
                     * @example lnk_AQGT…
                     */
                    token: string;
                    code?: string;
                    credential?: components["schemas"]["PasskeyAssertion"];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        type: ("totp" | "sms" | "passkey") | (string & {});
                        /** @description Of a removed passkey: for the browser */
                        publicKey?: components["schemas"]["PasskeyRequestOptions"];
                        /** @description Of a removed phone: the code that was sent to it */
                        challenge?: components["schemas"]["Challenge"];
                    };
                };
            };
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `factor_type_not_allowed`: The organisation's policy, or the login that it uses, does not allow this type of factor.
             *
             *     `method_disabled`: Too many wrong codes in a row. Use another method and enrol this one again, or ask an admin to reopen it.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such address or link. See /openapi.json. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `challenge_expired`: The mailed or sent code, or the passkey's challenge, is no longer valid. Ask for a new one. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `passkey_refused`: The passkey's answer is not accepted; reason says why. Try again, or use another method.
             *
             *     `unknown_passkey`: This passkey is none of the user's. Use another method; where rpId and credentialId are given, tell the browser.
             *
             *     `invalid_code`: The code is wrong or too old. Type the newest one; attemptsRemaining says how many tries are left.
             *
             *     `code_already_used`: A code works once. Wait for the next one; no attempt was counted.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `too_many_attempts`: Wait as long as Retry-After says, or use another method.
             *
             *     `sms_limit_reached`: Wait as long as Retry-After says, or use another method.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sms_delivery_failed`: The SMS could not be handed over. Try again or use another method. */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        devices: components["schemas"]["Device"][];
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deviceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRecovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recovery: {
                            state: ("asked" | "waiting" | "ready") | (string & {});
                            /**
                             * Format: date-time
                             * @description The earliest time; it may move back while notices go out
                             */
                            readyAt?: string;
                            /** @description An admin has to approve first */
                            needsApproval?: boolean;
                            /**
                             * @description Where the code went, masked
                             * @example j•••@e•••.com
                             */
                            sentTo?: string;
                            /**
                             * Format: date-time
                             * @description How long the code is good
                             */
                            expiresAt?: string;
                        } | null;
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askRecovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recovery: {
                            state: ("asked" | "waiting" | "ready") | (string & {});
                            /**
                             * Format: date-time
                             * @description The earliest time; it may move back while notices go out
                             */
                            readyAt?: string;
                            /** @description An admin has to approve first */
                            needsApproval?: boolean;
                            /**
                             * @description Where the code went, masked
                             * @example j•••@e•••.com
                             */
                            sentTo?: string;
                            /**
                             * Format: date-time
                             * @description How long the code is good
                             */
                            expiresAt?: string;
                        };
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `busy`: Too many requests for this user at once. Try again.
             *
             *     `not_enrolled`: There is no active second factor. Add one with POST /v1/factors.
             *
             *     `recovery_not_offered`: The organisation does not offer it, the account has no verified address that is old enough, or none is under way. Ask an admin.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_attempts`: Wait as long as Retry-After says, or use another method. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelOwnRecovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmRecovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 7Q2M-04XK-9TRB */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recovery: {
                            state: ("asked" | "waiting" | "ready") | (string & {});
                            /**
                             * Format: date-time
                             * @description The earliest time; it may move back while notices go out
                             */
                            readyAt?: string;
                            /** @description An admin has to approve first */
                            needsApproval?: boolean;
                            /**
                             * @description Where the code went, masked
                             * @example j•••@e•••.com
                             */
                            sentTo?: string;
                            /**
                             * Format: date-time
                             * @description How long the code is good
                             */
                            expiresAt?: string;
                        };
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `challenge_expired`: The mailed or sent code, or the passkey's challenge, is no longer valid. Ask for a new one. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_code`: The code is wrong or too old. Type the newest one; attemptsRemaining says how many tries are left.
             *
             *     `code_already_used`: A code works once. Wait for the next one; no attempt was counted.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_attempts`: Wait as long as Retry-After says, or use another method. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeRecovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "totp";
                    label?: string;
                    /** @example 7Q2M-04XK-9TRB */
                    code: string;
                } | {
                    /** @constant */
                    type: "sms";
                    /**
                     * @description With its country code
                     * @example +41791234567
                     */
                    phoneNumber?: string;
                    label?: string;
                    /** @example 7Q2M-04XK-9TRB */
                    code: string;
                } | {
                    /** @constant */
                    type: "passkey";
                    /** @enum {string} */
                    authenticator?: "any" | "this-device" | "security-key";
                    /** @description Without it the provider's name, once it is known */
                    label?: string;
                    /** @example 7Q2M-04XK-9TRB */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        factor: components["schemas"]["Factor"];
                        /** @description Base 32; never shown again */
                        secret: string;
                        /** @description otpauth:// */
                        uri: string;
                        /** @description The uri as an SVG data URL */
                        qrCode: string;
                    } | {
                        factor: components["schemas"]["Factor"];
                        challenge: components["schemas"]["Challenge"];
                        /**
                         * @description Tell the user that SMS is the weaker choice
                         * @constant
                         */
                        notice: "sms_restricted";
                    } | {
                        factor: components["schemas"]["Factor"];
                        publicKey: components["schemas"]["PasskeyCreationOptions"];
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `factor_type_not_allowed`: The organisation's policy, or the login that it uses, does not allow this type of factor.
             *
             *     `phone_not_pre_registered`: The first factor has to be the phone that the organisation registered. Ask its admin to register or correct the number.
             *
             *     `method_disabled`: Too many wrong codes in a row. Use another method and enrol this one again, or ask an admin to reopen it.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `busy`: Too many requests for this user at once. Try again.
             *
             *     `recovery_not_ready`: The recovery still waits: until readyAt, or for an admin's approval. GET /v1/recovery says for which.
             *
             *     `too_many_factors`: Remove a factor of this type before adding another.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `challenge_expired`: The mailed or sent code, or the passkey's challenge, is no longer valid. Ask for a new one. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_code`: The code is wrong or too old. Type the newest one; attemptsRemaining says how many tries are left.
             *
             *     `invalid_phone_number`: Give a mobile number with its country code, for example +41 79 123 45 67.
             *
             *     `country_not_allowed`: SMS to this country are not allowed here. Use an authenticator app or another number.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `sms_limit_reached`: Wait as long as Retry-After says, or use another method.
             *
             *     `too_many_attempts`: Wait as long as Retry-After says, or use another method.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sms_delivery_failed`: The SMS could not be handed over. Try again or use another method. */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listActivity: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: components["schemas"]["ActivityEvent"][];
                        cursor: string | null;
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminGetUser: {
        parameters: {
            query: {
                /** @description The user's sub, as the provider shows it; with an invisible or broken character only of a user who is known */
                userId: string;
                /** @description The id of the user's issuer; the caller's own by default */
                issuer?: string;
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        userId: string;
                        issuer: string;
                        /** @description False: nothing was ever kept of this user; look for a slip in the id */
                        known: boolean;
                        /** @description Names the user in logs and events; null while nothing was ever kept of anybody in the organisation */
                        ref: string | null;
                        enabled: boolean;
                        required: boolean;
                        /** @description True: this user must; null: as the policy says */
                        requirement: true | null;
                        factors: components["schemas"]["Factor"][];
                        backupCodes: {
                            remaining: number;
                            /**
                             * Format: date-time
                             * @description ISO 8601, UTC
                             */
                            generatedAt: string;
                        } | null;
                        preRegisteredPhone: string | null;
                        /** @description A phone that is set up has another number than the registered one, and goes on getting codes */
                        activePhoneDiffers: boolean;
                        throttle: {
                            [key: string]: {
                                failures: number;
                                lockedUntil: string | null;
                                disabled: boolean;
                            };
                        };
                        devices: {
                            id: string;
                            label: string;
                            /**
                             * Format: date-time
                             * @description ISO 8601, UTC
                             */
                            createdAt: string;
                            /**
                             * Format: date-time
                             * @description ISO 8601, UTC
                             */
                            lastUsedAt: string;
                            /**
                             * Format: date-time
                             * @description ISO 8601, UTC
                             */
                            expiresAt: string;
                        }[];
                        bypassCode: {
                            /**
                             * Format: date-time
                             * @description ISO 8601, UTC
                             */
                            expiresAt: string;
                        } | null;
                        recovery: components["schemas"]["Recovery"] | null;
                        grace: {
                            /**
                             * Format: date-time
                             * @description ISO 8601, UTC
                             */
                            until: string;
                        } | null;
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: This call is not for your role or tenant. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminResetUser: {
        parameters: {
            query: {
                /** @description The user's sub, as the provider shows it; with an invisible or broken character only of a user who is known */
                userId: string;
                /** @description The id of the user's issuer; the caller's own by default */
                issuer?: string;
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        userId: string;
                        /** @description False: nothing was ever kept of this user; look for a slip in the id */
                        known: boolean;
                        removed: {
                            factors: number;
                            backupCodes: number;
                        };
                    };
                };
            };
            /** @description Waits for a second person */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingForApproval"];
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_attempts`: Wait as long as Retry-After says, or use another method. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminReopenMethod: {
        parameters: {
            query: {
                /** @description The user's sub, as the provider shows it; with an invisible or broken character only of a user who is known */
                userId: string;
                /** @description The id of the user's issuer; the caller's own by default */
                issuer?: string;
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    method: "totp" | "sms" | "backup_code" | "enrollment";
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Waits for a second person */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingForApproval"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_attempts`: Wait as long as Retry-After says, or use another method. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminIssueBypassCode: {
        parameters: {
            query: {
                /** @description The user's sub, as the provider shows it; with an invisible or broken character only of a user who is known */
                userId: string;
                /** @description The id of the user's issuer; the caller's own by default */
                issuer?: string;
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    /**
                     * @description Until the code ends
                     * @default 8
                     */
                    hours?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Shown once
                         * @example ZK7M-2QXA-9RTB
                         */
                        code: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601, UTC
                         */
                        expiresAt: string;
                    };
                };
            };
            /** @description Waits for a second person */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingForApproval"];
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `busy`: Too many requests for this user at once. Try again.
             *
             *     `not_enrolled`: There is no active second factor. Add one with POST /v1/factors.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_attempts`: Wait as long as Retry-After says, or use another method. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminCheckCaller: {
        parameters: {
            query: {
                /** @description The user's sub, as the provider shows it; with an invisible or broken character only of a user who is known */
                userId: string;
                /** @description The id of the user's issuer; the caller's own by default */
                issuer?: string;
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Not the phone that the call is about
                     * @enum {string}
                     */
                    channel: "phone" | "email";
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The number or address, masked
                         * @example +41 ••• •• •• 12
                         */
                        sentTo: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601, UTC
                         */
                        expiresAt: string;
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `busy`: Too many requests for this user at once. Try again.
             *
             *     `no_channel`: The user has no confirmed phone, or no known address to which e-mail can be sent. Choose the other channel.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `too_many_attempts`: Wait as long as Retry-After says, or use another method.
             *
             *     `sms_limit_reached`: Wait as long as Retry-After says, or use another method.
             */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sms_delivery_failed`: The SMS could not be handed over. Try again or use another method. */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminConfirmCaller: {
        parameters: {
            query: {
                /** @description The user's sub, as the provider shows it; with an invisible or broken character only of a user who is known */
                userId: string;
                /** @description The id of the user's issuer; the caller's own by default */
                issuer?: string;
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    words: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        confirmed: true;
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `challenge_expired`: The mailed or sent code, or the passkey's challenge, is no longer valid. Ask for a new one. */
            410: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_code`: The code is wrong or too old. Type the newest one; attemptsRemaining says how many tries are left. */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminApproveRecovery: {
        parameters: {
            query: {
                /** @description The user's sub, as the provider shows it; with an invisible or broken character only of a user who is known */
                userId: string;
                /** @description The id of the user's issuer; the caller's own by default */
                issuer?: string;
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `busy`: Too many requests for this user at once. Try again.
             *
             *     `recovery_not_offered`: The organisation does not offer it, the account has no verified address that is old enough, or none is under way. Ask an admin.
             *
             *     `recovery_not_ready`: The recovery still waits: until readyAt, or for an admin's approval. GET /v1/recovery says for which.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminRefuseRecovery: {
        parameters: {
            query: {
                /** @description The user's sub, as the provider shows it; with an invisible or broken character only of a user who is known */
                userId: string;
                /** @description The id of the user's issuer; the caller's own by default */
                issuer?: string;
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminEndUserDevices: {
        parameters: {
            query: {
                /** @description The user's sub, as the provider shows it; with an invisible or broken character only of a user who is known */
                userId: string;
                /** @description The id of the user's issuer; the caller's own by default */
                issuer?: string;
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: This call is not for your role or tenant. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminEndDevices: {
        parameters: {
            query?: {
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: This call is not for your role or tenant. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version_conflict`: Read the policy again and repeat the change with its version. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminPreRegisterPhone: {
        parameters: {
            query: {
                /** @description The user's sub, as the provider shows it; with an invisible or broken character only of a user who is known */
                userId: string;
                /** @description The id of the user's issuer; the caller's own by default */
                issuer?: string;
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description With its country code
                     * @example +41791234567
                     */
                    phoneNumber: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        userId: string;
                        /** @description False: nothing was ever kept of this user; look for a slip in the id */
                        known: boolean;
                        /** @example +41 ••• •• •• 12 */
                        preRegisteredPhone: string;
                        /** @description A phone that is set up has another number than the registered one, and goes on getting codes */
                        activePhoneDiffers: boolean;
                    };
                };
            };
            /** @description Waits for a second person */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingForApproval"];
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_phone_number`: Give a mobile number with its country code, for example +41 79 123 45 67.
             *
             *     `country_not_allowed`: SMS to this country are not allowed here. Use an authenticator app or another number.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_attempts`: Wait as long as Retry-After says, or use another method. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminRemovePhone: {
        parameters: {
            query: {
                /** @description The user's sub, as the provider shows it; with an invisible or broken character only of a user who is known */
                userId: string;
                /** @description The id of the user's issuer; the caller's own by default */
                issuer?: string;
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Waits for a second person */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingForApproval"];
                };
            };
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_attempts`: Wait as long as Retry-After says, or use another method. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminPreRegisterPhones: {
        parameters: {
            query?: {
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    phones: {
                        /** @description The user's sub, as the provider shows it */
                        userId: string;
                        /**
                         * @description With its country code
                         * @example +41791234567
                         */
                        phoneNumber: string;
                        /** @description The id of the user's issuer; the caller's own by default */
                        issuer?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: {
                            userId: string;
                            ok: boolean;
                            /** @description The problem's code */
                            code?: string;
                            /** @description False: nothing was ever kept of this user; look for a slip in the id */
                            known: boolean;
                        }[];
                    };
                };
            };
            /** @description Waits for a second person */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingForApproval"];
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_attempts`: Wait as long as Retry-After says, or use another method. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminListEvents: {
        parameters: {
            query: {
                /** @description The user's sub, as the provider shows it; with an invisible or broken character only of a user who is known */
                userId: string;
                /** @description The id of the user's issuer; the caller's own by default */
                issuer?: string;
                /** @description Another tenant; operators only */
                tenant?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: components["schemas"]["ActivityEvent"][];
                        cursor: string | null;
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: This call is not for your role or tenant. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminGetPolicy: {
        parameters: {
            query?: {
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: This call is not for your role or tenant. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminPutPolicy: {
        parameters: {
            query?: {
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whether `enforcement` is `on`; of the two the one that differs counts */
                    required?: boolean;
                    enforcement?: ("off" | "report" | "on") | (string & {});
                    requiredFor?: {
                        /** @description Users with one of these roles must, whatever `enforcement` says */
                        roles: string[];
                    };
                    /** @description `on` binds from then; null: at once */
                    enforcementFrom?: string | null;
                    /** @description Days for which the first set-up can be put off, from the first login that asks; over that many days after `bindsFrom`, whoever comes when */
                    graceDays?: number;
                    factorTypes?: (("totp" | "sms") | (string & {}))[];
                    passkeys?: {
                        allowed: ("off" | "any" | "device-bound") | (string & {});
                        userVerification: ("preferred" | "required" | "discouraged") | (string & {});
                        downgrade: ("allow" | "refuse") | (string & {});
                    };
                    phoneRegistration?: ("self" | "pre-registered") | (string & {});
                    smsCountries?: string[];
                    issuerName?: string;
                    recoveryHelp?: string | null;
                    trustedDevices?: {
                        /** @description Days without a code at a remembered device; 0: none */
                        days: number;
                    };
                    resetApproval?: ("one" | "two") | (string & {});
                    /** @description Whether users who lost everything may set up afresh by password and mailbox, after a delay */
                    recovery?: {
                        mode: ("off" | "delay" | "delay-and-approval") | (string & {});
                        /**
                         * @description At least 168 count where only one channel can be told, as without an active phone
                         * @default 72
                         */
                        delayHours?: number;
                    };
                    /** @description Whether a login's code may be read out in a call */
                    voice?: boolean;
                    /** @description USD a month, after which set-ups of phones get no SMS; null: no bound */
                    smsBudgetUsd?: number | null;
                    version: number;
                    /** @description Read only: ignored */
                    readonly floor?: unknown;
                    /** @description Read only: ignored */
                    readonly warnings?: unknown;
                    /** @description Read only: ignored */
                    readonly devicesFrom?: unknown;
                    /** @description Read only: ignored */
                    readonly bindsFrom?: unknown;
                    /** @description Read only: ignored */
                    readonly changedAt?: unknown;
                    /** @description Read only: ignored */
                    readonly changedBy?: unknown;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
            /** @description Waits for a second person */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingForApproval"];
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `version_conflict`: Read the policy again and repeat the change with its version. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_attempts`: Wait as long as Retry-After says, or use another method. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminListApprovals: {
        parameters: {
            query?: {
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approvals: {
                            /** @example apr_9mZbQ0w2T8mJ4sF1c0kZ7Q */
                            id: string;
                            action: ("reset" | "bypass_code" | "reopen" | "phone" | "phones" | "requirement" | "policy") | (string & {});
                            /** @description The fields of the call's query and body, without the tenant */
                            parameters: {
                                [key: string]: unknown;
                            };
                            /** @description The sub of the admin who asked */
                            askedBy: string;
                            reason: string | null;
                            /**
                             * Format: date-time
                             * @description ISO 8601, UTC
                             */
                            expiresAt: string;
                        }[];
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: This call is not for your role or tenant. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminApprove: {
        parameters: {
            query?: {
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path: {
                approvalId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    action: string;
                    /** @description The fields of the call's query and body, without the tenant */
                    parameters: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        userId: string;
                        /** @description False: nothing was ever kept of this user; look for a slip in the id */
                        known: boolean;
                        removed: {
                            factors: number;
                            backupCodes: number;
                        };
                    } | {
                        userId: string;
                        /** @description False: nothing was ever kept of this user; look for a slip in the id */
                        known: boolean;
                        /** @example +41 ••• •• •• 12 */
                        preRegisteredPhone: string;
                        /** @description A phone that is set up has another number than the registered one, and goes on getting codes */
                        activePhoneDiffers: boolean;
                    } | {
                        results: {
                            userId: string;
                            ok: boolean;
                            /** @description The problem's code */
                            code?: string;
                            /** @description False: nothing was ever kept of this user; look for a slip in the id */
                            known: boolean;
                        }[];
                    } | {
                        userId: string;
                        required: true | null;
                    } | components["schemas"]["Policy"];
                };
            };
            /** @description Done */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Shown once
                         * @example ZK7M-2QXA-9RTB
                         */
                        code: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601, UTC
                         */
                        expiresAt: string;
                    };
                };
            };
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `approval_not_found`: It was granted, dropped or is older than a day. List the open ones, or ask for the act again. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `busy`: Too many requests for this user at once. Try again.
             *
             *     `not_enrolled`: There is no active second factor. Add one with POST /v1/factors.
             *
             *     `version_conflict`: Read the policy again and repeat the change with its version.
             */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `invalid_phone_number`: Give a mobile number with its country code, for example +41 79 123 45 67.
             *
             *     `country_not_allowed`: SMS to this country are not allowed here. Use an authenticator app or another number.
             */
            422: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminDropApproval: {
        parameters: {
            query?: {
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path: {
                approvalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `approval_not_found`: It was granted, dropped or is older than a day. List the open ones, or ask for the act again. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminPolicyHistory: {
        parameters: {
            query?: {
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        versions: {
                            version: number;
                            /**
                             * Format: date-time
                             * @description ISO 8601, UTC
                             */
                            at: string;
                            actor: components["schemas"]["NamedActor"];
                            /** @description As it was written */
                            policy: {
                                /** @description Whether `enforcement` is `on`; of the two the one that differs counts */
                                required: boolean;
                                enforcement: ("off" | "report" | "on") | (string & {});
                                requiredFor: {
                                    /** @description Users with one of these roles must, whatever `enforcement` says */
                                    roles: string[];
                                };
                                /** @description `on` binds from then; null: at once */
                                enforcementFrom: string | null;
                                /** @description Days for which the first set-up can be put off, from the first login that asks; over that many days after `bindsFrom`, whoever comes when */
                                graceDays: number;
                                factorTypes: (("totp" | "sms") | (string & {}))[];
                                passkeys: {
                                    allowed: ("off" | "any" | "device-bound") | (string & {});
                                    userVerification: ("preferred" | "required" | "discouraged") | (string & {});
                                    downgrade: ("allow" | "refuse") | (string & {});
                                };
                                phoneRegistration: ("self" | "pre-registered") | (string & {});
                                smsCountries: string[];
                                issuerName: string;
                                recoveryHelp: string | null;
                                trustedDevices: {
                                    /** @description Days without a code at a remembered device; 0: none */
                                    days: number;
                                };
                                resetApproval: ("one" | "two") | (string & {});
                                /** @description Whether users who lost everything may set up afresh by password and mailbox, after a delay */
                                recovery: {
                                    mode: ("off" | "delay" | "delay-and-approval") | (string & {});
                                    /**
                                     * @description At least 168 count where only one channel can be told, as without an active phone
                                     * @default 72
                                     */
                                    delayHours: number;
                                };
                                /** @description Whether a login's code may be read out in a call */
                                voice: boolean;
                                /** @description USD a month, after which set-ups of phones get no SMS; null: no bound */
                                smsBudgetUsd: number | null;
                            };
                        }[];
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: This call is not for your role or tenant. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminListActivity: {
        parameters: {
            query?: {
                /** @description Another tenant; operators only */
                tenant?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: {
                            id: string;
                            /** @description One of factor.enrollment_started, factor.activated, factor.updated, factor.removed, two_factor.disabled, backup_codes.regenerated, login.succeeded, code.rejected, method.locked, method.disabled, method.reopened, contact.changed, passkey.counter_fell, sms.requested, sms.failed, sms.undelivered, sms.paused, account.reset, account.frozen, change.undone, account.restored, account.erased, tenant.erased, phone.pre_registered, phone.pre_registration_removed, device.trusted, login.remembered, device.ended, bypass_code.issued, caller.checked, approval.requested, approval.granted, approval.dropped, recovery.asked, recovery.waiting, recovery.approved, recovery.cancelled, recovery.completed, factor.imported, factors.exported, policy.updated, requirement.changed, grace.started; a newer release may add some */
                            type: string;
                            /**
                             * Format: date-time
                             * @description ISO 8601, UTC
                             */
                            at: string;
                            actor: components["schemas"]["NamedActor"];
                            data: {
                                [key: string]: unknown;
                            };
                            /** @description Whom it is about; null: the organisation itself */
                            user: {
                                ref: string;
                                userId: string | null;
                            } | null;
                        }[];
                        cursor: string | null;
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: This call is not for your role or tenant. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminSetRequirement: {
        parameters: {
            query: {
                /** @description The user's sub, as the provider shows it; with an invisible or broken character only of a user who is known */
                userId: string;
                /** @description The id of the user's issuer; the caller's own by default */
                issuer?: string;
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    required: true | null;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        userId: string;
                        required: true | null;
                    };
                };
            };
            /** @description Waits for a second person */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingForApproval"];
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_attempts`: Wait as long as Retry-After says, or use another method. */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminRehearse: {
        parameters: {
            query?: {
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Fields to change */
                    policy: {
                        /** @description Whether `enforcement` is `on`; of the two the one that differs counts */
                        required?: boolean;
                        /**
                         * @description report: logins go on as with off, and their answers tell where on would decide otherwise
                         * @enum {string}
                         */
                        enforcement?: "off" | "report" | "on";
                        requiredFor?: {
                            /** @description Users with one of these roles must, whatever `enforcement` says */
                            roles: string[];
                        };
                        /** @description `on` binds from then; null: at once */
                        enforcementFrom?: string | null;
                        /** @description Days for which the first set-up can be put off, from the first login that asks; over that many days after `bindsFrom`, whoever comes when */
                        graceDays?: number;
                        factorTypes?: ("totp" | "sms")[];
                        passkeys?: {
                            /**
                             * @description What may be registered; those that exist go on working
                             * @enum {string}
                             */
                            allowed: "off" | "any" | "device-bound";
                            /** @enum {string} */
                            userVerification: "preferred" | "required" | "discouraged";
                            /**
                             * @description refuse: users with two passkeys cannot log in by codes of apps and phones, from 72 hours after the first login with a passkey; backup codes always count
                             * @enum {string}
                             */
                            downgrade: "allow" | "refuse";
                        };
                        /** @enum {string} */
                        phoneRegistration?: "self" | "pre-registered";
                        smsCountries?: string[];
                        issuerName?: string;
                        recoveryHelp?: string | null;
                        trustedDevices?: {
                            /** @description Days without a code at a remembered device; 0: none */
                            days: number;
                        };
                        /**
                         * @description two: a second person approves what goes around a user's factor or makes the policy less strict
                         * @enum {string}
                         */
                        resetApproval?: "one" | "two";
                        /** @description Whether users who lost everything may set up afresh by password and mailbox, after a delay */
                        recovery?: {
                            /** @enum {string} */
                            mode: "off" | "delay" | "delay-and-approval";
                            /**
                             * @description At least 168 count where only one channel can be told, as without an active phone
                             * @default 72
                             */
                            delayHours?: number;
                        };
                        /** @description Whether a login's code may be read out in a call */
                        voice?: boolean;
                        /** @description USD a month, after which set-ups of phones get no SMS; null: no bound */
                        smsBudgetUsd?: number | null;
                        /** @description Read only: ignored */
                        readonly floor?: unknown;
                        /** @description Read only: ignored */
                        readonly warnings?: unknown;
                        /** @description Read only: ignored */
                        readonly devicesFrom?: unknown;
                        /** @description Read only: ignored */
                        readonly bindsFrom?: unknown;
                        /** @description Read only: ignored */
                        readonly changedAt?: unknown;
                        /** @description Read only: ignored */
                        readonly changedBy?: unknown;
                        /** @description Read only: ignored */
                        readonly version?: unknown;
                    };
                    userIds: string[];
                    /** @description The id of the user's issuer; the caller's own by default */
                    issuer?: string;
                    /** @description Also how a recovery of each would go */
                    recovery?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        users: {
                            userId: string;
                            now: ("allow" | "challenge" | "enroll" | "shut_out") | (string & {});
                            then: ("allow" | "challenge" | "enroll" | "shut_out") | (string & {});
                            factors: (("totp" | "sms" | "passkey" | "unknown") | (string & {}))[];
                            backupCodes: number;
                            /** @description What to see to; null: nothing */
                            why: (("no_registered_phone" | "country_not_allowed" | "no_factor_type" | "no_usable_factor" | "no_factor" | "no_backup_codes" | "only_sms") | (string & {})) | null;
                            /** @description How a recovery of this user would go; only where the call asks for it */
                            recovery?: {
                                /** @description Why the user could not ask for it now; null: nothing stands in the way */
                                hindrance: (("no_factor" | "policy_off" | "no_mail" | "no_contact" | "contact_unverified" | "contact_changed") | (string & {})) | null;
                                /** @description The first time at which one could begin to wait; null: not while the hindrance stands */
                                from: string | null;
                                plan: {
                                    /** @description At least 168 without an active phone */
                                    delayHours: number;
                                    needsApproval: boolean;
                                    /** @description Until when an admin may approve; null: nobody has to */
                                    approvalBy: string | null;
                                    /**
                                     * Format: date-time
                                     * @description Where an approval is needed, if it comes before
                                     */
                                    readyAt: string;
                                    /**
                                     * Format: date-time
                                     * @description When one that was ready is over, if nobody went on
                                     */
                                    endsAt: string;
                                    channels: {
                                        email: string | null;
                                        phones: string[];
                                    };
                                    notices: {
                                        kind: ("code" | "waiting" | "half-way" | "ready" | "completed" | "ended") | (string & {});
                                        /** @description The earliest time, which the hourly run may miss by an hour; null: once the user is done */
                                        at: string | null;
                                        /** @description Each phone gets an SMS, beside the e-mail */
                                        toPhones: boolean;
                                    }[];
                                    /** @description What ends with the confirmation of the new factor */
                                    replaced: {
                                        factors: {
                                            id: string;
                                            type: ("totp" | "sms" | "passkey" | "unknown") | (string & {});
                                            label: string;
                                        }[];
                                        backupCodes: number;
                                        devices: number;
                                    };
                                } | null;
                            };
                        }[];
                        /** @description Users by `then`, and of those with `challenge` all who have a weak way in, whatever `why` names */
                        counts: {
                            allow: number;
                            challenge: number;
                            enroll: number;
                            shut_out: number;
                            no_backup_codes: number;
                            only_sms: number;
                        };
                        /** @description Estimate of the SMS of these users in the first week under `policy` */
                        sms: {
                            /** @constant */
                            currency: "USD";
                            /** @description Month of the service's list of prices, before which SMS_PRICES go */
                            pricesAsOf: string;
                            /** @description Assumed logins of each user, one message each */
                            logins: number;
                            /** @description Of users who have no other way than SMS */
                            least: {
                                messages: number;
                                usd: number;
                            };
                            /** @description With those who have or may choose another one */
                            most: {
                                messages: number;
                                usd: number;
                            };
                        };
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: This call is not for your role or tenant. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminGetPosture: {
        parameters: {
            query?: {
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description ISO 8601, UTC
                         */
                        asOf: string;
                        /** @description Operators only */
                        service?: {
                            version: string;
                            region: string;
                            semantics: string;
                            limits: {
                                freeGuesses: number;
                                disableAfterGuesses: number;
                                dailyGuesses: number;
                                totpWindow: number;
                                smsCodeSeconds: number;
                            };
                            keys: {
                                signing: {
                                    kid: string | null;
                                    ageDays: number;
                                    next: string | null;
                                };
                                data: {
                                    oldestDays: number | null;
                                    successorAfterDays: number;
                                };
                            };
                            sms: {
                                provider: string;
                                maxPriceUsd: string;
                                countriesDefault: string[];
                            };
                            notices: ("on" | "off") | (string & {});
                        };
                        tenant: {
                            enforcement: string;
                            phishingResistantOffered: boolean;
                            sms: ("allowed" | "off") | (string & {});
                            trustedDevicesDays: number;
                            recovery: string;
                            resetApproval: string;
                        };
                        requirements: {
                            id: string;
                            text: string;
                            met: boolean;
                            /** @description Of one that is met */
                            by?: string;
                            /** @description Of one that is not */
                            why?: string;
                            /** @description The file of the test that holds it */
                            test: string;
                        }[];
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: This call is not for your role or tenant. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminGetSms: {
        parameters: {
            query?: {
                /** @description Such as 2026-11; this month by default */
                month?: string;
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        month: string;
                        /** @constant */
                        currency: "USD";
                        /** @description By the ledger's prices, an estimate */
                        spent: number;
                        budget: number | null;
                        byCountry: {
                            country: string;
                            messages: number;
                            usd: number;
                        }[];
                        breakers: components["schemas"]["SmsBreaker"][];
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: This call is not for your role or tenant. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    adminLiftSmsBreaker: {
        parameters: {
            query?: {
                /** @description Another tenant; operators only */
                tenant?: string;
            };
            header?: never;
            path: {
                range: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `unauthenticated`: Send a valid token of the login, or an access token of this service where the call takes one.
             *
             *     `insufficient_user_authentication`: Ask for what WWW-Authenticate names, the password or a code, and send the new token.
             */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description `password_time_unknown`: The login does not say when the password was entered, so asking for it again would not help: see hint.
             *
             *     `forbidden`: This call is not for your role or tenant.
             */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such address or link. See /openapi.json. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: {
                            [key: string]: string;
                        }[];
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    linkPage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description cancel-recovery, changed, reopen */
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `not_found`: There is no such address or link. See /openapi.json. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the link's address has after `#`
                     * @example lnk_AQGT…
                     */
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        kind: ("cancel-recovery" | "changed" | "reopen") | (string & {});
                        app: string;
                        /**
                         * @description Empty: no address is known
                         * @example j•••@e•••.com
                         */
                        account: string;
                        /**
                         * Format: date-time
                         * @description ISO 8601, UTC
                         */
                        at: string;
                        state: ("open" | "done" | "expired") | (string & {});
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such address or link. See /openapi.json. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    freeze: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the link's address has after `#`
                     * @example lnk_AQGT…
                     */
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        state: ("done" | "over" | "expired") | (string & {});
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such address or link. See /openapi.json. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopenMethod: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the link's address has after `#`
                     * @example lnk_AQGT…
                     */
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        state: ("done" | "over" | "expired") | (string & {});
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such address or link. See /openapi.json. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelRecovery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What the link's address has after `#`
                     * @example lnk_AQGT…
                     */
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        state: ("done" | "over" | "expired") | (string & {});
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: There is no such address or link. See /openapi.json. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `busy`: Too many requests for this user at once. Try again. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload_too_large`: A body has at most 8 KiB. */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Send JSON in UTF-8 with Content-Type: application/json. */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description `invalid_request`: Correct the fields named in errors and send the request again. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `temporarily_unavailable`: The service could not do its part just now. Try again in a moment. */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
