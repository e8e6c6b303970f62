/**
 * Lets esbuild write the constants of `sim/` into the code that uses them.
 *
 * It does so (`minifySyntax`) only for the constants of a file that imports nothing; of others it makes variables,
 * which V8 has to load and check at every use: a dozen instructions instead of none, a tenth of a connection's time. So
 * the numbers that a file declares are put into a module of their own, from which the file imports them.
 */

/** A declaration of a number on a line of its own, at the top level of a file. */
const NUMBER_DECLARATION =
  /^(?:export )?const ([A-Z][A-Z\d_]*) = -?(?:0x[\da-f]+|\d[\d._]*(?:e-?\d+)?)(?: satisfies [^;\n]+)?;$/gm;

interface Parts {
  /** The numbers alone, all exported. */
  readonly constants: string;
  /** The file without them; no line changes its number. */
  readonly rest: string;
}

/** @param specifier by which the file is to import its numbers. `null`: it declares none. */
export function withConstantsApart(source: string, specifier: string): Parts | null {
  const constants: string[] = [];
  const names: string[] = [];
  const exported: string[] = [];
  const withoutThem = source.replace(NUMBER_DECLARATION, (declaration: string, name: string) => {
    const isExported = declaration.startsWith('export ');
    constants.push(isExported ? declaration : `export ${declaration}`);
    names.push(name);
    if (isExported) exported.push(name);
    return '';
  });
  if (names.length === 0) return null;
  const from = JSON.stringify(specifier);
  const links = `import { ${names.join(', ')} } from ${from}; export { ${exported.join(', ')} } from ${from}; `;
  return { constants: constants.join('\n'), rest: links + withoutThem };
}
