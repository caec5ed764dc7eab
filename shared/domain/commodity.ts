/** Of the Harmonized System 2022; chapter 77 is reserved for later (World Customs Organization, HS Nomenclature 2022). */
const LAST_CHAPTER = 97;
const RESERVED_CHAPTER = 77;

/** A chapter that exists, of two digits, or a heading in one, of four: `87`, `8703`. Codes nest as text. */
export function isCommodityCode(text: string): boolean {
  if (!/^\d{2}(\d{2})?$/.test(text)) return false;
  const chapter = Number(text.slice(0, 2));
  return chapter >= 1 && chapter <= LAST_CHAPTER && chapter !== RESERVED_CHAPTER;
}
