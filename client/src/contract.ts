// Made of shared/contract by npm run docs.
export const calls = {
  "login": {
    "method": "POST",
    "path": "/v1/login",
    "access": "login",
    "query": []
  },
  "sendSms": {
    "method": "POST",
    "path": "/v1/login/sms",
    "access": "login",
    "query": []
  },
  "smsDelivery": {
    "method": "GET",
    "path": "/v1/login/sms",
    "access": "user",
    "query": [
      "challengeId"
    ]
  },
  "verify": {
    "method": "POST",
    "path": "/v1/login/verify",
    "access": "login",
    "query": []
  },
  "listFactors": {
    "method": "GET",
    "path": "/v1/factors",
    "access": "user",
    "query": []
  },
  "enrollFactor": {
    "method": "POST",
    "path": "/v1/factors",
    "access": "fresh",
    "query": []
  },
  "confirmFactor": {
    "method": "POST",
    "path": "/v1/factors/{factorId}/confirm",
    "access": "proven",
    "query": []
  },
  "resendEnrollmentSms": {
    "method": "POST",
    "path": "/v1/factors/{factorId}/resend",
    "access": "proven",
    "query": []
  },
  "updateFactor": {
    "method": "PATCH",
    "path": "/v1/factors/{factorId}",
    "access": "proven",
    "query": []
  },
  "removeFactor": {
    "method": "DELETE",
    "path": "/v1/factors/{factorId}",
    "access": "fresh",
    "query": []
  },
  "disable": {
    "method": "DELETE",
    "path": "/v1/factors",
    "access": "fresh",
    "query": []
  },
  "regenerateBackupCodes": {
    "method": "POST",
    "path": "/v1/backup-codes",
    "access": "fresh",
    "query": []
  },
  "undoChange": {
    "method": "POST",
    "path": "/v1/undo",
    "access": "freshPassword",
    "query": []
  },
  "listDevices": {
    "method": "GET",
    "path": "/v1/devices",
    "access": "proven",
    "query": []
  },
  "endDevice": {
    "method": "DELETE",
    "path": "/v1/devices/{deviceId}",
    "access": "proven",
    "query": []
  },
  "endDevices": {
    "method": "DELETE",
    "path": "/v1/devices",
    "access": "proven",
    "query": []
  },
  "askRecovery": {
    "method": "POST",
    "path": "/v1/recovery",
    "access": "freshPassword",
    "query": []
  },
  "getRecovery": {
    "method": "GET",
    "path": "/v1/recovery",
    "access": "freshPassword",
    "query": []
  },
  "confirmRecovery": {
    "method": "POST",
    "path": "/v1/recovery/confirm",
    "access": "freshPassword",
    "query": []
  },
  "completeRecovery": {
    "method": "POST",
    "path": "/v1/recovery/complete",
    "access": "freshPassword",
    "query": []
  },
  "cancelOwnRecovery": {
    "method": "DELETE",
    "path": "/v1/recovery",
    "access": "proven",
    "query": []
  },
  "listActivity": {
    "method": "GET",
    "path": "/v1/activity",
    "access": "proven",
    "query": [
      "limit",
      "cursor"
    ]
  },
  "adminGetUser": {
    "method": "GET",
    "path": "/v1/admin/user",
    "access": "admin",
    "query": [
      "userId",
      "issuer",
      "tenant"
    ]
  },
  "adminResetUser": {
    "method": "POST",
    "path": "/v1/admin/user/reset",
    "access": "adminFresh",
    "query": [
      "userId",
      "issuer",
      "tenant"
    ]
  },
  "adminReopenMethod": {
    "method": "POST",
    "path": "/v1/admin/user/reopen",
    "access": "adminFresh",
    "query": [
      "userId",
      "issuer",
      "tenant"
    ]
  },
  "adminIssueBypassCode": {
    "method": "POST",
    "path": "/v1/admin/user/bypass-code",
    "access": "adminFresh",
    "query": [
      "userId",
      "issuer",
      "tenant"
    ]
  },
  "adminCheckCaller": {
    "method": "POST",
    "path": "/v1/admin/user/caller-check",
    "access": "adminFresh",
    "query": [
      "userId",
      "issuer",
      "tenant"
    ]
  },
  "adminConfirmCaller": {
    "method": "POST",
    "path": "/v1/admin/user/caller-check/confirm",
    "access": "adminFresh",
    "query": [
      "userId",
      "issuer",
      "tenant"
    ]
  },
  "adminApproveRecovery": {
    "method": "POST",
    "path": "/v1/admin/user/recovery",
    "access": "adminFresh",
    "query": [
      "userId",
      "issuer",
      "tenant"
    ]
  },
  "adminRefuseRecovery": {
    "method": "DELETE",
    "path": "/v1/admin/user/recovery",
    "access": "adminFresh",
    "query": [
      "userId",
      "issuer",
      "tenant"
    ]
  },
  "adminEndUserDevices": {
    "method": "DELETE",
    "path": "/v1/admin/user/devices",
    "access": "admin",
    "query": [
      "userId",
      "issuer",
      "tenant"
    ]
  },
  "adminEndDevices": {
    "method": "DELETE",
    "path": "/v1/admin/devices",
    "access": "admin",
    "query": [
      "tenant"
    ]
  },
  "adminPreRegisterPhone": {
    "method": "PUT",
    "path": "/v1/admin/user/phone",
    "access": "adminFresh",
    "query": [
      "userId",
      "issuer",
      "tenant"
    ]
  },
  "adminRemovePhone": {
    "method": "DELETE",
    "path": "/v1/admin/user/phone",
    "access": "adminFresh",
    "query": [
      "userId",
      "issuer",
      "tenant"
    ]
  },
  "adminPreRegisterPhones": {
    "method": "PUT",
    "path": "/v1/admin/phones",
    "access": "adminFresh",
    "query": [
      "tenant"
    ]
  },
  "adminListEvents": {
    "method": "GET",
    "path": "/v1/admin/user/events",
    "access": "admin",
    "query": [
      "userId",
      "issuer",
      "tenant",
      "limit",
      "cursor"
    ]
  },
  "adminGetPolicy": {
    "method": "GET",
    "path": "/v1/admin/policy",
    "access": "admin",
    "query": [
      "tenant"
    ]
  },
  "adminPutPolicy": {
    "method": "PUT",
    "path": "/v1/admin/policy",
    "access": "adminFresh",
    "query": [
      "tenant"
    ]
  },
  "adminListApprovals": {
    "method": "GET",
    "path": "/v1/admin/approvals",
    "access": "admin",
    "query": [
      "tenant"
    ]
  },
  "adminApprove": {
    "method": "POST",
    "path": "/v1/admin/approvals/{approvalId}",
    "access": "adminFresh",
    "query": [
      "tenant"
    ]
  },
  "adminDropApproval": {
    "method": "DELETE",
    "path": "/v1/admin/approvals/{approvalId}",
    "access": "adminFresh",
    "query": [
      "tenant"
    ]
  },
  "adminPolicyHistory": {
    "method": "GET",
    "path": "/v1/admin/policy/history",
    "access": "admin",
    "query": [
      "tenant"
    ]
  },
  "adminListActivity": {
    "method": "GET",
    "path": "/v1/admin/activity",
    "access": "admin",
    "query": [
      "tenant",
      "limit",
      "cursor"
    ]
  },
  "adminSetRequirement": {
    "method": "PUT",
    "path": "/v1/admin/user/requirement",
    "access": "adminFresh",
    "query": [
      "userId",
      "issuer",
      "tenant"
    ]
  },
  "adminRehearse": {
    "method": "POST",
    "path": "/v1/admin/rehearse",
    "access": "admin",
    "query": [
      "tenant"
    ]
  },
  "adminGetPosture": {
    "method": "GET",
    "path": "/v1/admin/posture",
    "access": "admin",
    "query": [
      "tenant"
    ]
  },
  "adminGetSms": {
    "method": "GET",
    "path": "/v1/admin/sms",
    "access": "admin",
    "query": [
      "month",
      "tenant"
    ]
  },
  "adminLiftSmsBreaker": {
    "method": "DELETE",
    "path": "/v1/admin/sms/breakers/{range}",
    "access": "adminFresh",
    "query": [
      "tenant"
    ]
  },
  "jwks": {
    "method": "GET",
    "path": "/.well-known/jwks.json",
    "access": "public",
    "query": []
  },
  "health": {
    "method": "GET",
    "path": "/health",
    "access": "public",
    "query": []
  },
  "readLink": {
    "method": "POST",
    "path": "/v1/links",
    "access": "public",
    "query": []
  },
  "freeze": {
    "method": "POST",
    "path": "/v1/freeze",
    "access": "public",
    "query": []
  },
  "reopenMethod": {
    "method": "POST",
    "path": "/v1/reopen",
    "access": "public",
    "query": []
  },
  "cancelRecovery": {
    "method": "POST",
    "path": "/v1/recovery/cancel",
    "access": "public",
    "query": []
  },
  "openApi": {
    "method": "GET",
    "path": "/openapi.json",
    "access": "public",
    "query": []
  }
} as const;

