import type { Translation } from "../../language/area.ts";
import type { en } from "./en.ts";

export const de: Translation<typeof en> = {
  title: "Bewahren Sie Ihre Ersatzcodes auf",
  lead: "Wenn Sie Ihr Telefon verlieren, kommen Sie mit einem dieser Codes hinein. Jeder gilt einmal. Bewahren Sie sie getrennt vom Telefon auf.",
  listLabel: "Ihre Ersatzcodes",
  download: "Herunterladen",
  print: "Drucken",
  saved: "Ich habe meine Ersatzcodes gesichert",
  savedFirst:
    "Bitte sichern Sie zuerst Ihre Codes und setzen Sie dann das Häkchen. Sie werden nicht noch einmal gezeigt.",
  finish: "Weiter",
  copied: "Die Codes wurden kopiert.",
  fileName: "ersatzcodes.txt",
  fileTitle: "{issuer}: Ersatzcodes vom {date}",
  fileText: "Jeder Code gilt einmal, anstelle des Codes vom Telefon.",
  fileKeep: "Bewahren Sie sie getrennt vom Telefon auf. Neue Codes machen diese ungültig.",
  deadline: "Sie werden gerade angemeldet. Wenn es länger dauert, wird noch ein Code verlangt:",
};
