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
  totp: "el acceso con la aplicación de autenticación",
  sms: "el acceso con códigos por SMS",
  backup_code: "el acceso con códigos de respaldo",
  enrollment: "la configuración de una nueva forma de obtener códigos",
  bypass_code: "el acceso con el código del servicio de asistencia",
};
const reopened: Readonly<Record<EventData<"method.reopened">["by"], string>> = {
  admin: "por decisión de un administrador",
  link: "por el enlace de un correo",
  password: "porque se cambió la contraseña",
};
/** Of those that a user hears of by themselves. */
const usedCodes: UsedCodes = {
  backup_code: (left) => ({
    subject: areFew(left) ? "Código de respaldo usado, quedan pocos" : "Código de respaldo usado",
    happened: `Se ha usado un código de respaldo para entrar en su cuenta. Códigos de respaldo restantes: ${String(left)}.${areFew(left) ? " Cree pronto otros nuevos." : ""}`,
  }),
  bypass_code: () => ({
    subject: "Código de asistencia usado",
    happened: "Se ha usado el código que el servicio de asistencia creó para usted para entrar en su cuenta.",
  }),
};
const cancelled: Readonly<Record<EventData<"recovery.cancelled">["by"], string>> = {
  user: "se canceló en su cuenta",
  login: "alguien accedió con un código suyo",
  link: "se canceló con el enlace de un correo",
  admin: "un administrador la rechazó",
  time: "nadie siguió con ella a tiempo",
  contact: "la dirección de correo de su cuenta ha cambiado",
  policy: "su organización ya no la ofrece",
  factor: "se añadió otra forma de recibir códigos",
};
const notYou = "Si no ha sido usted, cambie ahora su contraseña y póngase en contacto con su administrador.";
const notTyped =
  "Si no ha escrito usted estos códigos, otra persona conoce su contraseña: cámbiela ahora y póngase en contacto con su administrador.";
const unexpected = "Si no lo esperaba, póngase en contacto con su administrador ahora.";

