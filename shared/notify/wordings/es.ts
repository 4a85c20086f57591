import type { EventData } from "../../account/events.ts";
import type { Factor } from "../../account/factor.ts";
import type { Method } from "../../account/guess-budget.ts";
import { isSuspicious, isTheft } from "../notified.ts";
import { areFew, type UsedCodes, type Wording } from "../wording.ts";

const factors: Readonly<Record<Factor["type"], string>> = {
  totp: "una aplicación de autenticación",
  sms: "códigos por SMS",
  passkey: "una clave de acceso",
  unknown: "otro método",
};
const methods: Readonly<Record<Method, string>> = {
  totp: "el inicio de sesión con la aplicación de autenticación",
  sms: "el inicio de sesión con códigos por SMS",
  backup_code: "el inicio de sesión con códigos de respaldo",
  enrollment: "la configuración de un método nuevo",
  bypass_code: "el inicio de sesión con el código de asistencia",
};
const reopened: Readonly<Record<EventData<"method.reopened">["by"], string>> = {
  admin: "por decisión de un administrador",
  link: "mediante el enlace de un correo",
  password: "porque se cambió la contraseña",
};
/** Of those that a user hears of by themselves. */
const usedCodes: UsedCodes = {
  backup_code: (left) => ({
    subject: areFew(left) ? "Código de respaldo usado, quedan pocos" : "Código de respaldo usado",
    happened: `Se ha usado un código de respaldo para iniciar sesión en su cuenta. Códigos de respaldo restantes: ${String(left)}.${areFew(left) ? " Cree pronto otros nuevos." : ""}`,
  }),
  bypass_code: () => ({
    subject: "Código de asistencia usado",
    happened: "El código que el servicio de asistencia creó para usted se ha usado para iniciar sesión en su cuenta.",
  }),
};
const cancelled: Readonly<Record<EventData<"recovery.cancelled">["by"], string>> = {
  user: "la solicitud se canceló en su cuenta",
  login: "alguien inició sesión con un código suyo",
  link: "la solicitud se canceló con el enlace de un correo",
  admin: "un administrador rechazó la solicitud",
  time: "nadie completó la solicitud a tiempo",
  contact: "la dirección de correo de su cuenta ha cambiado",
  policy: "su organización ya no ofrece esta posibilidad",
  factor: "se añadió otro método",
};
const notYou = "Si no ha sido usted, cambie su contraseña de inmediato y póngase en contacto con su administrador.";
const notTyped =
  "Si no ha introducido usted estos códigos, otra persona conoce su contraseña: cámbiela de inmediato y póngase en contacto con su administrador.";
const unexpected = "Si no lo esperaba, póngase de inmediato en contacto con su administrador.";

