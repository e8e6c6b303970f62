/**
 * Ids of metros: the city's usual English name in lower-case ASCII kebab case, unique.
 *
 * Where two metros bear one name, the one with more internet users has the plain id and the others add
 * their country: `hyderabad-pk`.
 */

/**
 * GeoNames' name of the core town -> the name a reader would look for: the conurbation's, without
 * suffixes and romanisation marks.
 */
const USUAL_NAMES: Readonly<Record<string, string>> = {
  'Al Aḩmadī': 'Kuwait City',
  'Bacolod City': 'Bacolod',
  Camayenne: 'Conakry',
  'City of Balikpapan': 'Balikpapan',
  'Frankfurt am Main': 'Frankfurt',
  Kahrīz: 'Kermanshah',
  'New York City': 'New York',
  Panamá: 'Panama City',
  'Quezon City': 'Manila',
  'Rostov-na-Donu': 'Rostov-on-Don',
  Talcahuano: 'Concepción',
  'Ulan Bator': 'Ulaanbaatar',
  'Washington, D.C.': 'Washington',
};

const LETTERS_WITHOUT_DECOMPOSITION: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
};

export function usualName(geonamesName: string): string {
  return USUAL_NAMES[geonamesName] ?? geonamesName;
}

/** `Xi’an` -> `xian`, `São Paulo` -> `sao-paulo`. */
export function kebabAscii(name: string): string {
  return name
    .toLowerCase()
    .replace(/[øłđıßæ]/g, (letter) => LETTERS_WITHOUT_DECOMPOSITION[letter]!)
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’‘`´]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Ids for places in the order given: pass them by falling number of users. */
export function uniqueIds(places: readonly { readonly name: string; readonly country: string }[]): string[] {
  const taken = new Set<string>();
  return places.map(({ name, country }) => {
    const plain = kebabAscii(name);
    const id = taken.has(plain) ? `${plain}-${country.toLowerCase()}` : plain;
    if (taken.has(id)) throw new Error(`two metros would be called ${id}: add one to USUAL_NAMES`);
    taken.add(id);
    return id;
  });
}
