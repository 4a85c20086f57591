import type { Translation } from "../../language/area.ts";
import type { en } from "./en.ts";

export const es: Translation<typeof en> = {
  title: "Guarde sus códigos de reserva",
  lead: "Si pierde el teléfono, podrá entrar con uno de estos códigos. Cada uno sirve una sola vez. Guárdelos lejos del teléfono.",
  listLabel: "Sus códigos de reserva",
  download: "Descargar",
  print: "Imprimir",
  saved: "He guardado mis códigos de reserva",
  savedFirst: "Guarde primero sus códigos y después marque esta casilla. No se volverán a mostrar.",
  finish: "Continuar",
  copied: "Los códigos se han copiado.",
  fileName: "codigos-de-reserva.txt",
  fileTitle: "{issuer}: códigos de reserva del {date}",
  fileText: "Cada código sirve una sola vez, en lugar del código del teléfono.",
  fileKeep: "Guárdelos lejos del teléfono. Con códigos nuevos, estos dejan de servir.",
  deadline: "Se está iniciando su sesión. Si tarda más, se le pedirá otro código:",
};
