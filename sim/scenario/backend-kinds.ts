/**
 * The kinds of backend and what Google Cloud documents of each: where it is, whether it has a
 * target capacity and health checks.
 *
 * Sources: "Network endpoint groups overview" (scope, health checks), "Backend services overview" (balancing modes),
 * Compute API (`backends[].capacityScaler`: not available with serverless and global internet NEGs). A backend bucket
 * is no backend service in the cloud; here it is the one backend of a service.
 */
export type PlaceKey = 'zone' | 'region' | 'metro';

export interface BackendKindFacts {
  /** In words, with an article. */
  readonly what: string;
  /** Keys of which one says where it is. */
  readonly places: readonly PlaceKey[];
  /** Whether it has a balancing mode, a target capacity and a scaler, and health checks of the load balancer's. */
  readonly isBalanced: boolean;
  /** Made of instances, which have named ports and an autoscaler. */
  readonly hasInstances: boolean;
  /** The first layer picks the second-layer GFE near the client, not near the backend. */
  readonly isServedNearClient: boolean;
}

export const BACKEND_KINDS = {
  INSTANCE_GROUP: {
    what: 'an instance group',
    places: ['zone'],
    isBalanced: true,
    hasInstances: true,
    isServedNearClient: false,
  },
  REGIONAL_INSTANCE_GROUP: {
    what: 'a regional instance group',
    places: ['region'],
    isBalanced: true,
    hasInstances: true,
    isServedNearClient: false,
  },
  NETWORK_ENDPOINT_GROUP: {
    what: 'a zonal NEG',
    places: ['zone'],
    isBalanced: true,
    hasInstances: false,
    isServedNearClient: false,
  },
  NON_GCP_PRIVATE_IP_PORT: {
    what: 'a hybrid NEG',
    places: ['zone'],
    isBalanced: true,
    hasInstances: false,
    isServedNearClient: true,
  },
  SERVERLESS: {
    what: 'a serverless NEG',
    places: ['region'],
    isBalanced: false,
    hasInstances: false,
    isServedNearClient: true,
  },
  INTERNET_IP_PORT: {
    what: 'an internet NEG',
    places: ['metro', 'region'],
    isBalanced: false,
    hasInstances: false,
    isServedNearClient: true,
  },
  INTERNET_FQDN_PORT: {
    what: 'an internet NEG',
    places: ['metro', 'region'],
    isBalanced: false,
    hasInstances: false,
    isServedNearClient: true,
  },
  BACKEND_BUCKET: {
    what: 'a backend bucket',
    places: ['region'],
    isBalanced: false,
    hasInstances: false,
    isServedNearClient: true,
  },
} as const satisfies Readonly<Record<string, BackendKindFacts>>;

export type BackendKind = keyof typeof BACKEND_KINDS;

export function factsOf(kind: BackendKind): BackendKindFacts {
  return BACKEND_KINDS[kind];
}

/** Outside Google Cloud, reached over the Internet. */
export function isInternet(kind: BackendKind): boolean {
  return kind === 'INTERNET_IP_PORT' || kind === 'INTERNET_FQDN_PORT';
}

/** The key that says where a backend is. */
export function placeKeyOf({ kind, metro }: { kind: BackendKind; metro: object | null }): PlaceKey {
  return metro === null ? factsOf(kind).places.find((key) => key !== 'metro')! : 'metro';
}
