import type { Translation } from "../../language/area.ts";
import type { en } from "./en.ts";

export const es: Translation<typeof en> = {
  invalid_request: "Algún dato del formulario no se ha aceptado. Revíselo e inténtelo de nuevo.",
  unauthenticated: "Su inicio de sesión ha caducado. Introduzca de nuevo su contraseña.",
  insufficient_user_authentication: "Antes de continuar, confirme que es usted.",
  forbidden: "Su cuenta no tiene permiso para hacer esto.",
  two_factor_required: "Su organización exige un segundo paso. Añada otro método antes de quitar este.",
  factor_type_not_allowed: "Su organización no permite este método. Elija otro.",
  phone_not_pre_registered:
    "Solo se puede usar el teléfono que su organización tiene registrado. Pida a su administrador que añada o corrija el número.",
  method_disabled:
    "Este método está desactivado tras demasiados códigos incorrectos. Use otro o consulte a su administrador.",
  not_found: "No se ha encontrado. Vuelva a cargar la página.",
  factor_not_found: "Este método ya no existe. Vuelva a cargar la página.",
  method_not_allowed: "No ha funcionado. Vuelva a cargar la página.",
  payload_too_large: "Es demasiado largo. Acórtelo, por favor.",
  unsupported_media_type: "No ha funcionado. Vuelva a cargar la página.",
  not_enrolled: "El inicio de sesión en dos pasos no está configurado para su cuenta.",
  no_sms_factor: "No hay ningún teléfono al que enviar un SMS.",
  too_many_factors: "Ha alcanzado el máximo. Quite uno primero.",
  version_conflict: "Alguien ha hecho cambios entretanto. Mire la nueva versión y repita su cambio.",
  busy: "Demasiadas solicitudes a la vez. Inténtelo de nuevo.",
  challenge_expired: "Este código ha caducado. Solicite uno nuevo.",
  enrollment_expired: "La configuración ha tardado demasiado. Empiece de nuevo.",
  invalid_code: "El código no es correcto.",
  code_already_used: "Este código ya se ha usado. Cada código sirve una sola vez: use el siguiente.",
  invalid_phone_number: "Introduzca un número de móvil con el prefijo del país, por ejemplo +41 79 123 45 67.",
  country_not_allowed: "Aquí no se pueden enviar SMS a este país. Use otro número u otro método.",
  too_many_attempts: "Demasiados códigos incorrectos. Espere un poco o use otro método.",
  sms_limit_reached: "Por ahora no se pueden enviar más SMS. Espere un poco o use otro método.",
  sms_delivery_failed: "No se ha podido enviar el SMS. Inténtelo de nuevo o use otro método.",
  temporarily_unavailable: "El servicio no está disponible en este momento. Inténtelo de nuevo en un momento.",
  offline: "Sin conexión. Compruebe su red e inténtelo de nuevo. Lo que ha escrito no se pierde.",
  unexpected: "Algo ha salido mal. Inténtelo de nuevo.",
};
