/**
 * The words that the world is made of: invented companies, common Danish names, streets, real
 * postcodes, licence names. Companies are animals with place-name endings, so that nobody takes
 * them for a real firm. Combining the words is left to the draft.
 */

const list = (text: string): readonly string[] => text.split(',').map((word) => word.trim());

export const companyStarts = list(`
  Tordivel, Pindsvine, Søheste, Grævlinge, Krage, Måge, Bæver, Ørne, Ugle, Lærke, Svale,
  Hermelin, Odder, Snegle, Guldsmede, Egerne, Skildpadde, Ålekvabbe, Tudse, Vædder,
  Græshoppe, Flagermuse, Kålorme, Æsel
`);

export const companyEnds = list(`
  gård, bro, lund, holm, bakke, mølle, havn, dal, kær, vang, skov, mose, sø, ager, høj,
  strand, eng, næs, borg, åsen
`);

export const trades = list(`
  VVS, Tømrer & Snedker, Revision, Tandklinik, Dyreklinik, Logistik, Ejendomme, Arkitekter,
  Bogtryk, Fysioterapi, Køl & Frys, El-teknik, Maskinfabrik, Vinhandel, Rejser, Transport,
  Møbler, Entreprise, Advokater, Planteskole, Bådebyggeri, Ventilation, Gulve, Fødevarer,
  Undervisning, Cykler, Autoværksted, Køkkener, Lydstudie, Rengøring
`);

export const legalForms = ['ApS', 'A/S', 'ApS', 'I/S'] as const;

export const resellerNames = [
  'Brevdue Telefoni ApS',
  'Røgsignal & Søn IT A/S',
  'Budstikke Kommunikation ApS',
] as const;

export const firstNames = list(`
  Anne, Mette, Kirsten, Hanne, Anna, Helle, Susanne, Lene, Maria, Marianne, Camilla, Pia,
  Louise, Charlotte, Bente, Tina, Gitte, Sofie, Emma, Freja, Søs, Maja, Sanne, Åse, Birthe,
  Line, Peter, Michael, Jens, Lars, Thomas, Henrik, Søren, Christian, Martin, Jan, Morten,
  Anders, Niels, Jørgen, Mads, Rasmus, Per, Hans, Kasper, Jesper, Frederik, Emil, Bjørn,
  Asbjørn, Åge, Jeppe, Oskar, Valdemar, Ægir, Øjvind
`);

export const lastNames = list(`
  Nielsen, Jensen, Hansen, Andersen, Pedersen, Christensen, Larsen, Sørensen, Rasmussen,
  Jørgensen, Petersen, Madsen, Kristensen, Olsen, Thomsen, Christiansen, Poulsen, Johansen,
  Møller, Mortensen, Knudsen, Kjær, Østergaard, Bæk, Ågård, Holm, Lund, Bech, Nørgaard,
  Søndergaard, Vestergaard, Højgaard, Skov, Friis, Damgaard, Bøgh, Krogh, Overgaard, Ærø,
  Kjærgaard
`);

export const streets = list(`
  Æblevej, Møllestien, Håndværkervangen, Industriskellet, Søbrinken, Ålestræde,
  Kløvermarken, Nørrelængen, Skovsvinget, Blåbærvej, Stærevænget, Kærmindevej
`);

export const postcodes = list(`
  2100 København Ø, 2200 København N, 2300 København S, 2400 København NV, 2500 Valby,
  2600 Glostrup, 2630 Taastrup, 2750 Ballerup, 2800 Kongens Lyngby, 3000 Helsingør,
  3400 Hillerød, 3600 Frederikssund, 3700 Rønne, 4000 Roskilde, 4100 Ringsted,
  4200 Slagelse, 4300 Holbæk, 4600 Køge, 4700 Næstved, 5000 Odense C, 5500 Middelfart,
  5700 Svendborg, 5800 Nyborg, 6000 Kolding, 6200 Aabenraa, 6400 Sønderborg, 6700 Esbjerg,
  6760 Ribe, 7000 Fredericia, 7100 Vejle, 7400 Herning, 7500 Holstebro, 7700 Thisted,
  7800 Skive, 8000 Aarhus C, 8600 Silkeborg, 8700 Horsens, 8800 Viborg, 9000 Aalborg,
  9400 Nørresundby, 9800 Hjørring, 9900 Frederikshavn
`);

/** The licence names of R1, each with how often an ordinary customer holds it. */
export const licences = [
  ['Enterprise E3', 30],
  ['Enterprise E4', 2],
  ['Enterprise E5', 6],
  ['Education A3', 3],
  ['Education A5', 1],
  ['ProPlus', 6],
  ['Business Premium', 25],
  ['Business Essentials', 10],
  ['Enterprise E1', 7],
  ['Business', 5],
  ['Exchange Online', 3],
  ['K1', 1],
  ['Education A1', 1],
] as const;

/** The names of R1 that cost 0 kr; all others cost 30 kr, and their fee must be accepted (R11). */
export const enterpriseNames: ReadonlySet<string> = new Set([
  'Enterprise E3',
  'Enterprise E4',
  'Enterprise E5',
  'Education A3',
  'Education A5',
]);
