import type { Translation } from "../../language/area.ts";
import type { en } from "./en.ts";

export const it: Translation<typeof en> = {
  title: "Conserva i codici di riserva",
  lead: "Se perdi il telefono, con uno di questi codici puoi entrare. Ognuno vale una volta sola. Conservali lontano dal telefono.",
  listLabel: "I tuoi codici di riserva",
  download: "Scarica",
  print: "Stampa",
  saved: "Ho salvato i codici di riserva",
  savedFirst: "Prima salva i codici, poi spunta la casella. Non verranno più mostrati.",
  finish: "Continua",
  copied: "I codici sono stati copiati.",
  fileName: "codici-di-riserva.txt",
  fileTitle: "{issuer}: codici di riserva del {date}",
  fileText: "Ogni codice vale una volta sola, al posto del codice del telefono.",
  fileKeep: "Conservali lontano dal telefono. Con codici nuovi questi non valgono più.",
  deadline: "L’accesso è in corso. Se impieghi più tempo, ti verrà chiesto un altro codice:",
};