export const es: Wording = {
  locale: "es",
  greeting: "Hola:",
  when: "Cuándo",
  where: "Dónde",
  closing: "Este correo se ha enviado automáticamente. No contiene enlaces y nunca pide una contraseña ni un código.",
  closingWithLink:
    "Este correo se ha enviado automáticamente. Nunca pide una contraseña ni un código, y el enlace que contiene nunca inicia sesión.",
  links: {
    changed: "Si no ha sido usted, esta página bloquea otros cambios y muestra cómo deshacer este:",
    reopen: "Esta página reactiva el método de inicio de sesión, para cinco intentos:",
    "cancel-recovery": "Si no ha sido usted, esta página cancela la solicitud:",
  },
  notices: {
    "factor.activated": ({ factorType, first }) => ({
      subject: first ? "Inicio de sesión en dos pasos activado" : "Nuevo método de inicio de sesión",
      happened: first
        ? `Se ha activado el inicio de sesión en dos pasos en su cuenta, con ${factors[factorType]}. A partir de ahora se pide un segundo paso después de la contraseña.`
        : `Se ha añadido a su cuenta otro método de inicio de sesión: ${factors[factorType]}.`,
      advice: notYou,
    }),
    "factor.removed": ({ factorType }) => ({
      subject: "Método de inicio de sesión eliminado",
      happened: `Se ha eliminado de su cuenta un método de inicio de sesión: ${factors[factorType]}.`,
      advice: notYou,
    }),
    "two_factor.disabled": () => ({
      subject: "Inicio de sesión en dos pasos desactivado",
      happened:
        "Se ha desactivado el inicio de sesión en dos pasos en su cuenta. Ahora basta la contraseña para iniciar sesión.",
      advice: notYou,
    }),
    "backup_codes.regenerated": ({ count }) => ({
      subject: "Nuevos códigos de respaldo",
      happened: `Se han creado ${String(count)} nuevos códigos de respaldo para su cuenta. Los anteriores ya no sirven.`,
      advice: notYou,
    }),
    "login.succeeded": ({ method, backupCodesRemaining: left, failedBefore }) => {
      const wrong = `Antes de este inicio de sesión en su cuenta se introdujeron ${String(failedBefore)} códigos incorrectos.`;
      const code = usedCodes[method]?.(left);
      return code
        ? {
            subject: code.subject,
            happened: isSuspicious(failedBefore) ? `${code.happened} ${wrong}` : code.happened,
            advice: notYou,
          }
        : { subject: "Códigos incorrectos antes de su inicio de sesión", happened: wrong, advice: notTyped };
    },
    "code.rejected": ({ method, spent }) => ({
      subject: "Muchos códigos incorrectos",
      happened: `Los códigos incorrectos han agotado el ${String(spent ?? 0)} % de los intentos permitidos en 30 días para ${methods[method]}. Antes se había introducido la contraseña correcta.`,
      advice: notTyped,
    }),
    "method.locked": ({ method, until }, time) => ({
      subject: "Demasiados códigos incorrectos",
      happened: `Tras varios códigos incorrectos, no es posible ${methods[method]} hasta el ${time(until)}. Antes se había introducido la contraseña correcta.`,
      advice: notTyped,
    }),
    "method.disabled": ({ method }) => ({
      subject: "Método de inicio de sesión desactivado",
      happened: `Tras demasiados códigos incorrectos seguidos, no es posible ${methods[method]} hasta que lo configure de nuevo o lo reactive un administrador. Antes se había introducido la contraseña correcta.`,
      advice: notTyped,
    }),
    "method.reopened": ({ method, by }) => ({
      subject: "Método de inicio de sesión reactivado",
      happened: `En su cuenta vuelve a ser posible ${methods[method]}, ${reopened[by]}. Tras cinco códigos incorrectos dejará de serlo.`,
      advice: unexpected,
    }),
    "contact.changed": () => ({
      subject: "Dirección de correo cambiada",
      happened:
        "La dirección de correo de su cuenta ha cambiado. Durante 30 días, los mensajes como este se envían a ambas direcciones.",
      advice: notYou,
    }),
    "account.frozen": () => ({
      subject: "Los cambios de su inicio de sesión en dos pasos están bloqueados",
      happened:
        "Alguien siguió el enlace de nuestro correo y bloqueó durante 24 horas los cambios de su inicio de sesión en dos pasos. A los dispositivos de confianza se les volverá a pedir un código.",
      advice:
        "Si el cambio anterior no fue suyo, inicie sesión, deshágalo en sus ajustes de seguridad y cambie su contraseña.",
    }),
    "change.undone": ({ factorType }) => ({
      subject: "Se ha restaurado un método de inicio de sesión eliminado",
      happened: `Se ha restaurado el método de inicio de sesión que se eliminó de su cuenta: ${factors[factorType]}. Lo que se configuró desde entonces o poco antes se ha eliminado, y los códigos de respaldo ya no sirven.`,
      advice:
        "Cree nuevos códigos de respaldo. Si no ha sido usted, cambie su contraseña de inmediato y póngase en contacto con su administrador.",
    }),
    "passkey.counter_fell": () => ({
      subject: "Es posible que se haya copiado una llave de seguridad",
      happened:
        "Se ha usado una llave de seguridad de su cuenta con un contador que ha retrocedido. Eso ocurre cuando existe una copia de la llave. El inicio de sesión se ha rechazado.",
      advice:
        "Elimine esta llave de seguridad de su cuenta y añada otra. Si no ha intentado iniciar sesión, cambie su contraseña de inmediato y póngase en contacto con su administrador.",
    }),
    "account.reset": () => ({
      subject: "Su segundo paso se ha restablecido",
      happened:
        "Un administrador ha eliminado de su cuenta todas las aplicaciones de autenticación, teléfonos y códigos de respaldo. En el próximo inicio de sesión es posible que se le pida configurar un nuevo segundo paso.",
      advice: unexpected,
    }),
    "account.restored": ({ shut }) => ({
      subject: shut ? "Su administrador debe desbloquear su cuenta" : "Sus códigos de respaldo ya no sirven",
      happened: shut
        ? "Tras una avería, los datos de su cuenta se han restaurado desde una copia de seguridad. El segundo paso que había configurado no figuraba en ella. Por eso su cuenta está bloqueada: la contraseña sola no basta."
        : "Tras una avería, los datos de su cuenta se han restaurado desde una copia de seguridad. Los códigos de respaldo que tenía hasta entonces ya no sirven, y es posible que falte una aplicación de autenticación o un teléfono que añadió poco antes.",
      advice: shut
        ? "Pida a su administrador que restablezca su segundo paso y configúrelo de nuevo en el próximo inicio de sesión."
        : "Inicie sesión, cree nuevos códigos de respaldo y compruebe qué aplicaciones de autenticación y teléfonos están configurados. Si no puede iniciar sesión, póngase en contacto con su administrador.",
    }),
    "device.trusted": () => ({
      subject: "Nuevo dispositivo de confianza",
      happened:
        "Se ha introducido un código, y el navegador utilizado es ahora de confianza: durante unos días, en él basta su contraseña para iniciar sesión.",
      advice: notYou,
    }),
    "device.ended": ({ why }) =>
      isTheft(why)
        ? {
            subject: "Se ha usado un token antiguo de un dispositivo de confianza",
            happened:
              "Alguien ha usado un token antiguo de un dispositivo de confianza de su cuenta. Puede que lo hayan copiado. A ese dispositivo se le vuelve a pedir un código.",
            advice:
              "Si no ha restaurado un estado anterior de su navegador o de su ordenador, alguien ha copiado sus datos y conoce su contraseña: cámbiela de inmediato y póngase en contacto con su administrador.",
          }
        : {
            subject: "Un dispositivo ya no es de confianza",
            happened:
              "Un dispositivo de confianza de su cuenta ha presentado un token ya usado. Ocurre cuando una respuesta se pierde por el camino o un navegador se restaura desde una copia de seguridad. A ese dispositivo se le vuelve a pedir un código.",
            advice: "No tiene que hacer nada. Si no conoce ese dispositivo, póngase en contacto con su administrador.",
          },
    "phone.pre_registered": () => ({
      subject: "Número de teléfono registrado para usted",
      happened: "Un administrador ha registrado un número de teléfono para sus códigos de inicio de sesión.",
      advice: unexpected,
    }),
    "phone.pre_registration_removed": () => ({
      subject: "Número de teléfono registrado eliminado",
      happened: "Un administrador ha eliminado el número de teléfono registrado para sus códigos de inicio de sesión.",
      advice: unexpected,
    }),
    "bypass_code.issued": ({ hours }) => ({
      subject: "Código de asistencia creado para usted",
      happened: `Un administrador ha creado un código para su cuenta. Sustituye su segundo paso en un solo inicio de sesión y es válido durante ${String(hours)} h.`,
      advice: unexpected,
    }),
    "recovery.waiting": ({ readyAt, needsApproval }, time) => ({
      subject: "Alguien ha pedido recuperar el acceso a su cuenta",
      happened: `Alguien que conoce su contraseña y lee este buzón ha pedido configurar de nuevo su segundo paso. Será posible a partir del ${time(readyAt)}${needsApproval ? ", si un administrador lo aprueba" : ""}; sus métodos y códigos actuales dejarán de ser válidos.`,
      advice:
        "Si no ha sido usted, inicie sesión antes como siempre: así cancela la solicitud. Después cambie su contraseña.",
    }),
    "recovery.approved": () => ({
      subject: "La recuperación del acceso se ha aprobado",
      happened: "Un administrador ha aprobado que se configure de nuevo su segundo paso.",
      advice:
        "Si no lo ha pedido usted, inicie sesión como siempre: así cancela la solicitud. Después póngase en contacto con su administrador.",
    }),
    "recovery.cancelled": ({ by }) => ({
      subject: "La recuperación del acceso a su cuenta se ha cancelado",
      happened: `El segundo paso de su cuenta ya no se puede configurar de nuevo: ${cancelled[by]}. Sus métodos y códigos siguen siendo válidos.`,
      advice: notYou,
    }),
    "recovery.completed": ({ factorType }) => ({
      subject: "Su segundo paso se ha configurado de nuevo",
      happened: `El segundo paso de su cuenta se ha configurado de nuevo con ${factors[factorType]}. Los métodos anteriores, los códigos de respaldo y los dispositivos de confianza ya no son válidos.`,
      advice: notYou,
    }),
  },
};
