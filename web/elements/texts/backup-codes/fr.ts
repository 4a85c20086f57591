import type { Translation } from "../../language/area.ts";
import type { en } from "./en.ts";

export const fr: Translation<typeof en> = {
  title: "Conservez vos codes de secours",
  lead: "Si vous perdez votre téléphone, l’un de ces codes vous permettra d’entrer. Chacun ne sert qu’une fois. Gardez-les ailleurs que sur votre téléphone.",
  listLabel: "Vos codes de secours",
  download: "Télécharger",
  print: "Imprimer",
  saved: "J’ai enregistré mes codes de secours",
  savedFirst: "Enregistrez d’abord vos codes, puis cochez cette case. Ils ne seront plus affichés.",
  finish: "Continuer",
  copied: "Les codes ont été copiés.",
  fileName: "codes-de-secours.txt",
  fileTitle: "{issuer} : codes de secours du {date}",
  fileText: "Chaque code ne sert qu’une fois, à la place du code de votre téléphone.",
  fileKeep: "Gardez-les ailleurs que sur votre téléphone. De nouveaux codes rendent ceux-ci inutilisables.",
  deadline: "Vous êtes en cours de connexion. Passé ce délai, un code de plus vous sera demandé :",
};
