import type { Translation } from "../../language/area.ts";
import type { en } from "./en.ts";

export const es: Translation<typeof en> = {
  "factor.enrollment_started": "Se empezó a configurar un método",
  "factor.activated": "Se añadió un método",
  "factor.updated": "Se modificó un método",
  "factor.removed": "Se quitó un método",
  "two_factor.disabled": "Se desactivó el inicio de sesión en dos pasos",
  "backup_codes.regenerated": "Se crearon nuevos códigos de reserva",
  "login.succeeded": "Se confirmó con un código un inicio de sesión o un cambio",
  "code.rejected": "Se introdujo un código incorrecto",
  "method.locked": "Un método se bloqueó un tiempo tras códigos incorrectos",
  "method.disabled": "Un método se cerró tras demasiados códigos incorrectos",
  "sms.requested": "Se envió un código por SMS",
  "sms.failed": "No se pudo enviar un SMS",
  "account.reset": "Un administrador restableció su segundo paso",
  "account.restored": "Su segundo paso se recuperó de una copia de seguridad",
  "account.erased": "Se borraron sus datos",
  "tenant.erased": "Se borraron los datos de su organización",
  "phone.pre_registered": "Un administrador registró un número de teléfono para usted",
  "phone.pre_registration_removed": "Un administrador quitó el número de teléfono registrado para usted",
  "policy.updated": "Cambiaron las reglas de su organización",
  other: "Otro suceso",
};
