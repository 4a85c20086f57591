import { type Route, routes } from "../shared/contract/routes.ts";

/** Routes that do nothing but send SMS. `login` does more, and who cannot log in cannot work. */
export const onlySendsSms = (route: Route): boolean => route.touches.sms === "send" && route.path !== routes.login.path;
