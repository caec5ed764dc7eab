import { SECTORS } from './commodity.ts';

/**
 * Chapters of the Harmonized System 2022 in a few words each (World Customs Organization, HS Nomenclature 2022; 77 is reserved). The
 * first is on the first line: as a list in text they weigh less in what is loaded than by their codes.
 */
const CHAPTERS = `
live animals
meat
fish
dairy produce, eggs and honey
other animal products
live plants and flowers
vegetables
fruit and nuts
coffee, tea and spices
cereals
milling products
oil seeds and other plants
lacs, gums and resins
other vegetable products
fats and oils
prepared meat and fish
sugars
cocoa
prepared cereals and bakery
prepared vegetables and fruit
other prepared food
beverages and spirits
food residues and animal feed
tobacco
salt, stone and cement
ores, slag and ash
mineral fuels and oils
inorganic chemicals
organic chemicals
pharmaceuticals
fertilisers
dyes, paints and inks
perfumes and cosmetics
soaps and waxes
proteins, starches and glues
explosives and matches
photographic goods
other chemicals
plastics
rubber
hides and leather
leather goods
furskins
wood
cork
basketware
wood pulp
paper
printed matter
silk
wool
cotton
other vegetable fibres
man-made filaments
man-made staple fibres
wadding, felt and rope
carpets
special woven fabrics
coated fabrics
knitted fabrics
knitted clothing
other clothing
other textile articles
footwear
headgear
umbrellas and sticks
feathers and artificial flowers
articles of stone and cement
ceramics
glass
precious metals and stones
iron and steel
articles of iron and steel
copper
nickel
aluminium
(reserved)
lead
zinc
tin
other base metals
tools and cutlery
other articles of base metal
machinery
electrical machinery and electronics
railway vehicles
vehicles
aircraft and spacecraft
ships and boats
optical and medical instruments
clocks and watches
musical instruments
arms and ammunition
furniture and lighting
toys and sports goods
other manufactured articles
works of art and antiques
`.split('\n');

/** In the order of the sectors. */
const SECTOR_NAMES = `animal products
vegetable products
prepared food
minerals
chemicals
plastics and rubber
hides and skins
wood and paper
textiles and clothing
footwear
stone and glass
metals
machinery and electrical equipment
transport equipment
miscellaneous goods`.split('\n');

/** The headings that are most often watched alone. */
const HEADINGS: Readonly<Record<string, string>> = {
  '8471': 'computers',
  '8507': 'batteries',
  '8517': 'telephones and network equipment',
  '8541': 'diodes, transistors and solar cells',
  '8542': 'semiconductors',
  '8703': 'cars',
  '8708': 'car parts',
};

/** In a few words, in lower case; a heading without words of its own is told by its chapter: `part of vehicles`. */
export function commodityName(code: string): string {
  const chapter = CHAPTERS[Number(code.slice(0, 2))] ?? code;
  if (code.length === 2) return chapter;
  return HEADINGS[code] ?? SECTOR_NAMES[SECTORS.indexOf(code)] ?? `part of ${chapter}`;
}
