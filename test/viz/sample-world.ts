/**
 * Places and plans for the sample results: the scenario of the report (Seoul and Boston, two designs, a
 * surge and a lost region) and a stress one (350 metros, six regions, 360 intervals). Coordinates are
 * public city coordinates, rounded.
 */
export interface SamplePlace {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly latDeg: number;
  readonly lonDeg: number;
}

export interface SampleMetro extends SamplePlace {
  readonly rateRps: number;
}

export interface SampleRegion {
  readonly id: string;
  readonly location: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly capacity: number;
  readonly zones: number;
}

export interface SamplePlan {
  readonly name: string;
  readonly question: string;
  readonly metros: readonly SampleMetro[];
  readonly pops: readonly SamplePlace[];
  readonly regions: readonly SampleRegion[];
  readonly designs: readonly { readonly id: string; readonly policy: 'WATERFALL_BY_REGION' | 'SPRAY_TO_WORLD' }[];
  readonly durationMs: number;
  readonly intervalMs: number;
  readonly sliceMs: number;
  readonly warmupMs: number;
  readonly replications: number;
  readonly holdMs: number;
  readonly surge: {
    readonly metroIds: readonly string[];
    readonly peak: number;
    readonly startMs: number;
    readonly endMs: number;
  } | null;
  readonly failure: { readonly regionId: string; readonly startMs: number; readonly endMs: number } | null;
}

const MINUTE_MS = 60_000;

function place(id: string, name: string, country: string, latDeg: number, lonDeg: number): SamplePlace {
  return { id, name, country, latDeg, lonDeg };
}

const SEOUL = place('seoul', 'Seoul', 'KR', 37.57, 126.98);
const BOSTON = place('boston', 'Boston', 'US', 42.36, -71.06);

/** Users in Seoul and Boston; capacity in Seoul, Tokyo, Virginia and Iowa. */
export const SEOUL_BOSTON: SamplePlan = {
  name: 'seoul-fills',
  question: 'When Seoul is full, and when it is lost, who is sent to Tokyo, and what does it cost them?',
  metros: [
    { ...SEOUL, rateRps: 12 },
    { ...BOSTON, rateRps: 10 },
  ],
  pops: [
    place('icn', 'Seoul', 'KR', 37.46, 126.44),
    place('nrt', 'Tokyo', 'JP', 35.76, 140.39),
    place('bos', 'Boston', 'US', 42.36, -71.01),
    place('jfk', 'New York', 'US', 40.64, -73.78),
  ],
  regions: [
    { id: 'asia-northeast3', location: 'Seoul, South Korea', latDeg: 37.57, lonDeg: 126.98, capacity: 600, zones: 2 },
    { id: 'asia-northeast1', location: 'Tokyo, Japan', latDeg: 35.68, lonDeg: 139.65, capacity: 600, zones: 2 },
    { id: 'us-east4', location: 'Ashburn, Virginia', latDeg: 39.04, lonDeg: -77.49, capacity: 500, zones: 2 },
    { id: 'us-central1', location: 'Council Bluffs, Iowa', latDeg: 41.26, lonDeg: -95.86, capacity: 500, zones: 2 },
  ],
  designs: [
    { id: 'waterfall', policy: 'WATERFALL_BY_REGION' },
    { id: 'sprayToWorld', policy: 'SPRAY_TO_WORLD' },
  ],
  durationMs: 40 * MINUTE_MS,
  intervalMs: 10_000,
  sliceMs: MINUTE_MS,
  warmupMs: 2 * MINUTE_MS,
  replications: 8,
  holdMs: 30_000,
  surge: { metroIds: ['seoul'], peak: 2.6, startMs: 10 * MINUTE_MS, endMs: 20 * MINUTE_MS },
  failure: { regionId: 'asia-northeast3', startMs: 26 * MINUTE_MS, endMs: 32 * MINUTE_MS },
};

const ANCHORS = [
  SEOUL,
  BOSTON,
  place('tokyo', 'Tokyo', 'JP', 35.68, 139.65),
  place('osaka', 'Osaka', 'JP', 34.69, 135.5),
  place('delhi', 'Delhi', 'IN', 28.61, 77.21),
  place('mumbai', 'Mumbai', 'IN', 19.08, 72.88),
  place('jakarta', 'Jakarta', 'ID', -6.21, 106.85),
  place('singapore', 'Singapore', 'SG', 1.35, 103.82),
  place('sydney', 'Sydney', 'AU', -33.87, 151.21),
  place('london', 'London', 'GB', 51.51, -0.13),
  place('paris', 'Paris', 'FR', 48.86, 2.35),
  place('frankfurt', 'Frankfurt', 'DE', 50.11, 8.68),
  place('warsaw', 'Warsaw', 'PL', 52.23, 21.01),
  place('madrid', 'Madrid', 'ES', 40.42, -3.7),
  place('istanbul', 'Istanbul', 'TR', 41.01, 28.98),
  place('cairo', 'Cairo', 'EG', 30.04, 31.24),
  place('lagos', 'Lagos', 'NG', 6.52, 3.38),
  place('nairobi', 'Nairobi', 'KE', -1.29, 36.82),
  place('johannesburg', 'Johannesburg', 'ZA', -26.2, 28.05),
  place('sao-paulo', 'São Paulo', 'BR', -23.55, -46.63),
  place('bogota', 'Bogotá', 'CO', 4.71, -74.07),
  place('buenos-aires', 'Buenos Aires', 'AR', -34.6, -58.38),
  place('mexico-city', 'Mexico City', 'MX', 19.43, -99.13),
  place('new-york', 'New York', 'US', 40.71, -74.01),
  place('chicago', 'Chicago', 'US', 41.88, -87.63),
  place('dallas', 'Dallas', 'US', 32.78, -96.8),
  place('los-angeles', 'Los Angeles', 'US', 34.05, -118.24),
  place('seattle', 'Seattle', 'US', 47.61, -122.33),
];

