/**
 * The output formats by name; kept apart from their code, so that `--help` need not load it.
 */
export const RUN_FORMATS = ['text', 'json', 'junit', 'github', 'markdown'] as const;
export type RunFormat = (typeof RUN_FORMATS)[number];

export const VALIDATE_FORMATS = ['text', 'json', 'github'] as const;
export type ValidateFormat = (typeof VALIDATE_FORMATS)[number];

export const SHOW_FORMATS = ['text', 'yaml', 'json'] as const;
export type ShowFormat = (typeof SHOW_FORMATS)[number];

export const EXPLAIN_FORMATS = ['text', 'json', 'markdown'] as const;
export type ExplainFormat = (typeof EXPLAIN_FORMATS)[number];

export const POOL_FORMATS = ['yaml', 'json'] as const;
export type PoolFormat = (typeof POOL_FORMATS)[number];

export const LIST_FORMATS = ['text', 'csv', 'json'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

export const REQUESTS_FORMATS = ['text', 'json', 'csv', 'markdown'] as const;
export type RequestsFormat = (typeof REQUESTS_FORMATS)[number];

export const DIFF_FORMATS = ['text', 'markdown', 'json'] as const;
export type DiffFormat = (typeof DIFF_FORMATS)[number];
