/** The part of jstat 1.9 that is used; the package ships no types. */
declare module 'jstat' {
  interface JStat {
    readonly normal: {
      /** Distribution function of the normal. */
      cdf(x: number, mean: number, std: number): number;
    };
    readonly studentt: {
      /** Quantile of Student's t: `p` in 0 .. 1, `dof` degrees of freedom > 0. */
      inv(p: number, dof: number): number;
    };
  }
  const jstat: JStat;
  export default jstat;
}
