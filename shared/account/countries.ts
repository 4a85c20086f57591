/** Every country that has phone numbers (ISO 3166-1 alpha-2), sorted: written out so that a policy needs no numbering plans. */
export const allCountries: readonly string[] = [
  "AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY",
  "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ",
  "FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR",
  "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH",
  "MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK",
  "PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA",
  "TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW",
].flatMap((row) => row.split(" "));

/** `*` in the list stands for all countries. */
export const isCountryAllowed = (country: string, smsCountries: readonly string[]): boolean =>
  smsCountries.includes(country) || smsCountries.includes("*");

/** The countries of both lists. */
export const narrowedCountries = (countries: readonly string[], ceiling: readonly string[]): readonly string[] =>
  countries.includes("*") ? ceiling : countries.filter((country) => isCountryAllowed(country, ceiling));

/** Countries whose mobile numbers cannot be told from those of another one: allowed alone, they allow no number. */
export const sharedNumbers: Readonly<Record<string, string>> = {
  AX: "FI",
  BL: "GP",
  CC: "AU",
  CX: "AU",
  EH: "MA",
  IM: "GB",
  MF: "GP",
  SJ: "NO",
  VA: "IT",
};

/** One sentence for each entry of a list of countries that is none, or that allows no number by itself. */
export const wrongCountries = (countries: readonly string[]): readonly string[] =>
  countries.flatMap((country) => {
    if (country === "*") return [];
    if (!allCountries.includes(country))
      return [`${country} is no country: give two capital letters (ISO 3166-1) such as DE, or * for all`];
    const main = sharedNumbers[country];
    return main === undefined || isCountryAllowed(main, countries)
      ? []
      : [`${country} has the mobile numbers of ${main}: name ${main} too`];
  });