/** Towns around each anchor, on a widening spiral: `count` metros with falling rates. */
function spreadMetros(count: number): SampleMetro[] {
  return Array.from({ length: count }, (_, i) => {
    const anchor = ANCHORS[i % ANCHORS.length]!;
    const ring = Math.floor(i / ANCHORS.length);
    const angle = ring * 2.4 + i;
    return {
      id: ring === 0 ? anchor.id : `${anchor.id}-${ring}`,
      name: ring === 0 ? anchor.name : `${anchor.name} area ${ring}`,
      country: anchor.country,
      latDeg: Math.round((anchor.latDeg + ring * 0.45 * Math.sin(angle)) * 100) / 100,
      lonDeg: Math.round((anchor.lonDeg + ring * 0.6 * Math.cos(angle)) * 100) / 100,
      rateRps: 4 / (1 + i / 40),
    };
  });
}

/** As large as a shipped scenario gets. */
export const STRESS: SamplePlan = {
  ...SEOUL_BOSTON,
  name: 'whole-world',
  question: 'Does one lost region find room among the other five?',
  metros: spreadMetros(350),
  pops: ANCHORS,
  regions: [
    { id: 'asia-northeast3', location: 'Seoul, South Korea', latDeg: 37.57, lonDeg: 126.98, capacity: 3000, zones: 3 },
    { id: 'asia-northeast1', location: 'Tokyo, Japan', latDeg: 35.68, lonDeg: 139.65, capacity: 3400, zones: 3 },
    { id: 'us-east4', location: 'Ashburn, Virginia', latDeg: 39.04, lonDeg: -77.49, capacity: 4600, zones: 3 },
    { id: 'europe-west3', location: 'Frankfurt, Germany', latDeg: 50.11, lonDeg: 8.68, capacity: 5000, zones: 3 },
    { id: 'asia-south1', location: 'Mumbai, India', latDeg: 19.08, lonDeg: 72.88, capacity: 3400, zones: 3 },
    {
      id: 'southamerica-east1',
      location: 'São Paulo, Brazil',
      latDeg: -23.55,
      lonDeg: -46.63,
      capacity: 2200,
      zones: 3,
    },
  ],
  durationMs: 60 * MINUTE_MS,
  replications: 4,
};

/** Nothing goes wrong, one design, one replication: the empty states. */
export const QUIET: SamplePlan = {
  ...SEOUL_BOSTON,
  name: 'quiet',
  question: 'Does anything happen when nothing happens?',
  designs: [{ id: 'waterfall', policy: 'WATERFALL_BY_REGION' }],
  replications: 1,
  surge: null,
  failure: null,
};

/** More regions and designs than there are colours. */
export const CROWDED: SamplePlan = {
  ...SEOUL_BOSTON,
  name: 'crowded',
  question: 'What becomes of the report when there is too much of everything?',
  metros: spreadMetros(56),
  pops: ANCHORS,
  regions: ANCHORS.slice(0, 20).map(({ id, name, country, latDeg, lonDeg }, r) => ({
    id: `region-${id}`,
    location: `${name}, ${country}`,
    latDeg,
    lonDeg,
    capacity: 260 + 20 * (r % 5),
    zones: 3,
  })),
  designs: [
    { id: 'waterfall', policy: 'WATERFALL_BY_REGION' },
    { id: 'spray', policy: 'SPRAY_TO_WORLD' },
    { id: 'waterfall-with-reserve', policy: 'WATERFALL_BY_REGION' },
    { id: 'spray-with-reserve', policy: 'SPRAY_TO_WORLD' },
    { id: 'waterfall-again', policy: 'WATERFALL_BY_REGION' },
  ],
  surge: { metroIds: ['seoul', 'tokyo', 'osaka'], peak: 4, startMs: 10 * MINUTE_MS, endMs: 20 * MINUTE_MS },
  failure: { regionId: 'region-tokyo', startMs: 26 * MINUTE_MS, endMs: 32 * MINUTE_MS },
};