export const es: Wording = {
  locale: "es",
  greeting: "Hola:",
  when: "Cuándo",
  where: "Dónde",
  closing: "Este correo se ha enviado automáticamente. No contiene enlaces y nunca pide una contraseña ni un código.",
  closingWithLink:
    "Este correo se ha enviado automáticamente. Nunca pide una contraseña ni un código, y su enlace nunca inicia sesión.",
  links: {
    changed: "Si no ha sido usted, esta página detiene otros cambios y muestra cómo deshacer este:",
    reopen: "Esta página vuelve a abrir la forma de iniciar sesión, para cinco intentos:",
    "cancel-recovery": "Si no ha sido usted, esta página le pone fin:",
  },
  notices: {
    "factor.activated": ({ factorType, first }) => ({
      subject: first ? "Acceso en dos pasos activado" : "Nueva forma de obtener códigos de acceso",
      happened: first
        ? `Se ha activado el acceso en dos pasos en su cuenta, con ${factors[factorType]}. A partir de ahora se pide un código después de la contraseña.`
        : `Se ha añadido a su cuenta otra forma de obtener códigos de acceso: ${factors[factorType]}.`,
      advice: notYou,
    }),
    "factor.removed": ({ factorType }) => ({
      subject: "Forma de obtener códigos de acceso eliminada",
      happened: `Se ha eliminado de su cuenta una forma de obtener códigos de acceso: ${factors[factorType]}.`,
      advice: notYou,
    }),
    "two_factor.disabled": () => ({
      subject: "Acceso en dos pasos desactivado",
      happened: "Se ha desactivado el acceso en dos pasos en su cuenta. Ahora basta la contraseña para entrar.",
      advice: notYou,
    }),
    "backup_codes.regenerated": ({ count }) => ({
      subject: "Nuevos códigos de respaldo",
      happened: `Se han creado ${String(count)} nuevos códigos de respaldo para su cuenta. Los anteriores ya no funcionan.`,
      advice: notYou,
    }),
    "login.succeeded": ({ method, backupCodesRemaining: left, failedBefore }) => {
      const wrong = `Antes de este acceso a su cuenta se introdujeron ${String(failedBefore)} códigos incorrectos.`;
      const code = usedCodes[method]?.(left);
      return code
        ? {
            subject: code.subject,
            happened: isSuspicious(failedBefore) ? `${code.happened} ${wrong}` : code.happened,
            advice: notYou,
          }
        : { subject: "Códigos incorrectos antes de su acceso", happened: wrong, advice: notTyped };
    },
    "code.rejected": ({ method, spent }) => ({
      subject: "Muchos códigos incorrectos",
      happened: `Los códigos incorrectos han agotado el ${String(spent ?? 0)} % de los intentos posibles en 30 días. Se trata de: ${methods[method]}. Antes se había introducido la contraseña correcta.`,
      advice: notTyped,
    }),
    "method.locked": ({ method, until }, time) => ({
      subject: "Demasiados códigos incorrectos",
      happened: `Tras varios códigos incorrectos, no es posible ${methods[method]} hasta el ${time(until)}. Antes se había introducido la contraseña correcta.`,
      advice: notTyped,
    }),
    "method.disabled": ({ method }) => ({
      subject: "Forma de acceso desactivada",
      happened: `Tras demasiados códigos incorrectos seguidos, no es posible ${methods[method]} hasta que lo configure de nuevo o lo reabra un administrador. Antes se había introducido la contraseña correcta.`,
      advice: notTyped,
    }),
    "method.reopened": ({ method, by }) => ({
      subject: "Método de acceso abierto de nuevo",
      happened: `En su cuenta vuelve a estar abierto ${methods[method]}, ${reopened[by]}. Cinco códigos incorrectos lo cierran de nuevo.`,
      advice: unexpected,
    }),
    "contact.changed": () => ({
      subject: "Otra dirección de correo",
      happened:
        "Su cuenta tiene otra dirección de correo. Durante 30 días, los mensajes como este van a ambas direcciones.",
      advice: notYou,
    }),
    "account.frozen": () => ({
      subject: "Los cambios de su inicio de sesión en dos pasos están detenidos",
      happened:
        "Alguien siguió el enlace de nuestro correo y detuvo durante 24 horas los cambios de su inicio de sesión en dos pasos. A los dispositivos recordados se les volverá a pedir un código.",
      advice:
        "Si el cambio anterior no fue suyo, inicie sesión, deshágalo en sus ajustes de seguridad y cambie su contraseña.",
    }),
    "change.undone": ({ factorType }) => ({
      subject: "Ha vuelto una forma de iniciar sesión que se había quitado",
      happened: `Ha vuelto la forma de iniciar sesión que se quitó de su cuenta: ${factors[factorType]}. Lo que se configuró desde entonces o poco antes se ha quitado, y los códigos de respaldo ya no sirven.`,
      advice:
        "Cree nuevos códigos de respaldo. Si no ha sido usted, cambie ahora su contraseña y póngase en contacto con su administrador.",
    }),
    "passkey.counter_fell": () => ({
      subject: "Es posible que se haya copiado una llave de seguridad",
      happened:
        "Se ha usado una llave de seguridad de su cuenta con un contador que ha retrocedido. Eso ocurre cuando existe una copia de la llave. El acceso se ha rechazado.",
      advice:
        "Elimine esta llave de seguridad de su cuenta y añada otra. Si no ha intentado acceder, cambie ahora su contraseña y póngase en contacto con su administrador.",
    }),
    "account.reset": () => ({
      subject: "Su segundo factor se ha restablecido",
      happened:
        "Un administrador ha eliminado de su cuenta todas las aplicaciones de autenticación, teléfonos y códigos de respaldo. En el próximo acceso es posible que se le pida configurar otros nuevos.",
      advice: unexpected,
    }),
    "account.restored": ({ shut }) => ({
      subject: shut ? "Su administrador debe reabrir su acceso" : "Sus códigos de respaldo ya no funcionan",
      happened: shut
        ? "Tras una avería, los datos de su cuenta se han recuperado de una copia de seguridad. Lo que había configurado para sus códigos de acceso no estaba en ella. Por eso su acceso está cerrado: la contraseña sola no abre nada."
        : "Tras una avería, los datos de su cuenta se han recuperado de una copia de seguridad. Los códigos de respaldo que tenía hasta entonces ya no funcionan, y es posible que falte una aplicación de autenticación o un teléfono añadido poco antes.",
      advice: shut
        ? "Pida a su administrador que restablezca su segundo factor y configúrelo de nuevo en el próximo acceso."
        : "Inicie sesión, cree nuevos códigos de respaldo y compruebe qué aplicaciones de autenticación y teléfonos están configurados. Si no puede entrar, póngase en contacto con su administrador.",
    }),
    "device.trusted": () => ({
      subject: "Dispositivo recordado",
      happened:
        "Se ha introducido un código y se recuerda el navegador en el que se introdujo: durante unos días allí basta su contraseña para acceder.",
      advice: notYou,
    }),
    "device.ended": ({ why }) =>
      isTheft(why)
        ? {
            subject: "Se ha usado un token antiguo de un dispositivo recordado",
            happened:
              "Alguien ha usado un token antiguo de un dispositivo que su cuenta recordaba. Puede que lo hayan copiado. A ese dispositivo se le vuelve a pedir un código.",
            advice:
              "Si no ha recuperado un estado anterior de su navegador u ordenador, alguien ha copiado sus datos y conoce su contraseña: cámbiela ahora y póngase en contacto con su administrador.",
          }
        : {
            subject: "Un dispositivo ya no se recuerda",
            happened:
              "Un dispositivo que su cuenta recordaba ha presentado un token ya usado. Ocurre cuando una respuesta se pierde por el camino o un navegador se recupera de una copia de seguridad. A ese dispositivo se le vuelve a pedir un código.",
            advice: "No tiene que hacer nada. Si no conoce ese dispositivo, póngase en contacto con su administrador.",
          },
    "phone.pre_registered": () => ({
      subject: "Número de teléfono registrado para usted",
      happened: "Un administrador ha registrado un número de teléfono para sus códigos de acceso.",
      advice: unexpected,
    }),
    "phone.pre_registration_removed": () => ({
      subject: "Número de teléfono registrado eliminado",
      happened: "Un administrador ha eliminado el número de teléfono registrado para sus códigos de acceso.",
      advice: unexpected,
    }),
    "bypass_code.issued": ({ hours }) => ({
      subject: "Código de acceso creado por asistencia",
      happened: `Un administrador ha creado un código para su cuenta. Sustituye su segundo factor en un solo acceso y vale ${String(hours)} h.`,
      advice: unexpected,
    }),
    "recovery.waiting": ({ readyAt, needsApproval }, time) => ({
      subject: "Alguien pide volver a su cuenta",
      happened: `Alguien que conoce su contraseña y lee este buzón pide configurar nuevos códigos de acceso para su cuenta. Será posible desde el ${time(readyAt)}${needsApproval ? ", si un administrador lo aprueba" : ""}; los códigos anteriores dejarán de valer.`,
      advice: "Si no ha sido usted, acceda antes como siempre: eso lo cancela. Después cambie su contraseña.",
    }),
    "recovery.approved": () => ({
      subject: "Su petición ha sido aprobada",
      happened: "Un administrador ha aprobado que se configuren nuevos códigos de acceso para su cuenta.",
      advice: "Si no lo ha pedido usted, acceda como siempre: eso lo cancela. Después contacte con su administrador.",
    }),
    "recovery.cancelled": ({ by }) => ({
      subject: "La petición para volver a su cuenta ha terminado",
      happened: `Nadie puede configurar ya nuevos códigos para su cuenta: ${cancelled[by]}. Los códigos anteriores siguen valiendo.`,
      advice: notYou,
    }),
    "recovery.completed": ({ factorType }) => ({
      subject: "Nuevos códigos de acceso configurados",
      happened: `Se han configurado nuevos códigos de acceso para su cuenta, con: ${factors[factorType]}. Todas las formas anteriores de recibir códigos, los códigos de respaldo y los dispositivos recordados han terminado.`,
      advice: notYou,
    }),
  },
};