export const problemCodes = [
  "invalid_request",
  "unauthenticated",
  "insufficient_user_authentication",
  "password_time_unknown",
  "forbidden",
  "two_factor_required",
  "factor_type_not_allowed",
  "phone_not_pre_registered",
  "method_disabled",
  "method_not_allowed_here",
  "not_found",
  "approval_not_found",
  "factor_not_found",
  "method_not_allowed",
  "payload_too_large",
  "unsupported_media_type",
  "not_enrolled",
  "no_channel",
  "recovery_not_offered",
  "recovery_not_ready",
  "no_sms_factor",
  "too_many_factors",
  "passkey_already_registered",
  "version_conflict",
  "busy",
  "challenge_expired",
  "enrollment_expired",
  "invalid_code",
  "code_already_used",
  "passkey_refused",
  "unknown_passkey",
  "invalid_phone_number",
  "country_not_allowed",
  "account_frozen",
  "too_many_attempts",
  "sms_limit_reached",
  "sms_delivery_failed",
  "temporarily_unavailable"
] as const;

export const smsCountries = "AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW" as const;

export const callingCodes = "247 376 971 93 1 1 355 374 244 54 1 43 61 297 358 994 387 1 880 32 226 359 973 257 229 590 1 673 591 599 55 1 975 267 375 501 1 61 243 236 242 41 225 682 56 237 86 57 506 53 238 599 61 357 420 49 253 45 1 1 213 593 372 20 212 291 34 251 358 679 500 691 298 33 241 44 1 995 594 44 233 350 299 220 224 590 240 30 502 1 245 592 852 504 385 509 36 62 353 972 44 91 246 964 98 354 39 44 1 962 81 254 996 855 686 269 1 850 82 965 1 7 856 961 1 423 94 231 266 370 352 371 218 212 377 373 382 590 261 692 389 223 95 976 853 1 596 222 1 356 230 960 265 52 60 258 264 687 227 672 234 505 31 47 977 674 683 64 968 507 51 689 675 63 92 48 508 1 970 351 680 595 974 262 40 381 7 250 966 677 248 249 46 65 290 386 47 421 232 378 221 252 597 211 239 503 1 963 268 290 1 235 228 66 992 690 670 993 216 676 90 1 688 886 255 380 256 1 598 998 39 1 58 1 1 84 678 681 685 383 967 262 27 260 263" as const;
