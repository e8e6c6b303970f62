/** Which way is better for the service and its users; `neither`: more of it is no merit and no fault by itself. */
export type Better = 'lower' | 'higher' | 'neither';
