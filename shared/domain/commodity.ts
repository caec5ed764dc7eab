/** Of the Harmonized System 2022; chapter 77 is reserved for later (World Customs Organization, HS Nomenclature 2022). */
const LAST_CHAPTER = 97;
const RESERVED_CHAPTER = 77;

/** A chapter that exists, of two digits, or a heading in one, of four: `87`, `8703`. Codes nest as text. */
export function isCommodityCode(text: string): boolean {
  if (!/^\d{2}(\d{2})?$/.test(text)) return false;
  const chapter = Number(text.slice(0, 2));
  return chapter >= 1 && chapter <= LAST_CHAPTER && chapter !== RESERVED_CHAPTER;
}

/** Ranges of chapters as WITS draws them, none of which is in two. Fuels are chapter 27 alone. */
export const SECTORS: readonly string[] =
  '01-05 06-15 16-24 25-26 28-38 39-40 41-43 44-49 50-63 64-67 68-71 72-83 84-85 86-89 90-99'.split(
    ' ',
  );

/** A range of chapters, named by both of its ends: `84-85`. */
export function isSectorCode(text: string): boolean {
  return SECTORS.includes(text);
}

/** The sector that a chapter or heading lies in; undefined for fuels, which are no range. */
export function sectorOf(commodity: string): string | undefined {
  return SECTORS.find((sector) => isWithin(commodity, sector));
}

/** Whether goods are, or are a part of, some others: a heading of its chapter, and both of their sector. Codes nest as text. */
export function isWithin(commodity: string, around: string): boolean {
  const [start = ''] = around.split('-');
  return commodity >= start && endOf(commodity) <= endOf(around);
}

/** Behind all headings of a chapter, or of the last chapter of a range. */
function endOf(code: string): string {
  return `${code.slice(code.indexOf('-') + 1)}~`;
}
